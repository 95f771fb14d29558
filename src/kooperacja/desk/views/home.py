"""Home, the inbox, and the choice of a case for a new note."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.cases.access import can_open
from kooperacja.cases.queries import Wanted, case_page
from kooperacja.desk import access, shell
from kooperacja.desk.queries.home import home as home_of
from kooperacja.desk.queries.inbox import inbox_page
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.referrals.access import can_draft
from kooperacja.teams.queries import waiting as waiting_in_teams
from kooperacja.ui.lists import page_url
from kooperacja.ui.pages import render


def home(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    menu = shell.menu_of(actor.role)
    places = {
        "referrals": shell.REFERRALS in menu,
        "families": shell.FAMILIES in menu,
        "inbox": shell.INBOX in menu,
    }
    with reading(request):
        page = home_of(actor, referrals=places["referrals"], families=places["families"])
        may_note = bool(page.families) and bool(can_open(actor))
    context = {
        "page": page,
        "today": today(),
        "places": places,
        "menu": [entry for entry in menu if entry is not shell.HOME],
        "teams": waiting_in_teams(actor),
        "may_note": may_note,
        "may_send": places["referrals"] and bool(can_draft(actor)),
        "may_see_workers": bool(access.can_see_workers(actor)) and shell.WORKERS not in menu,
    }
    return render(request, "desk/home.html", context)


def inbox(request: ActorRequest) -> HttpResponse:
    with reading(request):
        page = inbox_page(request.actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "page": page,
        "earlier": page_url(request, "before", page.before),
        "later": page_url(request, "after", page.after),
    }
    return render(request, "desk/inbox.html", context, block="list")


def new_note(request: ActorRequest) -> HttpResponse:
    """A note belongs to a case: choose it first."""
    with reading(request):
        page = case_page(request.actor, request.purpose, Wanted())
    return render(request, "desk/new_note.html", {"page": page}, block="choice")
