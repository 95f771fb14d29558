"""One entry, its moves, and what is told to the person later."""

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
from kooperacja.disclosures import actions, forms
from kooperacja.disclosures.queries.entry import entry_move, entry_page
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.disclosures.words import STEPS
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import CONFLICTING, renew, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[django_forms.Form] = forms.MoveForm


PAGES: dict[str, Page] = {
    "approve": Page(
        actions.approve,
        _("The data go to the recipient now, on the basis that stands beside each line."),
        _("Approved and handed over."),
    ),
    "refuse": Page(
        actions.refuse,
        _("Nothing is handed over. Who prepared it is told why."),
        _("Nothing was handed over."),
        forms.RefuseForm,
    ),
    "acknowledge": Page(
        actions.acknowledge, _("The giver will see that it has come."), _("You have confirmed receipt.")
    ),
    "close": Page(
        actions.close,
        _("The recipient sees nothing through this window from the next request. The entry of the register stays."),
        _("The window is closed."),
    ),
    "recall": Page(
        actions.recall,
        _("A letter is the recipient's. It is asked to destroy or return the copy and to write down the proof."),
        _("The recipient is asked to give the letter back."),
    ),
    "confirm": Page(
        actions.confirm,
        _("The giver shows this proof to the person."),
        _("The giver is told what was done with the letter."),
        forms.ProofForm,
    ),
}


def entry(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = entry_page(request.actor, ref, request.purpose)
    return render(request, "disclosures/entry.html", {"page": page, "row": page.row, "steps": STEPS})


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        row, step = entry_move(request.actor, ref, name, request.purpose)
    page = PAGES.get(step.name)
    if page is None:
        raise missing()
    form = page.form(request.POST if request.method == "POST" else None)
    shown = Step("disclosures/move.html", form, page.done, {"row": row, "move": step, "does": page.does})
    if form.is_valid():
        return run(request, shown, lambda: _made(request, ref, page, dict(form.cleaned_data)))
    return show(request, shown)


def _made(request: ActorRequest, ref: str, page: Page, typed: dict[str, Any]) -> str:
    page.act(actor=request.actor, entry=get_entry(request.actor, ref, request.purpose), **typed)
    return reverse("disclosures:show", args=[ref])


def take(request: ActorRequest, ref: str) -> HttpResponse:
    """The recipient says when it put its own records right."""
    with reading(request):
        page = entry_page(request.actor, ref, request.purpose)
    if not page.can_take:
        raise missing()
    form = forms.TakeForm(request.POST if request.method == "POST" else None, initial={"taken_on": today()})
    step = Step("disclosures/take.html", form, _("The giver knows that it is put right."), {"row": page.row})
    if form.is_valid():
        return run(request, step, lambda: _taken(request, ref, dict(form.cleaned_data)))
    return show(request, step)


def _taken(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    actions.take_correction(actor=request.actor, entry=get_entry(request.actor, ref, request.purpose), **typed)
    return reverse("disclosures:show", args=[ref])


def defer(request: ActorRequest, ref: str) -> HttpResponse:
    """The officer decides that the person is told later, or now."""
    with reading(request):
        page = entry_page(request.actor, ref, request.purpose)
    initial = {"review_on": page.review_on, "version": page.version}
    form = forms.DeferForm(request.POST if request.method == "POST" else None, initial=initial)
    step = Step("disclosures/defer.html", form, _("Saved."), {"page": page, "row": page.row})
    if form.is_valid():
        answer = run(request, step, lambda: _deferred(request, ref, dict(form.cleaned_data)))
        if status_of(form) == CONFLICTING:
            renew(form, version=page.version)
        return answer
    return show(request, step)


def _deferred(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    actions.defer(actor=request.actor, entry=get_entry(request.actor, ref, request.purpose), **typed)
    return reverse("disclosures:show", args=[ref])


def tell(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = entry_page(request.actor, ref, request.purpose)
    form = forms.MoveForm(request.POST if request.method == "POST" else None)
    step = Step(
        "disclosures/defer.html", form, _("The person is told of it from now."), {"page": page, "row": page.row}
    )
    return run(request, step, lambda: _told(request, ref, page.version)) if form.is_valid() else show(request, step)


def _told(request: ActorRequest, ref: str, version: int) -> str:
    actions.tell(actor=request.actor, entry=get_entry(request.actor, ref, request.purpose), version=version)
    return reverse("disclosures:show", args=[ref])
