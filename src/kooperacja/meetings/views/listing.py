"""The list of meetings, as a page and as a spreadsheet."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.reading import reading
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.meetings.forms import FilterForm
from kooperacja.meetings.queries import listing as queries
from kooperacja.meetings.queries.listing import Filter, MeetingRow
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links

LISTING = "meetings"


def meetings(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    with reading(request):
        page = queries.meetings_page(request.actor, wanted, after=after, before=before)
    views = saved_views(request, LISTING)
    context = {"page": page, "form": form, "wanted": wanted, "views": views}
    return render(request, "meetings/list.html", context | {"links": view_links(request, LISTING, views)}, block="list")


def sheet(request: ActorRequest) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request))
    with reading(request):
        rows = [_cells(row) for row in queries.meeting_rows(request.actor, wanted)]
    head = [
        _("When"),
        _("Team"),
        _("Place"),
        _("State"),
        _("Points"),
        _("Days from the need"),
        pgettext("meeting", "My answer"),
    ]
    return xlsx_response("spotkania", workbook(_("Meetings"), head, rows))


def _cells(row: MeetingRow) -> Sequence[Cell]:
    return [row.starts_at, row.team, row.place, str(row.state.label), row.items, row.waited, row.answer]


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET, teams=queries.teams_of(request.actor))
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm) -> Filter:
    typed = form.cleaned_data
    return Filter(
        team=typed.get("team", ""),
        state=typed.get("state", ""),
        since=typed.get("since"),
        until=typed.get("until"),
        sort=request.GET.get("sort", "") or "-when",
    )
