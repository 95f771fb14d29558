"""One request, its moves, and its letter on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.audit.steps import Step, run, show
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.inquiries import actions, forms
from kooperacja.inquiries.access import can_put_off
from kooperacja.inquiries.letter import parts
from kooperacja.inquiries.queries.page import InquiryPage, inquiry_move, inquiry_page
from kooperacja.inquiries.queries.rows import get_side
from kooperacja.inquiries.words import STEPS, reasons_for
from kooperacja.ui.pages import render


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[django_forms.Form] = forms.MoveForm


TOLD = gettext_lazy("Who asked is told and reads it.")
PAGES: dict[str, Page] = {
    "answer": Page(actions.answer, TOLD, gettext_lazy("The answer is sent."), forms.AnswerForm),
    "refuse": Page(
        actions.refuse,
        gettext_lazy("Who asked is told the reason, and nothing about what you have."),
        gettext_lazy("The request is refused."),
        forms.RefuseForm,
    ),
    "write_down": Page(
        actions.write_down,
        gettext_lazy("Write down what came on paper. It stays with this request."),
        gettext_lazy("The answer is written down."),
        forms.AnswerForm,
    ),
    "write_refusal_down": Page(
        actions.write_refusal_down,
        gettext_lazy("Write down why they refused on paper. It stays with this request."),
        gettext_lazy("The refusal is written down."),
        forms.RefuseForm,
    ),
    "withdraw": Page(
        actions.withdraw,
        gettext_lazy("The other institution is told that you need it no longer."),
        gettext_lazy("The request is withdrawn."),
    ),
}


def inquiry(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = inquiry_page(request.actor, ref, request.purpose)
    context = {"page": page, "row": page.row, "steps": STEPS, "wish": wish(page)}
    return render(request, "inquiries/show.html", context)


def wish(page: InquiryPage) -> str:
    """What the page of handing over is asked to mark."""
    asked: dict[str, Any] = {
        "aim": page.aim,
        "dla": page.asker.pk,
        "dane": page.codes,
        "kto": page.about,
        "prosba": page.row.ref,
    }
    return urlencode(asked, doseq=True)


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        side, row, step = inquiry_move(request.actor, ref, name, request.purpose)
    page = PAGES.get(step.name)
    if page is None:
        raise missing()
    reasons: dict[str, Any] = {"reasons": reasons_for(side.inquiry.kind)} if page.form is forms.RefuseForm else {}
    form = page.form(request.POST if request.method == "POST" else None, **reasons)
    shown = Step("inquiries/move.html", form, page.done, {"row": row, "move": step, "does": page.does})
    if form.is_valid():
        return run(request, shown, lambda: _made(request, ref, page, dict(form.cleaned_data)))
    return show(request, shown)


def _made(request: ActorRequest, ref: str, page: Page, typed: dict[str, Any]) -> str:
    page.act(actor=request.actor, side=get_side(request.actor, ref, request.purpose), **typed)
    return reverse("inquiries:show", args=[ref])


def put_off(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = inquiry_page(request.actor, ref, request.purpose)
    can_put_off(request.actor, get_side(request.actor, ref, request.purpose).inquiry).require()
    sent = request.POST if request.method == "POST" else None
    form = forms.PutOffForm(sent, initial={"review_on": page.review_on})
    step = Step("inquiries/put_off.html", form, _("Saved."), {"row": page.row})
    if form.is_valid():
        return run(request, step, lambda: _put_off(request, ref, form.cleaned_data["review_on"]))
    return show(request, step)


def _put_off(request: ActorRequest, ref: str, review_on: Any) -> str:
    side = get_side(request.actor, ref, request.purpose)
    actions.put_off(actor=request.actor, side=side, review_on=review_on)
    return reverse("inquiries:show", args=[ref])


def attach(request: ActorRequest, ref: str) -> HttpResponse:
    """A file to the answer that this institution gave or wrote down."""
    with reading(request):
        page = inquiry_page(request.actor, ref, request.purpose)
    if not page.can_attach:
        raise missing()
    form = forms.FileForm(request.POST, request.FILES) if request.method == "POST" else forms.FileForm()
    done = gettext_lazy("The file is attached to the answer.")
    shown = Step("inquiries/attach.html", form, done, {"row": page.row, "page": page})
    if form.is_valid():
        return run(request, shown, lambda: _attached(request, ref, form.cleaned_data["file"]))
    return show(request, shown)


def _attached(request: ActorRequest, ref: str, file: Any) -> str:
    side = get_side(request.actor, ref, request.purpose)
    actions.attach(actor=request.actor, side=side, name=file.name or "", content=content_of(file))
    return reverse("inquiries:show", args=[ref])


def letter(request: ActorRequest, ref: str) -> HttpResponse:
    """For an institution that does not work here, and for the file."""
    with reading(request):
        page = inquiry_page(request.actor, ref, request.purpose)
    if page.is_access or not page.row.is_asker:
        raise missing()
    title = _("Request for information")
    content = pdf("documents", "letter", parts(page), title=title, institution=page.asker.name)
    return pdf_response("wniosek-o-informacje", content)
