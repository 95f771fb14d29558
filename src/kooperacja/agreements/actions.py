"""Writers of agreements. Whatever changes a party, a clause or a period in force derives the
pacts of that agreement again, in the same transaction.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _
from typing_extensions import Unpack

from kooperacja.agreements import access
from kooperacja.agreements.derivation import derive
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, Clause, Pact
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.audit.actions import edit, move, quicker, record
from kooperacja.directory.models import Institution
from kooperacja.directory.naming import comparable
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, day_start, now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.refs import new_ref

FOLDED_LIMIT = 400


class AgreementFacts(TypedDict, total=False):
    """What the paper says. Its dates are beside the instants at which the agreement acts."""

    key: str
    number: str
    subject: str
    signed_on: date | None
    valid_on: date | None
    valid_until: date | None


class ChangedFacts(AgreementFacts, total=False):
    """What may change in a draft."""

    title: str


# ---- Pacts


@transaction.atomic
def rederive(agreement_id: int) -> int:
    """Write the pacts of one agreement anew; returns how many there are. The lock makes of two
    changes at once two in a row: the later one sees what the earlier one wrote.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    pacts = list(derive(list(agreement.forces.all()), list(agreement.parties.all()), agreement.clauses.all()))
    Pact.objects.filter(agreement=agreement).delete()
    Pact.objects.bulk_create(pacts)
    return len(pacts)


def rebuild() -> int:
    """Derive the pacts of every agreement; changes nothing unless a row was lost or forged."""
    return sum(rederive(pk) for pk in Agreement.objects.values_list("pk", flat=True))


# ---- Preparing


@transaction.atomic
def draft_agreement(*, actor: Actor, title: str, **facts: Unpack[AgreementFacts]) -> Agreement:
    """A new draft; the institution that drafts is its first party, unless a machine drafts."""
    access.can_draft(actor).require()
    known = _checked({"title": title, **facts})
    row = Agreement.objects.create(
        ref=new_ref(),
        prepared_by=actor.user_id,
        prepared_for=actor.institution_id,
        folded=_folded(known["title"], known.get("number", "")),
        **known,
    )
    record(actor, "agreement.draft", row.about())
    if not actor.is_system:
        AgreementParty.objects.create(agreement=row, institution_id=actor.institution_id, **_unsigned())
    return row


@transaction.atomic
def change_agreement(*, actor: Actor, agreement: Agreement, version: int, **facts: Unpack[ChangedFacts]) -> Agreement:
    """Change a draft, only if it still is the version that was shown (I35)."""
    access.can_change(actor, agreement).require()
    dates = {name: getattr(agreement, name) for name in ("signed_on", "valid_on", "valid_until")}
    known = _checked({**dates, **facts})
    changes = {name: value for name, value in known.items() if getattr(agreement, name) != value}
    if changes:
        changes["folded"] = _folded(known.get("title", agreement.title), known.get("number", agreement.number))
        edit(actor, agreement, "agreement.change", version, **changes)
    return agreement


def _folded(title: str, number: str) -> str:
    return comparable(f"{title} {number}")[:FOLDED_LIMIT]


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    known |= {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in facts.items()}
    if not known.get("title", "-"):
        raise RuleBroken("agreement.title", _("Write the title of the agreement."), field="title")
    if (known.get("signed_on") or today()) > today():
        raise RuleBroken("agreement.signed_on", _("The day of signing has not come yet."), field="signed_on")
    if known.get("valid_on") and known.get("valid_until") and known["valid_until"] < known["valid_on"]:
        raise RuleBroken("agreement.dates", _("The last day is before the first one."), field="valid_until")
    return known


def _unsigned() -> dict[str, Any]:
    """A party that has not signed holds at no instant."""
    return {"valid_from": OPEN_END, "valid_to": OPEN_END, "signed_on": None, "signed_by": 0}


@transaction.atomic
def add_party(
    *, actor: Actor, agreement: Agreement, institution: Institution, represented_by: str = ""
) -> AgreementParty:
    """Name an institution in a draft; it is bound by nothing until it signs."""
    row = _draft(actor, agreement)
    if institution.has_ended(today()):
        raise RuleBroken("institution.ended", _("This institution has ended already."), field="institution")
    named = {**_unsigned(), "represented_by": " ".join(represented_by.split())}
    party, made = AgreementParty.objects.get_or_create(agreement=row, institution=institution, defaults=named)
    if not made:
        raise RuleBroken("party.doubled", _("This institution is a party already."), field="institution")
    record(actor, "agreement.add_party", row.about(), institution=institution.pk)
    return party


