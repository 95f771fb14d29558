"""What a party or an officer does with a paper: opinion, signature, leaving, and the moves of the workflow."""

from collections.abc import Callable, Mapping

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.agreements import access, actions, forms, queries
from kooperacja.agreements.models import Agreement
from kooperacja.agreements.views.asking import asked, posted
from kooperacja.agreements.workflow import AGREEMENT_FLOW, BY_ITSELF
from kooperacja.foundation.errors import NotFound, Text
from kooperacja.foundation.routes import ActorRequest

MOVES: Mapping[str, Callable[..., Agreement]] = {
    "negotiate": actions.negotiate,
    "review": actions.review,
    "submit": actions.submit,
    "back_to_draft": actions.back_to_draft,
    "enforce": actions.enforce,
    "suspend": actions.suspend,
    "resume": actions.resume,
    "end": actions.end,
    "discard": actions.discard,
}
# What will happen, said before it does.
ANNEX_ENFORCED = gettext_lazy(
    "From now on the agreement holds with these changes: what is replaced or ended stops at once, what is new begins."
)
CONSEQUENCES: Mapping[str, Text] = {
    "negotiate": gettext_lazy(
        "The managers and coordinators of all parties will be asked to read it. The words may still be changed."
    ),
    "review": gettext_lazy(
        "The words will be fixed, and the data protection officers of the parties will be asked for an opinion."
    ),
    "submit": gettext_lazy(
        "The words of the agreement will be fixed, and each party will be able to record its"
        " signature. Somebody else than you will bring it into force."
    ),
    "back_to_draft": gettext_lazy(
        "The words may be changed again, and the opinions and signatures recorded so far will not count."
    ),
    "enforce": gettext_lazy(
        "The parties that have signed will be able to show each other data as far as the clauses"
        " reach. Nothing is shown by this alone: each share needs a basis of its own."
    ),
    "suspend": gettext_lazy(
        "From now on no party sees data of another one on this ground. Your institution will be able to resume it."
    ),
    "resume": gettext_lazy("From now on the clauses let data flow again."),
    "end": gettext_lazy(
        "From now on no party sees data of another one on this ground. It cannot be resumed; a new"
        " agreement would be needed."
    ),
    "discard": gettext_lazy("The agreement will never be in force. It stays on the list as ended."),
}


def opinion(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_advise(request.actor, agreement).require()
    form = forms.OpinionForm(posted(request))
    told = _("Without a positive opinion an agreement by which data flow cannot be signed.")
    words = {"title": _("Give the opinion"), "submit": _("Save the opinion"), "kind": "go", "told": told}
    return asked(
        request,
        form,
        lambda: actions.give_opinion(actor=request.actor, agreement=agreement, **form.cleaned_data),
        agreement=agreement,
        words=words,
    )


def sign(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_sign(request.actor, agreement).require()
    form = forms.SignatureForm(posted(request))
    told = _("You record that your institution has signed the paper. It is bound from now.")
    words = {"title": _("Record the signature"), "submit": _("Record the signature"), "kind": "go", "told": told}
    return asked(
        request,
        form,
        lambda: actions.record_signature(actor=request.actor, agreement=agreement, **form.cleaned_data),
        agreement=agreement,
        words=words,
    )


def withdraw(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_withdraw(request.actor, agreement).require()
    form = forms.WithdrawForm(posted(request))
    told = _("From now on your institution shows nothing on this ground and sees nothing. The others stay bound.")
    words = {"title": _("Leave the agreement"), "submit": _("Leave the agreement"), "kind": "no", "told": told}
    return asked(
        request,
        form,
        lambda: actions.withdraw_party(actor=request.actor, agreement=agreement, **form.cleaned_data),
        agreement=agreement,
        words=words,
    )


def move(request: ActorRequest, ref: str, move: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    step = AGREEMENT_FLOW.get(move)
    if move in BY_ITSELF:
        raise NotFound("not_found", move)
    if request.method == "GET":
        step.allowed(request.actor, agreement).require()
    form = _move_form(request, step.asks)
    told = ANNEX_ENFORCED if agreement.is_annex and move == "enforce" else CONSEQUENCES[move]
    words = {"title": step.label, "submit": step.label, "kind": "no" if step.style == "no" else "go", "told": told}
    return asked(
        request,
        form,
        lambda: MOVES[move](actor=request.actor, agreement=agreement, **form.cleaned_data),
        agreement=agreement,
        words=words,
    )


def _move_form(request: ActorRequest, asks: tuple[str, ...]) -> Form:
    kinds: dict[tuple[str, ...], type[Form]] = {("reason",): forms.ReasonForm, ("code",): forms.SuspendForm}
    return kinds.get(asks, forms.ConfirmForm)(posted(request))
