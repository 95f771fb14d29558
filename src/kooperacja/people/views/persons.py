"""Pages of one person."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import CONFLICTING, obey, renew, status_of
from kooperacja.foundation.pesel import MASK
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people import actions, queries
from kooperacja.people.forms import PersonForm, initial_of, versions_of
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import redirect, render


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what is saved now differs from what was typed here; both are shown (I35)."""

    label: str
    saved: str
    typed: str


def show(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.person_page(request.actor, ref, request.purpose)
    return render(request, "people/show.html", {"page": page, "number": ""})


def reveal(request: ActorRequest, ref: str) -> HttpResponse:
    """The same page with the PESEL number in clear: the answer of a form, which no address leads to and
    no cache keeps.
    """
    with reading(request):
        page = queries.person_page(request.actor, ref, request.purpose)
    person = queries.get_person(request.actor, ref, request.purpose)
    number = actions.reveal_pesel(actor=request.actor, person=person, purpose=request.purpose)
    response = render(request, "people/show.html", {"page": page, "number": number}, block="number")
    response["Cache-Control"] = "no-store"
    return response


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        saved = queries.person_texts(request.actor, ref, request.purpose)
    sent = request.method == "POST"
    form = PersonForm(
        request.POST if sent else None,
        initial=initial_of(saved),
        has_family=bool(saved.kinship),
        has_pesel=bool(saved.pesel),
    )
    if sent and form.is_valid():
        key = request.POST.get("once", "")
        address = obey(form, lambda: once(request.actor, key, lambda: _save(request, ref, form)))
        if address:
            return redirect(request, address)
    differences = _differences(form, saved) if status_of(form) == CONFLICTING else []
    if differences:
        renew(form, **versions_of(saved))
    context = {"ref": ref, "form": form, "differences": differences}
    return render(request, "people/edit.html", context, status=status_of(form))


def _save(request: ActorRequest, ref: str, form: PersonForm) -> str:
    typed = form.cleaned_data
    actions.edit_person(
        actor=request.actor,
        person=queries.get_person(request.actor, ref, request.purpose),
        version=typed["version"],
        first_name=typed["first_name"],
        last_name=typed["last_name"],
        born_on=typed["born_on"],
        occupations=form.occupations(),
        kinship=typed.get("kinship", ""),
        pesel=form.number(),
        change=typed["change"],
    )
    messages.success(request, _("The data of the person are saved."))
    return reverse("people:show", args=[ref])


def _differences(form: PersonForm, saved: queries.PersonTexts) -> list[Difference]:
    present = initial_of(saved)
    names = ("first_name", "last_name", "born_on", "education", "employment")
    return [
        Difference(str(form.fields[name].label), _text(present[name]), _text(form.cleaned_data[name]))
        for name in names
        if present[name] != form.cleaned_data[name]
    ] + _other_number(form, saved)


def _other_number(form: PersonForm, saved: queries.PersonTexts) -> list[Difference]:
    """Somebody has written, changed or removed the PESEL number meanwhile; neither one is shown here."""
    typed = form.number()
    if typed.version == saved.pesel_version or not (typed.text or typed.is_removed):
        return []
    return [Difference(str(form.fields["pesel"].label), saved.pesel, MASK if typed.text else "")]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else date_text(value)
