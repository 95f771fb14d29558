"""The directory, and a person's keys of programs, as spreadsheets."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kooperacja.directory.models import Institution
from kooperacja.directory.queries import KeyRow, Row
from kooperacja.foundation.sheets import Cell, workbook

COLUMNS = ("address", "phone", "email", "website", "nip", "regon", "krs", "checked_on", "ended_on")
FIRST = ("short_name", "name", "kind", "level", "sector", "terc", "place")


def directory(rows: Iterable[Row]) -> bytes:
    head = [*map(_label, FIRST), capfirst(_("area")), *map(_label, COLUMNS)]
    return workbook(_("Institutions"), head, map(_cells, rows))


def _label(column: str) -> str:
    return capfirst(str(Institution._meta.get_field(column).verbose_name))  # type: ignore[union-attr]


def _cells(row: Row) -> list[Cell]:
    one = row.institution
    words = [one.get_kind_display(), one.get_level_display(), one.get_sector_display()]
    known = [getattr(one, column) for column in COLUMNS]
    return [one.short_name, one.name, *words, one.terc, one.place, row.area, *known]


def keys(rows: Iterable[KeyRow]) -> bytes:
    """Of a secret its first signs alone, as on the page."""
    head = (
        *(_("Program"), _("Key"), _("Acts as"), _("May"), _("Made on"), _("Valid until"), _("Last used")),
        _("Why it opens nothing"),
    )
    told = (
        (
            *(row.name, f"{row.shown}…", row.acts_as, row.scope, row.created_at, row.expires_at, row.last_used_at),
            str(row.ended),
        )
        for row in rows
    )
    return workbook(_("Access keys"), head, told)
