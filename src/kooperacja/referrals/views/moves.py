"""The moves of a referral: a button where nothing is asked, otherwise a form in a dialog or on a page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.cases.queries import get_case
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.referrals import actions, forms, queries
from kooperacja.referrals.models import Side
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import redirect, render

Form = django_forms.Form
Data = Any
Act = Callable[..., object]


def _nothing(_request: ActorRequest, data: Data, _side: Side | None) -> Form:
    return forms.MoveForm(data)


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made. `form` is called with the request, the data, and the side (none
    when the form was sent); `does` names what will happen, `done` what has happened.
    """

    act: Act
    done: Text
    does: Text = ""
    form: Callable[[ActorRequest, Data, Side | None], Form] = _nothing


def _text(label: Text, help_text: Text, _request: ActorRequest, data: Data, _side: Side | None) -> Form:
    return forms.TextForm(data, label=label, help_text=help_text)


def _reason(name: str, label: Text, help_text: Text, request: ActorRequest, data: Data, _side: Side | None) -> Form:
    offered = queries.choices(request.actor, name)
    return forms.ReasonForm(
        data,
        label=label,
        help_text=help_text,
        reasons=offered.reasons,
        institutions=() if name == "return" else offered.institutions,
        must_name=name == "redirect",
    )


def _worker(request: ActorRequest, data: Data, _side: Side | None) -> Form:
    initial = {"worker": request.actor.user_id}
    return forms.WorkerForm(data, initial=initial, workers=queries.possible_workers(request.actor))


def _link_case(request: ActorRequest, data: Data, _side: Side | None) -> Form:
    return forms.LinkCaseForm(data, cases=queries.open_cases(request.actor, request.purpose))


def _open_case(request: ActorRequest, data: Data, side: Side | None) -> Form:
    """Prefilled from the letter; whether the person learns or works is asked where it says something."""
    first = queries.case_of_letter(request.actor, side, request.purpose) if side else {}
    return forms.OpenCaseForm(
        data,
        initial={"key_worker": request.actor.user_id, **first},
        workers=queries.possible_workers(request.actor),
        has_occupation=side is None or bool(first.pop("occupation", "")),
        is_nameless=side is None or not first.pop("first_name", ""),
    )


NO_HEALTH = _("Without data on health. The other institution will read this text.")

PAGES: dict[str, Page] = {
    "send": Page(actions.send_referral, _("The referral is sent. You will see each answer here.")),
    "resend": Page(actions.resend, _("The completed referral is sent again.")),
    "accept": Page(actions.accept, _("You have accepted the referral. Now name who leads it.")),
    "confirm": Page(actions.confirm, _("You have confirmed that it is done.")),
    "return": Page(
        actions.return_for_completion,
        _("The referral is back with its sender."),
        form=partial(_reason, "return", _("What is missing"), NO_HEALTH),
    ),
    "decline": Page(
        actions.decline,
        _("You have declined the referral. Its sender is told why."),
        form=partial(_reason, "decline", _("Explanation for the sender"), NO_HEALTH),
    ),
    "redirect": Page(
        actions.redirect,
        _("The sender is told which institution can help."),
        does=_(
            "The letter does not go there: the sender's legal basis is for you. The sender is told and may write anew."
        ),
        form=partial(_reason, "redirect", _("Explanation for the sender"), NO_HEALTH),
    ),
    "assign": Page(
        actions.assign,
        _("The worker is named and told."),
        does=_("The referral leaves the inbox: from now on the named worker sees it, and your managers."),
        form=_worker,
    ),
    "reassign": Page(actions.reassign, _("The worker is named and told."), form=_worker),
    "open_case": Page(
        actions.open_case,
        _("The case is opened, and the person of the letter is in it."),
        does=_("The referral goes into the new case, with the person whom it is about."),
        form=_open_case,
    ),
    "link_case": Page(actions.link_case, _("The referral is in the case."), form=_link_case),
    "report_done": Page(
        actions.report_done,
        _("You have reported it done. The sender is asked to confirm."),
        form=partial(_text, _("What was done"), NO_HEALTH),
    ),
    "not_done": Page(
        actions.not_done,
        _("The other institution is told what is missing."),
        form=partial(_text, _("What is missing"), NO_HEALTH),
    ),
    "withdraw": Page(
        actions.withdraw,
        _("The referral is withdrawn."),
        does=_("The request ends. What the other institution has already received stays with it."),
        form=partial(_text, _("Why you withdraw it"), NO_HEALTH),
    ),
}


def move(request: ActorRequest, ref: str, move: str) -> HttpResponse:
    page = PAGES[move]
    if request.method == "POST":
        return _sent(request, ref, move, page.form(request, request.POST, None))
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        asked = queries.step(request.actor, side, move)
        form = page.form(request, None, side)
    if not asked.asks:
        return redirect(request, reverse("referrals:show", args=[ref]))
    return _ask(request, side, move, form)


def _sent(request: ActorRequest, ref: str, name: str, form: Form) -> HttpResponse:
    """The mark of the form is asked first: whoever clicks twice gets the first outcome, also when
    the first click has taken the referral out of his sight.
    """
    if form.is_valid():
        run = partial(_make, request, ref, name, dict(form.cleaned_data))
        to = obey(form, lambda: once(request.actor, request.POST.get("once", ""), run))
        if to:
            return redirect(request, to)
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
    return _ask(request, side, name, form)


def _make(request: ActorRequest, ref: str, name: str, typed: dict[str, Any]) -> str:
    side = queries.get_side(request.actor, ref, request.purpose)
    PAGES[name].act(actor=request.actor, side=side, **_named(request, typed))
    messages.success(request, _told(name, side))
    if queries.sees(request.actor, ref, request.purpose):
        return reverse("referrals:show", args=[ref])
    return reverse("referrals:list")


def _told(name: str, side: Side) -> str:
    """What happened, and the next date."""
    done, referral = str(PAGES[name].done), side.referral
    if not referral.has_deadline:
        return done
    return done + " " + gettext("The next deadline is %(day)s.") % {"day": date_text(referral.due_on)}


# Fields of the forms that the actions call otherwise: they take ids, and rows of protected models.
IDS = {"better": "better_id", "worker": "worker_id", "key_worker": "key_worker_id"}


def _named(request: ActorRequest, typed: dict[str, Any]) -> dict[str, Any]:
    if "case" in typed:
        return {"case": get_case(request.actor, typed["case"], request.purpose)}
    return {IDS.get(name, name): value for name, value in typed.items()}


def _ask(request: ActorRequest, side: Side, name: str, form: Form) -> HttpResponse:
    page = PAGES[name]
    known = name == "open_case" and queries.is_known(request.actor, side, request.purpose)
    context = {"side": side, "move": queries.move_named(name), "form": form, "does": page.does, "is_known": known}
    return render(request, "referrals/move.html", context, block="form", status=status_of(form))
