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
    return render(request, "people/show.html", {"page": page})


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        saved = queries.person_texts(request.actor, ref, request.purpose)
    sent = request.method == "POST"
    form = PersonForm(request.POST if sent else None, initial=initial_of(saved), has_family=bool(saved.kinship))
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
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else date_text(value)
