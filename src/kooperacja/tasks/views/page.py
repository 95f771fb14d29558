"""One action, its moves, its monitoring card, and the word of an institution that is to help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.audit.steps import Step, run
from kooperacja.audit.steps import show as shown
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.tasks import actions, forms
from kooperacja.tasks.queries.page import task_move, task_page, workers_offered
from kooperacja.tasks.queries.rows import get_side
from kooperacja.tasks.words import NOTES, REASONS, STEPS, reasons_for
from kooperacja.ui.pages import render


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[forms.MoveForm] = forms.MoveForm


TOLD = _("The other side is told.")
PAGES: dict[str, Page] = {
    "accept": Page(
        actions.accept,
        _("Your institution takes this action upon itself, by its deadline."),
        _("The action is accepted."),
    ),
    "reject": Page(
        actions.reject, _("The other side is told the reason."), _("The action is rejected."), forms.ReasonForm
    ),
    "start": Page(
        actions.start,
        _("This person leads the action and finds it among his or her deadlines."),
        _("Saved. The action is in progress."),
        forms.WorkerForm,
    ),
    "report": Page(
        actions.report,
        _("The other side reads it and confirms, or says what is missing."),
        _("Reported. Now the other side confirms."),
        forms.ReportForm,
    ),
    "confirm": Page(
        actions.confirm, _("The action ends well; nobody is reminded any more."), _("The action is confirmed.")
    ),
    "send_back": Page(actions.send_back, TOLD, _("Sent back. The action is in progress."), forms.MissingForm),
    "fail": Page(
        actions.fail, _("The action ends, and the reason stays with it."), _("Written down."), forms.ReasonForm
    ),
    "cancel": Page(
        actions.cancel,
        _("The action ends; the other side is told the reason."),
        _("The action is cancelled."),
        forms.ReasonForm,
    ),
}


def show(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = task_page(request.actor, ref, request.purpose)
    return render(request, "tasks/show.html", {"page": page, "row": page.row, "steps": STEPS})


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        row, step = task_move(request.actor, ref, name, request.purpose)
    page = PAGES[step.name]
    choices = reasons_for(name) if name in REASONS else workers_offered(request.actor)
    form = page.form(request.POST if request.method == "POST" else None, choices=choices)
    context = {"row": row, "label": step.label, "style": step.style, "icon": step.icon, "does": page.does}
    sent = Step("tasks/move.html", form, page.done, context)
    if form.is_valid():
        return run(request, sent, lambda: _made(request, ref, page.act, dict(form.cleaned_data)))
    return shown(request, sent)


def note(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = task_page(request.actor, ref, request.purpose)
    if not page.can_note:
        raise missing()
    form = forms.NoteForm(request.POST if request.method == "POST" else None, initial={"kind": NOTES[0][0]})
    context = {"row": page.row, "label": _("Entry of the monitoring card"), "style": "go", "icon": "pen", "does": TOLD}
    sent = Step("tasks/move.html", form, _("Written down."), context)
    if form.is_valid():
        return run(request, sent, lambda: _made(request, ref, actions.note, dict(form.cleaned_data)))
    return shown(request, sent)


def help_with(request: ActorRequest, ref: str) -> HttpResponse:
    """Yes or no of an institution that is named as helping."""
    with reading(request):
        page = task_page(request.actor, ref, request.purpose)
    if not page.may_help:
        raise missing()
    form = forms.HelpForm(request.POST if request.method == "POST" else None)
    context = {"row": page.row, "label": _("Answer whether you help"), "style": "go", "icon": "handshake", "does": TOLD}
    sent = Step("tasks/move.html", form, _("The other side knows your answer."), context)
    if form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        return run(request, sent, lambda: _made(request, ref, actions.help_with, {"agrees": agrees}))
    return shown(request, sent)


def _made(request: ActorRequest, ref: str, act: Callable[..., object], typed: dict[str, Any]) -> str:
    act(actor=request.actor, side=get_side(request.actor, ref, request.purpose), **typed)
    return reverse("tasks:show", args=[ref])
