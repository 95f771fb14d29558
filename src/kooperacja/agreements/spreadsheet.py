"""The list of agreements as a spreadsheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kooperacja.agreements.queries import Row
from kooperacja.foundation.sheets import Cell, workbook


def agreements(rows: Iterable[Row]) -> bytes:
    head = [
        _("Title"),
        _("Number"),
        _("State"),
        _("Parties"),
        _("Parties that have signed"),
        _("Day of signing"),
        _("In force from the day"),
        _("In force until the day"),
        _("Subject"),
    ]
    return workbook(_("Agreements"), head, map(_cells, rows))


def _cells(row: Row) -> list[Cell]:
    one = row.agreement
    days = [one.signed_on, one.valid_on, one.valid_until]
    return [one.title, one.number, str(row.state.label), ", ".join(row.parties), row.signed, *days, one.subject]
