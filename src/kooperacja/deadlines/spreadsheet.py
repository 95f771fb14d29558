"""The list of deadlines as a spreadsheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kooperacja.deadlines.queries import Item
from kooperacja.foundation.sheets import workbook


def deadlines(items: Iterable[Item]) -> bytes:
    rows = ((item.due_on, item.title, item.note, item.distance) for item in items)
    return workbook(_("Deadlines"), (_("Day"), _("What"), _("About"), _("How far")), rows)
