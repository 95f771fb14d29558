"""A person who is suspected asks for a list of who got his data: it is passed on to the data-protection officer."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.audit.steps import Step, run, show
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.forms import DayForm
from kooperacja.blue_cards.queries.page import card_page
from kooperacja.blue_cards.queries.rows import get_card, get_request, requests_of
from kooperacja.directory.kinds import Role
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


def pass_on(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = card_page(request.actor, ref)
    form = DayForm(request.POST if request.method == "POST" else None)
    does = _("The officer gets a notice with your name and this day, and nothing of the card. Tell the rest yourself.")
    context = {"row": page.row, "heading": _("Pass a person's request on to the officer"), "does": does}
    step = Step("blue_cards/one.html", form, _("The request is passed on."), context)
    if form.is_valid():
        return run(request, step, lambda: _passed(request, ref, form.cleaned_data["day"]))
    return show(request, step)


def _passed(request: ActorRequest, ref: str, day: object) -> str:
    actions.pass_request(actor=request.actor, card=get_card(request.actor, ref), day=day)  # type: ignore[arg-type]
    return reverse("blue_cards:show", args=[ref])


def passed(request: ActorRequest) -> HttpResponse:
    """For the officer."""
    if request.actor.role != Role.DATA_PROTECTION_OFFICER:
        raise missing()
    return render(request, "blue_cards/requests.html", {"rows": requests_of(request.actor)})


def answer(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_request(request.actor, pk)
    form = DayForm(request.POST if request.method == "POST" else None)
    heading = _("Request of %(day)s") % {"day": found.asked_on.strftime("%d.%m.%Y")}
    does = _("Write down when the person was answered.")
    step = Step("blue_cards/answer.html", form, _("Saved."), {"heading": heading, "does": does, "one": found})
    if form.is_valid():
        return run(request, step, lambda: _answered(request, pk, form.cleaned_data["day"]))
    return show(request, step)


def _answered(request: ActorRequest, pk: int, day: object) -> str:
    actions.answer_request(actor=request.actor, passed=get_request(request.actor, pk), day=day)  # type: ignore[arg-type]
    return reverse("blue_cards:requests")
