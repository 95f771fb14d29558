"""Versions of the institution's texts."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.steps import Step, run, show
from kooperacja.consents import actions
from kooperacja.consents.access import can_write_texts
from kooperacja.consents.forms import ApproveForm, BodyForm, TextForm
from kooperacja.consents.queries import wordings as queries
from kooperacja.consents.queries.wordings import TextRow
from kooperacja.consents.views.steps import sent
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


def text_list(request: ActorRequest) -> HttpResponse:
    context = {"rows": queries.texts(request.actor), "can_write": can_write_texts(request.actor)}
    return render(request, "consents/texts.html", context)


def text_show(request: ActorRequest, pk: int) -> HttpResponse:
    return render(request, "consents/text.html", {"text": queries.text(request.actor, pk)})


def text_new(request: ActorRequest) -> HttpResponse:
    form = TextForm(sent(request))
    context = {"title": _("New text"), "submit": _("Save the draft"), "back": reverse("consents:texts")}
    step = Step("consents/text_form.html", form, _("The draft is saved. The manager approves it."), context)
    if form.is_valid():
        return run(request, step, lambda: _at(actions.write_text(actor=request.actor, **form.cleaned_data).pk))
    return show(request, step)


def text_edit(request: ActorRequest, pk: int) -> HttpResponse:
    row = queries.text(request.actor, pk)
    form = BodyForm(sent(request), initial={"body": row.body, "version": row.version})
    done = _("The draft is saved. The manager approves it.")
    words = {"title": _("Change the draft"), "submit": _("Save the draft"), "done": done}
    return _changed(request, row, form, actions.edit_text, words)


def text_approve(request: ActorRequest, pk: int) -> HttpResponse:
    row = queries.text(request.actor, pk)
    form = ApproveForm(sent(request), initial={"since": today(), "version": row.version})
    says = _("People read and sign this text from that day. It cannot be changed afterwards, only replaced.")
    words = {"title": _("Approve the text"), "submit": _("Approve the text"), "says": says}
    return _changed(request, row, form, actions.approve_text, {**words, "done": _("The text is approved.")})


def _changed(
    request: ActorRequest, row: TextRow, form: Form, act: Callable[..., object], words: dict[str, str]
) -> HttpResponse:
    context = {"back": _at(row.pk), **words}
    step = Step("consents/text_form.html", form, words["done"], context, {"version": row.version})

    def acted() -> str:
        act(actor=request.actor, wording=queries.get_text(request.actor, row.pk), **form.cleaned_data)
        return _at(row.pk)

    return run(request, step, acted) if form.is_valid() else show(request, step)


def _at(pk: int) -> str:
    return reverse("consents:text", args=[pk])
