"""The combined case file, its journal and its history."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.blue_cards.law import is_entitled
from kooperacja.desk.queries import case_file as queries
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.referrals.access import can_draft
from kooperacja.ui.pages import render


def case_file(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.case_file(request.actor, ref)
    context = {"page": page, "case": page.case, "today": today(), "may_send": bool(can_draft(request.actor))}
    context["may_fill_card"] = is_entitled(request.actor.role, request.membership.institution.kind, today())
    return render(request, "desk/case_file.html", context)


def journal(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.journal(request.actor, ref, everything="wszystko" in request.GET)
    return render(request, "desk/journal.html", {"page": page, "case": page.case})


def history(request: ActorRequest, ref: str) -> HttpResponse:
    """A page; for htmx the list that takes the place of the short one."""
    with reading(request):
        page = queries.history(request.actor, ref)
    return render(request, "desk/history.html", {"page": page, "case": page.case}, block="events")
