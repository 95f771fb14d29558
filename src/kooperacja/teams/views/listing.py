"""The list of teams, as a page and as a spreadsheet."""

from django.http import HttpResponse

from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.teams import access, forms, queries, spreadsheet
from kooperacja.ui.lists import offset_of, page_url
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links

LISTING = "teams"


def team_list(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = form.wanted()
    page = queries.team_list(request.actor, wanted, offset_of(request))
    tabs = saved_views(request, LISTING)
    context = {
        "form": form,
        "sort": wanted.sort or "name",
        "page": page,
        "earlier": page_url(request, "after", page.earlier),
        "later": page_url(request, "after", page.later),
        "tabs": tabs,
        "links": view_links(request, LISTING, tabs),
        "is_filtered": bool(request.GET),
        "may_found": access.can_found(request.actor),
        "waiting": queries.waiting(request.actor),
    }
    return render(request, "teams/list.html", context, block="list")


def team_list_xlsx(request: ActorRequest) -> HttpResponse:
    rows = queries.all_teams(request.actor, _filter(request).wanted())
    return xlsx_response("zespoly", spreadsheet.teams(rows))


def _filter(request: ActorRequest) -> forms.FilterForm:
    areas = queries.areas_of_teams(request.actor)
    return forms.FilterForm(request.GET, kinds=queries.kinds_offered(), areas=areas)
