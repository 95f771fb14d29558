"""One referral, on the screen and on paper."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.foundation.routes import ActorRequest
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import Side
from kooperacja.ui.pages import render


def show(request: ActorRequest, ref: str) -> HttpResponse:
    """Opening a letter receives it, in an act of its own before the page is read."""
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        opens = request.method == "GET" and queries.awaits_receipt(request.actor, side)
        page = None if opens else queries.referral_page(request.actor, side, request.purpose)
    if page is None:
        actions.receive(actor=request.actor, side=side)
        side, page = _read(request, ref)
    if page.has_news:
        actions.see_news(actor=request.actor, side=side)
    return render(request, "referrals/show.html", {"page": page})


def printout(request: ActorRequest, ref: str) -> HttpResponse:
    _side, page = _read(request, ref)
    return render(request, "referrals/print.html", {"page": page})


def _read(request: ActorRequest, ref: str) -> tuple[Side, queries.ReferralPage]:
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        return side, queries.referral_page(request.actor, side, request.purpose)
