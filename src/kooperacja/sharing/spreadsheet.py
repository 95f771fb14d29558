"""The lists of this package as spreadsheets: the same rows, and no name that the page does not show."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kooperacja.foundation.sheets import Cell, workbook
from kooperacja.sharing.queries.emergencies import EmergencyRow
from kooperacja.sharing.queries.rules import ACTIONS, Right, Rules
from kooperacja.sharing.queries.vetoes import KeptLock, VetoRow


def locks(rows: Iterable[KeptLock]) -> bytes:
    head = (_("Lock"), _("On what"), _("Whom it binds"), _("Since"), _("Who set it"))
    told = ((str(row.label), str(row.on), row.binds, row.since, row.set_by) for row in rows)
    return workbook(_("Locks that you may lift"), head, told)


def locks_of_case(rows: Iterable[VetoRow]) -> bytes:
    head = (_("Lock"), _("On what"), _("Whom it binds"), _("Since"), _("Who set it"))
    told = ((row.label, row.place, row.binds, row.since, row.set_by) for row in rows)
    return workbook(_("Locks"), head, told)


def rules(found: Rules) -> bytes:
    """Role by category by action: one line for each role and category, also where nothing is allowed."""
    head = (_("Role"), _("Category"), _("Level"), _("Read"), _("Export"), _("Write"), _("Source"))
    told = (line for right in found.rights for line in _lines(found, right))
    return workbook(_("Rules of access"), head, told)


def _lines(found: Rules, right: Right) -> Iterator[tuple[Cell, ...]]:
    for (name, level), cell in zip(found.heads, right.cells, strict=True):
        allowed = (_("yes") if action in cell else _("no") for action in ACTIONS)
        yield right.role, name, level, *allowed, "; ".join(right.sources) if cell else ""


def reviews(rows: Iterable[EmergencyRow]) -> bytes:
    head = (
        *(_("Worker"), _("Institution"), _("Data of"), _("Why it could not wait")),
        *(_("Since"), _("Until"), _("Review"), _("Reviewed on")),
    )
    told = (
        (row.worker, row.institution, row.owner, row.reason, row.since, row.until, str(row.outcome), row.reviewed_at)
        for row in rows
    )
    return workbook(_("Reviews of emergency access"), head, told)
