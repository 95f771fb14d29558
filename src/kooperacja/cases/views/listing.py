"""The list of cases, as a page and as a spreadsheet."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.cases import queries
from kooperacja.cases.access import can_open
from kooperacja.cases.forms import CaseFilterForm
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links


def case_list(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form)
    with reading(request):
        page = queries.case_page(
            request.actor,
            request.purpose,
            wanted,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        opens = can_open(request.actor)
    views = saved_views(request, "cases")
    context = {
        "page": page,
        "form": form,
        "wanted": wanted,
        "can_open": opens,
        "views": views,
        "links": view_links(request, "cases", views),
    }
    return render(request, "cases/list.html", context, block="list")


def sheet(request: ActorRequest) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request))
    with reading(request):
        rows = [_cells(row) for row in queries.case_rows(request.actor, request.purpose, wanted)]
    head = [
        _("Number"),
        _("Number in another system"),
        _("Family"),
        _("Place"),
        _("Key worker"),
        _("State"),
        _("Family interview until"),
        _("Family interview made on"),
        _("Last change"),
    ]
    return xlsx_response("rodziny", workbook(_("Families"), head, rows))


def _filter(request: ActorRequest) -> CaseFilterForm:
    form = CaseFilterForm(request.GET, workers=queries.workers_of(request.actor.institution_id))
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: CaseFilterForm) -> queries.Wanted:
    asked = form.cleaned_data
    return queries.Wanted(
        text=asked.get("q", ""),
        state=asked.get("state") or queries.OPEN,
        key_worker=asked.get("worker") or 0,
        sort=request.GET.get("sort", "") or queries.NEWEST_CHANGE,
    )


def _cells(row: queries.CaseRow) -> Sequence[Cell]:
    interview = row.interview
    return [
        row.number,
        row.external_number,
        row.family,
        row.place,
        row.key_worker,
        str(row.state.label),
        interview.due_on if interview else None,
        interview.done_on if interview else None,
        row.updated_at,
    ]
