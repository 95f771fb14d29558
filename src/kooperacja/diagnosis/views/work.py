"""What is done with a diagnosis: areas that are saved in place, workshops, moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.agreements.queries.partners import institutions_offered
from kooperacja.audit.steps import Step, run
from kooperacja.audit.steps import show as shown
from kooperacja.cases.queries import CaseHeader, case_header
from kooperacja.consents.queries.case import get_case_of
from kooperacja.diagnosis import actions, forms
from kooperacja.diagnosis.actions import Rating
from kooperacja.diagnosis.queries import page as queries
from kooperacja.diagnosis.queries.rows import get_diagnosis, get_workshop
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.workflow import Move

SAVED = _("Saved.")
TEXTS = ("score", "strengths", "needs", "words", "source", "known_on")


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[forms.MoveForm] = forms.MoveForm


@dataclass(frozen=True, slots=True)
class Asked:
    """A move as it was sent."""

    page: Page
    form: forms.MoveForm
    act: Callable[[], str]


PAGES: dict[str, Page] = {
    "finish": Page(
        actions.finish,
        _("The diagnosis stays as it is and can be compared with the next one. Now the plan is written."),
        _("The diagnosis is finished."),
        forms.FinishForm,
    ),
    "abandon": Page(
        actions.abandon, _("What was written stays readable and counts for nothing."), _("The diagnosis is abandoned.")
    ),
}
WORKSHOP_PAGES: dict[str, Page] = {
    "hold": Page(actions.hold, _("Of the family only the number of people is kept."), SAVED, forms.HoldForm),
    "cancel": Page(actions.cancel, _("It is not counted; plan another one."), SAVED, forms.CancelForm),
}


def rate(request: ActorRequest, ref: str, area: str) -> HttpResponse:
    with reading(request):
        page = queries.diagnosis_page(request.actor, ref, request.purpose, today())
    line = page.area(area)
    if line is None or not line.can_rate:
        raise missing()
    told: dict[str, Any] = {"known_on": today()}
    if line.rating:
        told = {**_typed(line), **{name: getattr(line.rating, name) for name in (*TEXTS, "version")}}
    form = forms.RatingForm(_sent(request), initial=told, shape=line.shape)
    step = Step("diagnosis/row.html", form, SAVED, {"case": page.case, "label": line.label, "area": line})
    if form.is_valid():
        return run(request, step, lambda: _rated(request, ref, area, form))
    return shown(request, step)


def _rated(request: ActorRequest, ref: str, area: str, form: forms.RatingForm) -> str:
    typed = form.cleaned_data
    diagnosis = get_diagnosis(request.actor, ref, request.purpose)
    rating = Rating(**{name: typed[name] for name in TEXTS}, answers=form.answers())
    keys: dict[str, Any] = {"area": area, "rating": rating, "version": typed["version"] or 0}
    actions.rate_area(actor=request.actor, diagnosis=diagnosis, **keys)
    return reverse("diagnosis:show", args=[ref])


def _typed(line: queries.AreaLine) -> dict[str, Any]:
    """The kept answers as the form has them."""
    kept = line.rating.answers if line.rating else {}
    lists = {one.name for one in line.shape.questions if one.kind == "select_multiple"}
    days = {one.name for one in line.shape.questions if one.kind == "date"}
    read: dict[str, Any] = {name: str(kept[name]).split() for name in lists & kept.keys()}
    return {**kept, **read, **{name: date.fromisoformat(kept[name]) for name in days & kept.keys()}}


def workshop_add(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        case = case_header(request.actor, ref, request.purpose)
    if case.owner_id != request.actor.institution_id:
        raise missing()
    case.can_work.require()
    form = forms.WorkshopForm(_sent(request))
    step = Step("diagnosis/row.html", form, SAVED, {"case": case, "label": _("Plan a workshop"), "area": None})
    return run(request, step, lambda: _planned(request, ref, form)) if form.is_valid() else shown(request, step)


def _planned(request: ActorRequest, ref: str, form: forms.WorkshopForm) -> str:
    case = get_case_of(request.actor, ref, request.purpose)
    actions.plan_workshop(actor=request.actor, case=case, **form.cleaned_data)
    return reverse("diagnosis:case", args=[ref])


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        case, step = queries.diagnosis_move(request.actor, ref, name, request.purpose)
    page = PAGES[step.name]
    form = page.form(_sent(request))

    def made() -> str:
        diagnosis = get_diagnosis(request.actor, ref, request.purpose)
        page.act(actor=request.actor, diagnosis=diagnosis, **form.cleaned_data)
        return reverse("diagnosis:show", args=[ref])

    return _move(request, case, step, Asked(page, form, made))


def workshop_move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        case, row, step = queries.workshop_move(request.actor, ref, name, request.purpose)
    page = WORKSHOP_PAGES[step.name]
    form = page.form(_sent(request), initial={"held_on": row.day}, institutions=institutions_offered(request.actor))

    def made() -> str:
        page.act(actor=request.actor, workshop=get_workshop(request.actor, ref, request.purpose), **form.cleaned_data)
        return reverse("diagnosis:case", args=[case.ref])

    return _move(request, case, step, Asked(page, form, made))


def _move(request: ActorRequest, case: CaseHeader, step: Move, asked: Asked) -> HttpResponse:
    context = {"case": case, "label": step.label, "style": step.style, "icon": step.icon, "does": asked.page.does}
    sent = Step("diagnosis/move.html", asked.form, asked.page.done, context)
    return run(request, sent, asked.act) if asked.form.is_valid() else shown(request, sent)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None
