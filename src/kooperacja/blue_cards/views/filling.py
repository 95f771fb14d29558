"""Filling Card A, from a case or without one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.actions import CardA, InCard
from kooperacja.blue_cards.forms import OTHERS, FillForm
from kooperacja.blue_cards.queries.filling import case_of, fill_page, people_of
from kooperacja.foundation.routes import ActorRequest

DONE = _("The card is filled in. Only you see it, and whom the procedure lets in.")


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    return _fill(request, ref)


def alone(request: ActorRequest) -> HttpResponse:
    return _fill(request, "")


def _fill(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = fill_page(request.actor, ref)
    form = FillForm(request.POST if request.method == "POST" else None, people=page.people)
    step = Step("blue_cards/fill.html", form, DONE, {"page": page, "others": range(1, OTHERS + 1)})
    if form.is_valid():
        return run(request, step, lambda: _filled(request, ref, form.cleaned_data))
    return show(request, step)


def _filled(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    case = case_of(request.actor, ref)
    known = people_of(request.actor, case)
    people = [
        InCard(typed[f"part_{one}"], person, address=typed.get(f"address_{one}", ""))
        for one, person in known.items()
        if typed.get(f"part_{one}")
    ]
    told = CardA(
        happened_on=typed["happened_on"],
        place=typed["place"],
        acts=tuple(typed["acts"]),
        taken=tuple(typed["taken"]),
        course=typed["course"],
        people=(*people, *_others(typed)),
    )
    card = actions.fill_card(actor=request.actor, told=told, case=case)
    return reverse("blue_cards:show", args=[card.ref])


def _others(typed: dict[str, Any]) -> list[InCard]:
    """Those of whom something is typed."""
    found = []
    for number in range(1, OTHERS + 1):
        first, last, part, address = (typed[f"other{number}_{name}"] for name in ("first", "last", "part", "address"))
        if first or last or part:
            found.append(InCard(part, first_name=first, last_name=last, address=address))
    return found
