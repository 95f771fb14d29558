"""The directory as a spreadsheet."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kooperacja.directory.models import Institution
from kooperacja.directory.queries import Row
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
