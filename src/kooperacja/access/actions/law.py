"""The tables that are derived from the reviewed files of law."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from kooperacja.access import law
from kooperacja.access.models import KindPurpose, RoleRight, StatutoryLine, VetoRight, VitalCategory

DERIVED: tuple[tuple[Any, Callable[[], list[law.Line]], tuple[str, ...]], ...] = (
    (RoleRight, law.rights, ("role", "category", "action")),
    (KindPurpose, law.purposes, ("kind", "purpose")),
    (StatutoryLine, law.statute, ("purpose", "part", "category")),
    (VitalCategory, law.vital, ("category",)),
    (VetoRight, law.veto_rights, ("kind", "role", "action")),
)


@transaction.atomic
def load_law() -> int:
    """Write the reviewed files into the tables derived from them; returns the number of lines.
    Loading the same files again changes nothing.
    """
    written = 0
    for model, lines, names in DERIVED:
        rows = [model(**dict(zip(names, line.keys, strict=True)), **_dated(line)) for line in lines()]
        model._base_manager.all().delete()
        written += len(model._base_manager.bulk_create(rows))
    return written


def _dated(line: law.Line) -> dict[str, datetime | str]:
    return {
        "valid_from": line.valid_from,
        "valid_to": line.valid_to,
        "recorded_at": line.valid_from,
        "source": line.source,
    }