@transaction.atomic
def remove_party(*, actor: Actor, party: AgreementParty) -> None:
    """Only from a draft, where nobody is bound yet; clauses that name it must go first."""
    row = _draft(actor, party.agreement)
    named = {clause.giver_id for clause in access.live_clauses(row)}
    named |= {clause.receiver_id for clause in access.live_clauses(row)}
    if party.institution_id in named:
        raise RuleBroken("party.named", _("A clause names this party. End that clause first."))
    gone, _rows = AgreementParty.objects.filter(pk=party.pk).delete()
    if not gone:
        raise Conflict("party.removed", _("This party has been removed already."))
    record(actor, "agreement.remove_party", row.about(), institution=party.institution_id)


@transaction.atomic
def add_clause(
    *,
    actor: Actor,
    agreement: Agreement,
    paragraph: str,
    purpose: str,
    category: str,
    max_level: int,
    basis_act: str,
    basis_article: str,
    giver_id: int | None = None,
    receiver_id: int | None = None,
) -> Clause:
    """One paragraph that lets data flow, in a draft. An empty side of it means each party."""
    row = _draft(actor, agreement)
    _may_flow(category, max_level)
    _may_direct(row, giver_id, receiver_id)
    clause = Clause.objects.create(
        agreement=row,
        paragraph=paragraph,
        purpose=purpose,
        category=category,
        max_level=max_level,
        basis_act=basis_act,
        basis_article=basis_article,
        giver_id=giver_id,
        receiver_id=receiver_id,
        recorded_by=actor.user_id,
    )
    record(actor, "agreement.add_clause", row.about(), clause=clause.pk, category=category, level=max_level)
    return clause


def _may_flow(category: str, max_level: int) -> None:
    if category not in access.CATEGORIES or max_level > access.HIGHEST_LEVEL:
        sentence = _("Data of levels 4 and 5 are opened by no agreement: they have rules of their own.")
        raise RuleBroken("clause.closed_level", sentence, field="category")
    needed = LEVEL_OF[Category(category)]
    if max_level < needed:
        sentence = _("These data are of level %(level)s, so this limit would open nothing.") % {"level": needed}
        raise RuleBroken("clause.low_level", sentence, field="max_level")


def _may_direct(agreement: Agreement, giver_id: int | None, receiver_id: int | None) -> None:
    if giver_id is not None and giver_id == receiver_id:
        raise RuleBroken("clause.to_itself", _("Data flow between two different parties."), field="receiver")
    parties = {party.institution_id for party in agreement.parties.all()}
    for field, pk in (("giver", giver_id), ("receiver", receiver_id)):
        if pk is not None and pk not in parties:
            raise RuleBroken("clause.not_party", _("Choose one of the parties."), field=field)


@transaction.atomic
def end_clause(*, actor: Actor, clause: Clause) -> None:
    """From now on this paragraph lets nothing flow; shares that rest on it close (I8)."""
    access.can_end_clause(actor, clause).require()
    at = now()
    if not Clause.objects.filter(pk=clause.pk, valid_to__gt=at).update(valid_to=at):
        raise Conflict("clause.ended", _("This clause has ended already."))
    record(actor, "agreement.end_clause", clause.agreement.about(), clause=clause.pk)
    rederive(clause.agreement_id)


