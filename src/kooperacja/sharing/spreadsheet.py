"""The two lists of this package as spreadsheets: the same rows, and no name that the page does not show."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kooperacja.foundation.sheets import workbook
from kooperacja.sharing.queries.emergencies import EmergencyRow
from kooperacja.sharing.queries.vetoes import KeptLock


def locks(rows: Iterable[KeptLock]) -> bytes:
    head = (_("Lock"), _("On what"), _("Whom it binds"), _("Since"), _("Who set it"))
    told = ((str(row.label), str(row.on), row.binds, row.since, row.set_by) for row in rows)
    return workbook(_("Locks that you may lift"), head, told)


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
