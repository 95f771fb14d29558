"""Consents of a case: the page of the case, giving, withdrawing, the papers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents import actions
from kooperacja.consents.forms import ConsentForm, WithdrawForm
from kooperacja.consents.models import Medium
from kooperacja.consents.queries import case as queries
from kooperacja.consents.queries import wordings
from kooperacja.consents.queries.offers import offered
from kooperacja.consents.queries.signers import Signers, signers
from kooperacja.consents.views import papers
from kooperacja.consents.views.steps import file_of, sent
from kooperacja.consents.words import STATUS
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.lists import whole_number
from kooperacja.ui.pages import render

CONSENT = "consent"


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.case_page(request.actor, ref, request.purpose)
    return render(request, "consents/case.html", {"page": page, "case": page.case, "words": STATUS})


def give(request: ActorRequest, ref: str, person: str) -> HttpResponse:
    with reading(request):
        case, about, _people = queries.person_of(request.actor, ref, person, request.purpose)
        who = signers(request.actor, about, today())
        offer = offered(request.actor)
    case.can_work.require()
    texts = wordings.usable(request.actor, CONSENT, today())
    form = ConsentForm(
        sent(request),
        keys=offer.keys(),
        texts=wordings.choices(texts),
        signers=[(one.ref, f"{one.words}. {one.why}") for one in who.known],
        initial={"signed_on": today(), "until": offer.until, **only(who)},
    )
    context = {"case": case, "person": about, "offer": offer, "signers": who, "texts": texts}
    context |= {name: form[name].value() or [] for name in ("given", "refused")}
    step = Step("consents/give.html", form, _("The consent is saved."), context)
    if form.is_valid():
        return run(request, step, lambda: _given(request, ref, person, dict(form.cleaned_data)))
    return show(request, step)


def only(who: Signers) -> dict[str, str]:
    """Where one person alone may sign, this is no choice."""
    return {"signer": who.known[0].ref} if len(who.known) == 1 else {}


def _given(request: ActorRequest, ref: str, person: str, typed: dict[str, Any]) -> str:
    typed.pop("items")
    items = [*items_of(typed.pop("given"), is_given=True), *items_of(typed.pop("refused"), is_given=False)]
    about = queries.get_person(request.actor, person, request.purpose)
    signer = queries.get_person(request.actor, typed.pop("signer"), request.purpose)
    row = actions.give_consent(
        actor=request.actor,
        case=file_of(request, ref),
        person=about,
        signer=signer,
        items=items,
        medium=Medium.PAPER,
        **typed,
    )
    return reverse("consents:show", args=[ref, row.ref])


def items_of(keys: Iterable[str], *, is_given: bool) -> Iterator[actions.Item]:
    for key in keys:
        recipient, _colon, category = key.partition(":")
        yield actions.Item(int(recipient), category, is_given)


def blank(request: ActorRequest, ref: str, person: str) -> HttpResponse:
    """The paper to print, sign and attach: all that may be asked, nothing marked."""
    with reading(request):
        case, about, _people = queries.person_of(request.actor, ref, person, request.purpose)
        offer = offered(request.actor)
        who = signers(request.actor, about, today())
    texts = wordings.usable(request.actor, CONSENT, today())
    wanted = whole_number(request.GET.get("tekst", ""))
    text = next((one for one in texts if one.pk == wanted), next(iter(texts), None))
    context = {"case": case, "person": about, "offer": offer, "text": text, "texts": texts, "signers": who}
    return render(request, "consents/blank.html", context)


def receipt(request: ActorRequest, ref: str, consent: str) -> HttpResponse:
    with reading(request):
        case, row = queries.consent_page(request.actor, ref, consent, request.purpose)
    context = {"case": case, "consent": row, "words": STATUS, "day": today()}
    context |= {"heading": papers.title(row), "facts": papers.facts(row), "withdrawn_on": papers.withdrawn_on(row)}
    return render(request, "consents/receipt.html", context)


def withdraw(request: ActorRequest, ref: str, consent: str) -> HttpResponse:
    """The one screen that says before what stops and what the law keeps."""
    with reading(request):
        case, row = queries.consent_page(request.actor, ref, consent, request.purpose)
    live = [item for item in row.items if item.is_live]
    asked = whole_number(request.GET.get("punkt", ""))
    form = WithdrawForm(
        sent(request),
        items=[(item.number, f"{item.number}. {item.category}: {item.recipient}") for item in live],
        initial={"items": [item.number for item in live if item.number == asked or not asked]},
    )
    context = {"case": case, "consent": row, "live": live, **_what_stops(request, ref, row)}
    step = Step("consents/withdraw.html", form, _("Withdrawn. Nobody sees anything on it any more."), context)
    if form.is_valid():
        return run(request, step, lambda: _withdrawn(request, ref, consent, form.cleaned_data["items"]))
    return show(request, step)


def _what_stops(request: ActorRequest, ref: str, row: queries.ConsentRow) -> dict[str, Any]:
    numbers = [item.number for item in row.items if item.is_live]
    case = file_of(request, ref)
    paper = queries.get_consent(request.actor, case.pk, row.ref, request.purpose)
    items = queries.get_items(request.actor, paper, numbers, request.purpose)
    bases = [item.basis for item in items if item.basis]
    changes = actions.try_withdrawal(actor=request.actor, case=case, bases=bases) if bases else []
    windows = queries.windows_on([basis.pk for basis in bases])
    return {"windows": windows, "readers": len({change.user_name for change in changes if change.lost})}


def _withdrawn(request: ActorRequest, ref: str, consent: str, numbers: list[int]) -> str:
    case = file_of(request, ref)
    row = queries.get_consent(request.actor, case.pk, consent, request.purpose)
    items = queries.get_items(request.actor, row, numbers, request.purpose)
    actions.withdraw(actor=request.actor, case=case, consent=row, items=items)
    return reverse("consents:show", args=[ref, consent])
