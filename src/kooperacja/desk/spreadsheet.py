"""Lists of the desk as spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.desk.queries.workers import Permission, WorkerRow
from kooperacja.foundation.sheets import Cell, workbook
from kooperacja.ui.formats import date_text


def workers(rows: Iterable[WorkerRow]) -> bytes:
    head = (
        _("Worker"),
        _("E-mail address"),
        _("Role"),
        _("Post"),
        _("Unit"),
        _("From"),
        pgettext("last day", "Until"),
        _("Authorisation"),
        _("Statement of confidentiality"),
        _("Inbox duty"),
    )
    return workbook(_("Workers"), head, map(_row, rows))


def _row(row: WorkerRow) -> tuple[Cell, ...]:
    papers = "; ".join(map(_paper, row.permissions))
    statement = date_text(row.declared_on) if row.declared_on else (_("yes") if row.has_declared else "")
    duty = _("yes") if row.opens_inbox else _("no")
    return row.name, row.email, row.role, row.title, row.unit, row.since, row.until, papers, statement, duty


def _paper(paper: Permission) -> str:
    until = date_text(paper.until) if paper.until else _("without end")
    return f"{paper.number}: {', '.join(paper.categories)} ({date_text(paper.since)} – {until})"
