"""The family card: what is known about a person, written down, put right, ended and shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people import actions, queries
from kooperacja.people.forms import DetailForm, EndForm
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Detail
from kooperacja.ui.pages import redirect, render

ASKED = "kind"


def add(request: ActorRequest, ref: str) -> HttpResponse:
    """Which thing is chosen first, so that the form asks for nothing else."""
    with reading(request):
        page = queries.person_page(request.actor, ref, request.purpose)
    kind = next((one for one in page.kinds if one == request.GET.get(ASKED)), None)
    if kind is None:
        return render(request, "people/card_kinds.html", {"page": page})
    form = DetailForm(_sent(request), kind=kind, people=page.others)
    title = _("Write down: %(thing)s") % {"thing": kind.label}
    return _answer(request, form, ref, title, lambda: _add(request, ref, form))


def correct(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        row = queries.get_detail(request.actor, ref, request.purpose)
        page = queries.person_page(request.actor, row.person.ref, request.purpose)
    form = DetailForm(_sent(request), kind=DetailKind(row.kind), people=page.others, saved=row)
    title = _("Put right: %(thing)s") % {"thing": row.get_kind_display()}
    return _answer(request, form, page.person.ref, title, lambda: _correct(request, row, form))


def end(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        row = queries.get_detail(request.actor, ref, request.purpose)
    form = EndForm(_sent(request))
    title = _("It holds no more: %(thing)s") % {"thing": row.get_kind_display()}
    return _answer(request, form, row.person.ref, title, lambda: _end(request, row, form))


def reveal(request: ActorRequest, ref: str) -> HttpResponse:
    """The answer of a form, which no address leads to and no cache keeps."""
    with reading(request):
        row = queries.get_detail(request.actor, ref, request.purpose)
    told = actions.reveal_detail(actor=request.actor, ref=ref, purpose=request.purpose)
    context = {"ref": row.person.ref, "label": row.get_kind_display(), "told": told, "row": row.ref}
    response = render(request, "people/card_told.html", context, block="told")
    response["Cache-Control"] = "no-store"
    return response


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: ActorRequest, form: Any, ref: str, title: str, act: Any) -> HttpResponse:
    if form.is_valid():
        key = request.POST.get("once", "")
        address = obey(form, lambda: once(request.actor, key, act))
        if address:
            return redirect(request, address)
    context = {"form": form, "ref": ref, "title": title}
    return render(request, "people/card_form.html", context, status=status_of(form))


def _add(request: ActorRequest, ref: str, form: DetailForm) -> str:
    person = queries.get_person(request.actor, ref, request.purpose)
    actions.add_detail(actor=request.actor, person=person, typed=_typed(request, form))
    return _back(request, ref)


def _correct(request: ActorRequest, row: Detail, form: DetailForm) -> str:
    actions.correct_detail(actor=request.actor, detail=row, person=row.person, typed=_typed(request, form))
    return _back(request, row.person.ref)


def _end(request: ActorRequest, row: Detail, form: EndForm) -> str:
    actions.end_detail(actor=request.actor, detail=row, until=form.cleaned_data["until"])
    return _back(request, row.person.ref)


def _typed(request: ActorRequest, form: DetailForm) -> actions.DetailText:
    named = form.cleaned_data.get("other")
    other = queries.get_person(request.actor, named, request.purpose) if named else None
    return actions.DetailText(form.kind, **{**form.cleaned_data, "other": other})


def _back(request: ActorRequest, ref: str) -> str:
    messages.success(request, _("The family card is saved."))
    return reverse("people:show", args=[ref]) + "#card"
