"""What single parties do: the opinion of their officer, the signature, leaving."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.actions.contents import UNSIGNED
from kooperacja.agreements.actions.moving import locked, moved
from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.actions.telling import tell
from kooperacja.agreements.models import Advice, Agreement, AgreementParty, Opinion
from kooperacja.audit.actions import record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, now, today
from kooperacja.foundation.errors import Conflict, RuleBroken


@transaction.atomic
def give_opinion(*, actor: Actor, agreement: Agreement, advice: str, remarks: str = "") -> Opinion:
    """What the officer of the actor's institution says; it takes the place of what was said before. The
    trail keeps the code, the remarks stay in their row.
    """
    row = locked(agreement)
    access.can_advise(actor, row).require()
    tidy = remarks.strip()
    if advice != Advice.POSITIVE and not tidy:
        raise RuleBroken("opinion.remarks", _("Write what has to be changed."), field="remarks")
    at = now()
    row.opinions.filter(institution_id=actor.institution_id, valid_to__gt=at).update(valid_to=at)
    opinion = Opinion.objects.create(
        agreement=row,
        institution_id=actor.institution_id,
        advice=advice,
        remarks=tidy,
        valid_from=at,
        recorded_by=actor.user_id,
    )
    record(actor, "agreement.opinion", row.about(), institution=actor.institution_id, advice=advice)
    tell(actor, row, "opinion")
    return opinion


@transaction.atomic
def record_signature(*, actor: Actor, agreement: Agreement, signed_on: date) -> AgreementParty:
    """The actor's institution has signed on this day. It is bound from now, never from the past:
    one that signs while the agreement is in force joins now.
    """
    row = locked(agreement)
    access.can_sign(actor, row).require()
    if signed_on > today():
        raise RuleBroken("agreement.signed_on", _("The day of signing has not come yet."), field="signed_on")
    signature = {"valid_from": now(), "valid_to": OPEN_END, "signed_on": signed_on, "signed_by": actor.user_id}
    mine = AgreementParty.objects.filter(agreement=row, institution_id=actor.institution_id)
    if not mine.filter(valid_from=OPEN_END).update(**signature):
        raise Conflict("agreement.signed", _("Your institution has signed this agreement."))
    record(actor, "agreement.sign", row.about(), institution=actor.institution_id, signed_on=signed_on)
    rederive(row.pk)
    return mine.latest("pk")


@transaction.atomic
def withdraw_party(*, actor: Actor, agreement: Agreement, code: str) -> None:
    """The actor's institution leaves; what rested on its signature closes now (I8)."""
    row = locked(agreement)
    access.can_withdraw(actor, row).require()
    at = now()
    bound = AgreementParty.objects.filter(agreement=row, institution_id=actor.institution_id, valid_to__gt=at)
    if not bound.update(valid_to=at):
        raise Conflict("party.withdrawn", _("Your institution has left this agreement already."))
    record(actor, "agreement.withdraw", row.about(), institution=actor.institution_id, code=code)
    rederive(row.pk)
    tell(actor, row, "withdraw")


@transaction.atomic
def back_to_draft(*, actor: Actor, agreement: Agreement) -> Agreement:
    """Opinions and recorded signatures were given to other words, so they do not count any more."""
    row = moved(actor, agreement, "back_to_draft")
    for party in row.parties.exclude(valid_from=OPEN_END):
        record(actor, "agreement.void_signature", row.about(), institution=party.institution_id)
    row.parties.update(**UNSIGNED)
    at = now()
    row.opinions.filter(valid_to__gt=at).update(valid_to=at)
    return row
