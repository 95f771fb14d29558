"""Signatures and moves: what makes an agreement bind, and what ends it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.actions.contents import UNSIGNED
from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.audit.actions import move, quicker, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, day_start, now, today
from kooperacja.foundation.errors import Conflict, RuleBroken


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


def submit(*, actor: Actor, agreement: Agreement) -> Agreement:
    """From now on the words are fixed; who sends it may not be the one who brings it into force."""
    return _moved(actor, agreement, "submit", prepared_by=actor.user_id)


@transaction.atomic
def back_to_draft(*, actor: Actor, agreement: Agreement) -> Agreement:
    """Recorded signatures were given to other words, so they do not count any more."""
    row = _moved(actor, agreement, "back_to_draft")
    for party in row.parties.exclude(valid_from=OPEN_END):
        record(actor, "agreement.void_signature", row.about(), institution=party.institution_id)
    row.parties.update(**UNSIGNED)
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
