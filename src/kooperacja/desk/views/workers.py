"""Who works here, and what each of them may do."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.actions import once
from kooperacja.desk import access, actions, forms
from kooperacja.desk import spreadsheet as sheets
from kooperacja.desk.queries import workers as queries
from kooperacja.directory.queries import get_institution
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.handover.access import can_arrange
from kooperacja.ui.pages import redirect, render

LIST, PAGE = "desk:workers", "desk:worker"


def workers(request: ActorRequest) -> HttpResponse:
    context = {"rows": queries.workers(request.actor), "may_keep": bool(access.can_keep_workers(request.actor))}
    return render(request, "desk/workers.html", context)


def worker(request: ActorRequest, pk: int) -> HttpResponse:
    row = queries.worker(request.actor, pk)
    return render(request, "desk/worker.html", {"row": row, "may_keep": bool(access.can_keep_workers(request.actor))})


def workers_xlsx(request: ActorRequest) -> HttpResponse:
    return xlsx_response("pracownicy", sheets.workers(queries.workers(request.actor)))


def worker_add(request: ActorRequest) -> HttpResponse:
    """The password of a new account is on the answer to this very form and nowhere else: it is kept
    neither in the session nor in a message.
    """
    place = request.actor.institution_id
    form = forms.WorkerForm(request.POST or None, units=queries.units_of(place))
    added: list[actions.Added] = []
    if request.method == "POST" and form.is_valid():
        to = _obeyed(request, form, lambda: _added(request, form, added))
        if added:
            return render(request, "desk/worker_added.html", {"added": added[0], "next": to})
        if to:
            return redirect(request, to)
    return render(request, "desk/worker_add.html", {"form": form}, status=status_of(form))


def _added(request: ActorRequest, form: forms.WorkerForm, added: list[actions.Added]) -> str:
    typed = dict(form.cleaned_data)
    unit = typed.pop("unit")
    added.append(
        actions.add_worker(
            actor=request.actor,
            institution=get_institution(request.actor.institution_id),
            unit=queries.get_unit(request.actor.institution_id, unit) if unit else None,
            **typed,
        )
    )
    return reverse(PAGE, args=[added[0].membership.pk])


def worker_authorise(request: ActorRequest, pk: int) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    form = forms.AuthorisationForm(request.POST or None, categories=queries.categories_of(member.role))

    def act() -> str:
        actions.authorise_worker(actor=request.actor, membership=member, **form.cleaned_data)
        messages.success(request, _("The authorisation is recorded."))
        return reverse(PAGE, args=[pk])

    words = {"title": _("Authorise to process data"), "submit": _("Record the authorisation"), "kind": "go"}
    return _asked(request, form, act, {**words, "member": member})


def worker_declare(request: ActorRequest, pk: int) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    form = forms.StatementForm(request.POST or None)

    def act() -> str:
        actions.record_statement(actor=request.actor, membership=member, **form.cleaned_data)
        messages.success(request, _("The statement of confidentiality is recorded."))
        return reverse(PAGE, args=[pk])

    words = {"title": _("Statement of confidentiality"), "submit": _("Record the statement"), "kind": "go"}
    return _asked(request, form, act, {**words, "member": member})


def worker_leave(request: ActorRequest, pk: int) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    form = forms.LeaveForm(request.POST or None)

    def act() -> str:
        actions.end_membership(actor=request.actor, membership=member, **form.cleaned_data)
        messages.success(request, _("The membership has ended. The access is closed."))
        return reverse(LIST)

    words = {"title": _("End the membership"), "submit": _("End the membership"), "kind": "no"}
    led = {"led": queries.files_left(member), "may_hand_over": bool(can_arrange(request.actor, member.user_id))}
    return _asked(request, form, act, {**words, **led, "member": member})


def worker_inbox(request: ActorRequest, pk: int) -> HttpResponse:
    """A switch: whoever opens the inbox no longer does, and the other way round."""
    member = queries.get_member(request.actor, pk)
    if request.POST.get("duty") == "on":
        actions.give_inbox_duty(actor=request.actor, membership=member)
        messages.success(request, _("%(name)s opens the inbox from now on.") % {"name": member.user.full_name})
    else:
        actions.end_inbox_duty(actor=request.actor, membership=member)
        messages.success(request, _("%(name)s does not open the inbox any more.") % {"name": member.user.full_name})
    return redirect(request, reverse(PAGE, args=[pk]))


def worker_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    actions.revoke_authorisations(actor=request.actor, membership=member)
    messages.success(request, _("The authorisations have ended."))
    return redirect(request, reverse(PAGE, args=[pk]))


def _obeyed(request: ActorRequest, form: BaseForm, act: Callable[[], str]) -> str:
    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))


def _asked(request: ActorRequest, form: BaseForm, act: Callable[[], str], words: dict[str, object]) -> HttpResponse:
    """A form in a dialog, or on a page of its own."""
    if request.method == "POST" and form.is_valid():
        to = _obeyed(request, form, act)
        if to:
            return redirect(request, to)
    return render(
        request,
        "desk/worker_form.html",
        {"led": 0, "may_hand_over": False, **words, "form": form},
        block="form",
        status=status_of(form),
    )
