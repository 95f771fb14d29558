"""Files that change hands for good, and those that nobody leads."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.handover import actions, spreadsheet
from kooperacja.handover.forms import HandOverForm, TakeForm
from kooperacja.handover.queries import left as queries
from kooperacja.handover.views.lists import asked, looked, offered
from kooperacja.ui.pages import redirect, render


def hand_over(request: ActorRequest) -> HttpResponse:
    """What is asked by GET is previewed; the same with the files, sent by POST, is done."""
    with reading(request):
        form = HandOverForm(asked(request, "worker"), **offered(request.actor))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        keys: dict[str, Any] = {"worker_id": typed["worker"], "reason": typed["reason"], "chosen": typed["rows"]}
        address = _obeyed(request, form, lambda: actions.hand_over(actor=request.actor, **keys), "handover:list")
        if address:
            return redirect(request, address)
    handing, lines = looked(request, form, lambda typed: queries.for_good(request.actor, typed["worker"]))
    context = {"form": form, "handing": handing, "lines": lines}
    return render(request, "handover/hand_over.html", context, status=status_of(form))


def unattended(request: ActorRequest) -> HttpResponse:
    form = TakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["rows"]
        address = _obeyed(
            request, form, lambda: actions.take(actor=request.actor, chosen=chosen), "handover:unattended"
        )
        if address:
            return redirect(request, address)
    with reading(request):
        handing = queries.unattended(request.actor)
    lines = handing.lines(0, getattr(form, "cleaned_data", {}).get("rows") or {})
    context = {"form": form, "handing": handing, "lines": lines}
    return render(request, "handover/unattended.html", context, status=status_of(form))


def unattended_xlsx(request: ActorRequest) -> HttpResponse:
    with reading(request):
        handing = queries.unattended(request.actor)
    return xlsx_response("sprawy-bez-opiekuna", spreadsheet.unattended(handing.files))


def _obeyed(request: ActorRequest, form: Form, act: Callable[[], int], then: str) -> str:
    def run() -> str:
        number = act()
        words = ngettext("%(num)s file has changed hands.", "%(num)s files have changed hands.", number)
        messages.success(request, words % {"num": number})
        return reverse(then)

    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), run))
