"""The lists of actions, what we do and what is done for our families, as pages and as spreadsheets."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.reading import reading
from kooperacja.disclosures.queries.register import partners
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.tasks.forms import FilterForm
from kooperacja.tasks.queries import listing as queries
from kooperacja.tasks.queries.listing import Filter, TaskRow
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links

# The address of each list, and its name among the saved views.
LISTS = {"taken": ("tasks:list", "tasks"), "given": ("tasks:given", "tasks_given")}


def taken(request: ActorRequest) -> HttpResponse:
    return _list(request, "taken")


def given(request: ActorRequest) -> HttpResponse:
    return _list(request, "given")


def taken_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, "taken", "nasze-dzialania")


def given_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, "given", "dzialania-dla-naszych-rodzin")


def _list(request: ActorRequest, whose: str) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form, whose)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    with reading(request):
        page = queries.tasks_page(request.actor, request.purpose, wanted, after=after, before=before)
    address, listing = LISTS[whose]
    views = saved_views(request, listing)
    context = {"page": page, "form": form, "wanted": wanted, "address": address, "is_taken": whose == "taken"}
    context |= {"views": views, "links": view_links(request, listing, views)}
    return render(request, "tasks/list.html", context, block="list")


def _sheet(request: ActorRequest, whose: str, name: str) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request), whose)
    with reading(request):
        rows = [_cells(row) for row in queries.task_rows(request.actor, request.purpose, wanted)]
    head = [
        pgettext("task", "Action"),
        _("Case"),
        _("Whose case it is"),
        _("Who does it"),
        _("Deadline"),
        _("How far"),
        _("State"),
    ]
    return xlsx_response(name, workbook(_("Actions"), [*head, _("Who leads it"), _("Why not")], rows))


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET, partners=partners())
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm, whose: str) -> Filter:
    typed = form.cleaned_data
    return Filter(
        whose=whose,
        state=typed.get("state", ""),
        partner=typed.get("partner") or 0,
        case_number=typed.get("case_number", ""),
        sort=request.GET.get("sort", "") or "due",
    )


def _cells(row: TaskRow) -> Sequence[Cell]:
    told = (row.due_on, row.distance, str(row.state.label), row.worker, row.reason)
    return [row.title, row.case_number, row.giver, row.taker, *told]