def _draft(actor: Actor, agreement: Agreement) -> Agreement:
    """The draft as it is now, kept from being sent while it is changed."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.state != agreement.state:
        raise quicker(AGREEMENT_FLOW, row)
    access.can_change(actor, row).require()
    return row


# ---- Signatures


@transaction.atomic
def record_signature(*, actor: Actor, agreement: Agreement, signed_on: date) -> AgreementParty:
    """The actor's institution has signed on this day. It is bound from now, never from the past:
    one that signs while the agreement is in force joins now.
    """
    row = _fresh(agreement)
    access.can_sign(actor, row).require()
    if signed_on > today():
        raise RuleBroken("agreement.signed_on", _("The day of signing has not come yet."), field="signed_on")
    signature = {"valid_from": now(), "valid_to": OPEN_END, "signed_on": signed_on, "signed_by": actor.user_id}
    unsigned = AgreementParty.objects.filter(agreement=row, institution_id=actor.institution_id, valid_from=OPEN_END)
    if not unsigned.update(**signature):
        raise Conflict("agreement.signed", _("Your institution has signed this agreement."))
    record(actor, "agreement.sign", row.about(), institution=actor.institution_id, signed_on=signed_on)
    rederive(row.pk)
    return AgreementParty.objects.get(agreement=row, institution_id=actor.institution_id)


@transaction.atomic
def withdraw_party(*, actor: Actor, agreement: Agreement) -> None:
    """The actor's institution leaves; what rested on its signature closes now (I8)."""
    row = _fresh(agreement)
    access.can_withdraw(actor, row).require()
    at = now()
    bound = AgreementParty.objects.filter(agreement=row, institution_id=actor.institution_id, valid_to__gt=at)
    if not bound.update(valid_to=at):
        raise Conflict("party.withdrawn", _("Your institution has left this agreement already."))
    record(actor, "agreement.withdraw", row.about(), institution=actor.institution_id)
    rederive(row.pk)


# ---- Moves


def submit(*, actor: Actor, agreement: Agreement) -> Agreement:
    """From now on the words are fixed; who sends it may not be the one who brings it into force."""
    return _moved(actor, agreement, "submit", prepared_by=actor.user_id)


@transaction.atomic
def back_to_draft(*, actor: Actor, agreement: Agreement) -> Agreement:
    """Recorded signatures were given to other words, so they do not count any more."""
    row = _moved(actor, agreement, "back_to_draft")
    for party in row.parties.exclude(valid_from=OPEN_END):
        record(actor, "agreement.void_signature", row.about(), institution=party.institution_id)
    row.parties.update(**_unsigned())
    return row


def enforce(*, actor: Actor, agreement: Agreement) -> Agreement:
    """From now, or from its first day when that is later, until the end of its last day (I7)."""
    return _moved(actor, agreement, "enforce", then=_open_force, enforced_by=actor.user_id)


def suspend(*, actor: Actor, agreement: Agreement, code: str) -> Agreement:
    """Nothing flows from now on; the same party resumes it."""
    return _moved(actor, agreement, "suspend", code=code, then=_close_force, suspended_for=actor.institution_id)


def resume(*, actor: Actor, agreement: Agreement) -> Agreement:
    return _moved(actor, agreement, "resume", then=_open_force, suspended_for=0)


def end(*, actor: Actor, agreement: Agreement, reason: str) -> Agreement:
    """For good; a new agreement would be a new act."""
    return _moved(actor, agreement, "end", then=_close_force, end_reason=_reason(reason))


def discard(*, actor: Actor, agreement: Agreement, reason: str) -> Agreement:
    """Give up one that was never in force."""
    return _moved(actor, agreement, "discard", end_reason=_reason(reason))


@transaction.atomic
def _moved(
    actor: Actor,
    agreement: Agreement,
    name: str,
    *,
    code: str = "",
    then: Callable[[Actor, Agreement], None] | None = None,
    **changes: Any,
) -> Agreement:
    """Make a move on the row as it is now, and derive what follows from it."""
    row = _fresh(agreement)
    if row.state not in AGREEMENT_FLOW.get(name).sources:
        raise quicker(AGREEMENT_FLOW, row)
    move(actor, row, AGREEMENT_FLOW, name, code=code, **changes)
    if then:
        then(actor, row)
    rederive(row.pk)
    return row


def _fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def _open_force(actor: Actor, agreement: Agreement) -> None:
    start = max(now(), day_start(agreement.valid_on)) if agreement.valid_on else now()
    end_at = day_end(agreement.valid_until) if agreement.valid_until else OPEN_END
    AgreementForce.objects.create(agreement=agreement, valid_from=start, valid_to=end_at, recorded_by=actor.user_id)


def _close_force(actor: Actor, agreement: Agreement) -> None:
    """A period that has not begun becomes empty; one that runs ends now."""
    at = now()
    for force in agreement.forces.filter(valid_to__gt=at):
        agreement.forces.filter(pk=force.pk).update(valid_to=max(at, force.valid_from))


def _reason(text: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise RuleBroken("agreement.reason", _("Write the reason."), field="reason")
    return tidy
