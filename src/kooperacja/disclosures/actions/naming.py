"""Whether people are told names of workers: the decision of the data-protection officer."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.actions import record
from kooperacja.disclosures.access import can_decide_names
from kooperacja.disclosures.models import NamingDecision
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken


@transaction.atomic
def decide_names(*, actor: Actor, is_named: bool, since: date, reason: str) -> NamingDecision:
    """From a day that is not past: what a person was given on paper is not made untrue afterwards."""
    can_decide_names(actor).require()
    if since < today():
        raise RuleBroken("naming.backdated", _("A decision is in force from today at the earliest."), field="since")
    if not reason.strip():
        raise RuleBroken("naming.reason", _("Write the reason, and the provision that you rest it on."), field="reason")
    row = NamingDecision.objects.create(
        institution_id=actor.institution_id,
        is_named=is_named,
        since=since,
        reason=reason.strip(),
        author_id=actor.user_id,
    )
    record(actor, "naming.decide", row.about(), is_named=is_named, since=since)
    return row
