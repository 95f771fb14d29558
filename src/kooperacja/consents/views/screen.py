"""Signing on the screen: the worker prepares and hands the device over, the person reads, decides and signs.

From the moment of handing over the session opens this one page (`config.middleware`), until somebody signs in
again: who holds the device must not reach the work of the one who gave it away. What was prepared is kept in
the session, without a name.
"""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.cases.queries import CaseHeader
from kooperacja.consents import actions
from kooperacja.consents.forms import YES, ScreenForm, SignForm
from kooperacja.consents.models import Medium
from kooperacja.consents.queries import case as queries
from kooperacja.consents.queries import wordings
from kooperacja.consents.queries.offers import Offer, offered
from kooperacja.consents.queries.signers import Signer, signers
from kooperacja.consents.views.consents import CONSENT, items_of, only
from kooperacja.consents.views.steps import file_of, sent
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render

# The name in the session: where it stands, the device is in the hands of the person.
HANDED_OVER = "handed_over"


def prepare(request: ActorRequest, ref: str, person: str) -> HttpResponse:
    with reading(request):
        case, about, _people = queries.person_of(request.actor, ref, person, request.purpose)
        who = signers(request.actor, about, today())
        offer = offered(request.actor)
    case.can_work.require()
    texts = wordings.usable(request.actor, CONSENT, today())
    form = ScreenForm(
        sent(request),
        keys=offer.keys(),
        texts=wordings.choices(texts),
        signers=[(one.ref, f"{one.words}. {one.why}") for one in who.known],
        initial={"until": offer.until, **only(who)},
    )
    if form.is_valid():
        return _hand_over(request, ref, person, form.cleaned_data)
    context = {"case": case, "person": about, "offer": offer, "signers": who, "texts": texts}
    context |= {"asked": form["asked"].value() or []}
    return show(request, Step("consents/screen.html", form, "", context))


def _hand_over(request: ActorRequest, ref: str, person: str, typed: dict[str, Any]) -> HttpResponse:
    address = reverse("consents:sign", args=[ref, person])
    request.session[HANDED_OVER] = typed | {"until": typed["until"].isoformat(), "address": address, "signed": ""}
    return redirect(request, address)


def sign(request: ActorRequest, ref: str, person: str) -> HttpResponse:
    """The page in the hands of the person; nothing else opens while it is there."""
    with reading(request):
        case, about, _people = queries.person_of(request.actor, ref, person, request.purpose)
        who = signers(request.actor, about, today())
        offer = offered(request.actor)
    told = request.session.get(HANDED_OVER) or {}
    if told.get("address") != request.path:
        return redirect(request, reverse("consents:screen", args=[ref, person]))
    if told["signed"]:
        return _give_back(request, case, told["signed"])
    signer = _signer(who.known, told)
    step = _page(request, told, {"case": case, "person": about, "signer": signer}, offer)
    if step.form.is_valid():
        return run(request, step, lambda: _signed(request, ref, person, step.form.cleaned_data))
    return show(request, step)


def _signer(known: tuple[Signer, ...], told: dict[str, Any]) -> Signer:
    found = next((one for one in known if one.ref == told["signer"]), None)
    if found is None:
        raise RuleBroken("consent.not_entitled", _("This person may not sign any more. Give the device back."))
    return found


def _page(request: ActorRequest, told: dict[str, Any], who: dict[str, Any], offer: Offer) -> Step:
    about, signer = who["person"], who["signer"]
    labels = offer.labels()
    items = [(key, labels[key]) for key in told["asked"] if key in labels]
    agreed = about.name if signer.must_agree else ""
    form = SignForm(sent(request), items=items, signer=signer.name, agreed=agreed)
    until = date.fromisoformat(told["until"])
    context = who | {
        "text": wordings.text(request.actor, told["wording"]),
        "until": min(until, signer.until or until),
        "items": [form[key] for key, _label in items],
        "signatures": [form[name] for name in ("agreed_name", "name") if name in form.fields],
    }
    return Step("consents/sign.html", form, _("The consent is saved."), context)


def _signed(request: ActorRequest, ref: str, person: str, typed: dict[str, Any]) -> str:
    told = request.session[HANDED_OVER]
    row = actions.give_consent(
        actor=request.actor,
        case=file_of(request, ref),
        person=queries.get_person(request.actor, person, request.purpose),
        signer=queries.get_person(request.actor, told["signer"], request.purpose),
        wording=told["wording"],
        medium=Medium.SCREEN,
        signed_on=today(),
        until=date.fromisoformat(told["until"]),
        items=[one for key in told["asked"] for one in items_of([key], is_given=typed[key] == YES)],
        name=typed["name"],
        agreed_name=typed.get("agreed_name", ""),
    )
    request.session[HANDED_OVER] = told | {"signed": row.ref}
    return str(told["address"])


def _give_back(request: ActorRequest, case: CaseHeader, consent: str) -> HttpResponse:
    """What was signed, for the person to read; then the worker signs in again."""
    with reading(request):
        _case, row = queries.consent_page(request.actor, case.ref, consent, request.purpose)
    return render(request, "consents/signed.html", {"case": case, "consent": row})
