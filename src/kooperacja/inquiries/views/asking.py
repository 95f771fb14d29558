"""The forms of asking: for access from a case or from a received entry, and for information by law."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents.queries.case import get_case_of, get_person
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.foundation.routes import ActorRequest
from kooperacja.inquiries import actions, forms
from kooperacja.inquiries.access import can_ask
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.models import InquiryKind, InquirySide
from kooperacja.inquiries.queries import asking
from kooperacja.inquiries.queries.asking import AskPage

SENT = _("Sent. Here you see what becomes of it.")
INFORMATION, ACCESS = InquiryKind.INFORMATION, InquiryKind.ACCESS


def information(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = asking.information_page(request.actor, ref, request.purpose)
    page.case.can_work.require()
    form = forms.InformationForm(_sent(request), page=page, initial=_first(page))
    context = {"page": page, "case": page.case, "kind": INFORMATION, "due_on": asking.due_on(INFORMATION)}
    return _asked(request, Step("inquiries/ask.html", form, SENT, context), lambda: _information(request, ref, form))


def access(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = asking.access_page(request.actor, ref, request.purpose)
    page.case.can_work.require()
    form = forms.AccessForm(_sent(request), page=page, initial=_first(page))
    context = {"page": page, "case": page.case, "kind": ACCESS, "due_on": asking.due_on(ACCESS)}
    return _asked(request, Step("inquiries/ask.html", form, SENT, context), lambda: _access(request, ref, form))


def again(request: ActorRequest, ref: str) -> HttpResponse:
    can_ask(request.actor).require()
    with reading(request):
        entry = asking.entry_named(request.actor, ref, request.purpose)
        page = asking.again_page(request.actor, entry, request.purpose)
    form = forms.AgainForm(_sent(request), data=page.data)
    context = {"page": page, "is_ours": entry.is_giver, "due_on": asking.due_on(ACCESS)}
    return _asked(request, Step("inquiries/again.html", form, SENT, context), lambda: _again(request, ref, form))


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _first(page: AskPage) -> dict[str, Any]:
    return {"basis": page.bases[0].code} if page.bases else {}


def _asked(request: ActorRequest, step: Step, act: Callable[[], InquirySide]) -> HttpResponse:
    if step.form.is_valid():
        return run(request, step, lambda: reverse("inquiries:show", args=[act().inquiry.ref]))
    return show(request, step)


def _information(request: ActorRequest, ref: str, form: forms.InformationForm) -> InquirySide:
    typed = form.cleaned_data
    wanted = Wanted((typed["categories"],), typed["text"], typed["review_on"])
    return actions.ask_information(**_who(request, ref, typed), basis=typed["basis"], wanted=wanted)


def _access(request: ActorRequest, ref: str, form: forms.AccessForm) -> InquirySide:
    typed = form.cleaned_data
    wanted = Wanted(tuple(typed["categories"]), typed["text"], typed["review_on"])
    return actions.ask_access(**_who(request, ref, typed), wanted=wanted)


def _who(request: ActorRequest, ref: str, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "case": get_case_of(request.actor, ref, request.purpose),
        "person": get_person(request.actor, typed["person"], request.purpose),
        "addressee_id": typed["addressee"],
    }


def _again(request: ActorRequest, ref: str, form: forms.AgainForm) -> InquirySide:
    typed = form.cleaned_data
    entry = get_entry(request.actor, ref, request.purpose)
    return actions.ask_again(actor=request.actor, entry=entry, wanted=Wanted(tuple(typed["categories"]), typed["text"]))
