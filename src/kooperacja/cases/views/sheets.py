"""What happened in a case as spreadsheets: its journal, and its history from the trail."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.cases import queries
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response

# More lines than this nobody reads in a sheet.
MOST_LINES = 10_000


def journal(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        people = queries.case_people(request.actor, case, request.purpose)
        notes = queries.case_notes(request.actor, case, request.purpose, people, limit=MOST_LINES)
    head = (_("Day"), _("Kind"), _("About whom"), _("Data"), _("Author"), _("Note"), _("Corrections"))
    return xlsx_response("dziennik", workbook(_("Journal"), head, map(_note, notes.rows)))


def _note(row: queries.NoteRow) -> tuple[Cell, ...]:
    said = ((row.corrects, _("corrects an earlier note")), (row.corrected, _("Corrected later")))
    corrections = "; ".join(words for holds, words in said if holds)
    return row.happened_on, row.kind, row.about, row.category, row.author, row.text, corrections


def history(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        events = queries.case_timeline(case, limit=MOST_LINES)
    told = ((event.at, event.text, event.who) for event in events)
    return xlsx_response("historia", workbook(_("Whole history"), (_("Day"), _("What happened"), _("Who")), told))
