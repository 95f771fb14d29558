"""Locks on a case: what denies, and whom."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.cases.queries import CaseHeader, case_header, case_of_household, get_case, workers_of
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.sharing import spreadsheet
from kooperacja.sharing.actions import Lock, lift_lock, set_lock
from kooperacja.sharing.forms import LiftForm, VetoForm
from kooperacja.sharing.queries import vetoes as queries
from kooperacja.sharing.queries.emergencies import institutions
from kooperacja.ui.pages import redirect, render


def _read(request: ActorRequest, ref: str) -> tuple[CaseHeader, list[queries.Place]]:
    words = (_("the whole case"), _("the whole family"))
    with reading(request):
        case = case_header(request.actor, ref, request.purpose)
        return case, queries.places(request.actor, case, request.purpose, words)


def _row(request: ActorRequest, ref: str) -> Any:
    return get_case(request.actor, ref, request.purpose)


def of_household(request: ActorRequest, ref: str) -> HttpResponse:
    """From a person's page, which knows no cases, to where "do not show to" is said."""
    with reading(request):
        case = case_of_household(request.actor, ref, request.purpose)
    return redirect(request, reverse("sharing:vetoes", args=[case]))


def veto_list(request: ActorRequest, ref: str) -> HttpResponse:
    case, where = _read(request, ref)
    rights = queries.rights_of(request.actor, case.owner_id)
    rows = queries.vetoes_of(request.actor, rights, where)
    context = {"case": case, "rows": rows, "may_set": bool(queries.kinds_to_set(rights))}
    return render(request, "sharing/vetoes.html", context)


def veto_sheet(request: ActorRequest, ref: str) -> HttpResponse:
    case, where = _read(request, ref)
    rows = queries.vetoes_of(request.actor, queries.rights_of(request.actor, case.owner_id), where)
    return xlsx_response("blokady-sprawy", spreadsheet.locks_of_case(rows))


def veto_set(request: ActorRequest, ref: str) -> HttpResponse:
    case, where = _read(request, ref)
    form = VetoForm(
        request.POST if request.method == "POST" else None,
        kinds=queries.kinds_to_set(queries.rights_of(request.actor, case.owner_id)),
        places=[(place.anchor_id, place.name) for place in where],
        workers=workers_of(case.owner_id),
        institutions=institutions(),
    )
    if form.is_valid():
        return _obeyed(
            request,
            case,
            form,
            lambda: set_lock(actor=request.actor, case=_row(request, ref), lock=Lock(**form.cleaned_data)),
            _("The lock is set."),
        )
    return _page(request, case, form, _("Set a lock"), _("Set the lock"))


def veto_lift(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    case, where = _read(request, ref)
    veto = queries.get_veto(pk, where)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        lift = partial(lift_lock, actor=request.actor, veto=veto)
        return _obeyed(request, case, form, lift, _("The lock is lifted."))
    return _page(
        request, case, form, _("Lift the lock: %(kind)s") % {"kind": veto.get_kind_display()}, _("Lift the lock")
    )


def _obeyed(
    request: ActorRequest, case: CaseHeader, form: django_forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    def run() -> str:
        act()
        messages.success(request, done)
        return reverse("desk:home") if _is_closed(request, case) else reverse("sharing:vetoes", args=[case.ref])

    address = obey(form, lambda: once(request.actor, request.POST.get("once", ""), run))
    if address:
        return redirect(request, address)
    return _page(request, case, form, _("Set a lock"), _("Set the lock"))


def _is_closed(request: ActorRequest, case: CaseHeader) -> bool:
    """The lock may have closed the case to the very one who set it."""
    return not queries.still_sees(request.actor, case, request.purpose)


def _page(request: ActorRequest, case: CaseHeader, form: django_forms.Form, title: str, submit: str) -> HttpResponse:
    context = {"case": case, "form": form, "title": title, "submit": submit}
    return render(request, "sharing/veto_form.html", context, block="form", status=status_of(form))
