"""One card, its moves, the entries of its monitoring, and Card A on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.audit.steps import Step, run, show
from kooperacja.blue_cards import actions, forms
from kooperacja.blue_cards.models import BlueCard
from kooperacja.blue_cards.paper import parts
from kooperacja.blue_cards.queries.naming import get_statutory_team, live_seats, teams
from kooperacja.blue_cards.queries.page import CardPage, card_move, card_page
from kooperacja.blue_cards.queries.rows import get_card
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[django_forms.Form] = forms.DayForm


SAVED = _("Saved.")
PAGES: dict[str, Page] = {
    "hand_over": Page(
        actions.hand_over,
        _("Who leads the team reads the card from now on."),
        _("The card is handed over."),
        forms.HandOverForm,
    ),
    "receive": Page(actions.receive, _("From this day the time runs in which the group is named."), SAVED),
    "name_group": Page(
        actions.name_group,
        _("Whom you mark reads the card from now on. Each has to have signed the statement of confidentiality."),
        _("The group is named."),
        forms.GroupForm,
    ),
    "accept": Page(actions.accept, _("From this day the time runs in which the group meets."), SAVED),
    "meet": Page(actions.meet, _("Write down the first meeting."), SAVED, forms.MeetForm),
    "end": Page(
        actions.end, _("After that nothing is written in this card."), _("The procedure is ended."), forms.EndForm
    ),
}


def card(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = card_page(request.actor, ref)
    return render(request, "blue_cards/show.html", {"page": page, "row": page.row})


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        found, step = card_move(request.actor, ref, name)
        page = PAGES.get(step.name)
        choices = _choices(found, step.name)
    if page is None:
        raise missing()
    form = page.form(request.POST if request.method == "POST" else None, **choices)
    shown = Step("blue_cards/move.html", form, page.done, {"card": found, "move": step, "does": page.does})
    if form.is_valid():
        return run(request, shown, lambda: _made(request, ref, page, dict(form.cleaned_data)))
    return show(request, shown)


def _choices(found: BlueCard, name: str) -> dict[str, Any]:
    if name == "hand_over":
        return {"teams": [(team.ref, team.name) for team in teams()]}
    if name == "name_group":
        seats = live_seats(found)
        return {"members": [(one.pk, f"{one.user}, {one.institution.short_name}") for one in seats]}
    return {}


def _made(request: ActorRequest, ref: str, page: Page, typed: dict[str, Any]) -> str:
    if "team" in typed:
        typed["team"] = get_statutory_team(request.actor, typed["team"])
    page.act(actor=request.actor, card=get_card(request.actor, ref), **typed)
    return reverse("blue_cards:show", args=[ref])


def entry(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = card_page(request.actor, ref)
    if not page.can_write_entry:
        raise missing()
    form = forms.EntryForm(request.POST if request.method == "POST" else None)
    return _one(request, page, form, actions.write_entry, _("Entry of the monitoring"))


def tell_absent(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = card_page(request.actor, ref)
    if not page.can_tell_absent:
        raise missing()
    form = forms.DayForm(request.POST if request.method == "POST" else None)
    return _one(request, page, form, actions.tell_absent, _("The absent person was informed"))


def _one(
    request: ActorRequest, page: CardPage, form: django_forms.Form, act: Callable[..., object], heading: Text
) -> HttpResponse:
    """An act that is no move of the card, with a form of its own."""
    ref = page.row.ref
    step = Step("blue_cards/one.html", form, SAVED, {"row": page.row, "heading": heading, "does": ""})

    def made() -> str:
        act(actor=request.actor, card=get_card(request.actor, ref), **form.cleaned_data)
        return reverse("blue_cards:show", args=[ref])

    return run(request, step, made) if form.is_valid() else show(request, step)


def paper(request: ActorRequest, ref: str) -> HttpResponse:
    """Card A for the file. The address of those who suffer is masked on it."""
    with reading(request):
        page = card_page(request.actor, ref, with_addresses=False)
    content = pdf("documents", "letter", parts(page), title=str(_("Blue Card – A")), institution=page.institution)
    return pdf_response("formularz-a", content)
