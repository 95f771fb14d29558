"""Moves of an agreement in its life: into force, suspended, resumed, renewed, ended, and its warning."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.actions.effects import apply_annex
from kooperacja.agreements.actions.moving import Effect, moved
from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.actions.telling import OFFICERS, tell
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementState
from kooperacja.agreements.workflow import AGREEMENT_FLOW, last_expiring_day
from kooperacja.audit.actions import move, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, day_start, now, today
from kooperacja.foundation.errors import RuleBroken


def negotiate(*, actor: Actor, agreement: Agreement) -> Agreement:
    """The parties are asked to read and change it."""
    return moved(actor, agreement, "negotiate", then=_told("negotiate"))


def review(*, actor: Actor, agreement: Agreement) -> Agreement:
    """From now on the words are fixed; the data protection officers of the parties are asked."""
    return moved(actor, agreement, "review", then=_ask_officers, prepared_by=actor.user_id)


def submit(*, actor: Actor, agreement: Agreement) -> Agreement:
    """The words are fixed; who sends it may not be the one who brings it into force."""
    return moved(actor, agreement, "submit", then=_told("submit"), prepared_by=actor.user_id)


def enforce(*, actor: Actor, agreement: Agreement) -> Agreement:
    """From now, or from its first day when that is later, until the end of its last day (I7). An annex
    changes the agreement now.
    """
    if agreement.is_annex:
        return moved(actor, agreement, "enforce", then=apply_annex, enforced_by=actor.user_id, effective_at=now())
    return moved(actor, agreement, "enforce", then=_begin, enforced_by=actor.user_id)


def suspend(*, actor: Actor, agreement: Agreement, code: str) -> Agreement:
    """Nothing flows from now on; the same party resumes it."""
    return moved(actor, agreement, "suspend", code=code, then=_close_force, suspended_for=actor.institution_id)


def resume(*, actor: Actor, agreement: Agreement) -> Agreement:
    return moved(actor, agreement, "resume", then=_open_force, suspended_for=0)


def end(*, actor: Actor, agreement: Agreement, reason: str) -> Agreement:
    """For good; a new agreement would be a new act."""
    return moved(actor, agreement, "end", then=_close_force, end_reason=_reason(reason))


def discard(*, actor: Actor, agreement: Agreement, reason: str) -> Agreement:
    """Give up one that was never in force."""
    return moved(actor, agreement, "discard", end_reason=_reason(reason))


@transaction.atomic
def warn_expiring(*, actor: Actor, limit: int = 500) -> int:
    """Tell the keepers of the parties that their agreement expires; once for each last day, so that one
    that was extended is warned of again. Returns how many agreements there were.
    """
    access.can_warn(actor).require()
    day = today()
    soon = Agreement.objects.filter(
        state=AgreementState.IN_FORCE, amends=None, valid_until__range=(day, last_expiring_day(day))
    )
    rows = list(soon.exclude(warned_until=F("valid_until")).order_by("valid_until", "pk")[:limit])
    return sum(_warn(actor, row) for row in rows)


def _warn(actor: Actor, agreement: Agreement) -> bool:
    unwarned = Agreement.objects.filter(pk=agreement.pk, valid_until=agreement.valid_until)
    if not unwarned.exclude(warned_until=F("valid_until")).update(warned_until=F("valid_until")):
        return False
    record(actor, "agreement.warn", agreement.about(), valid_until=agreement.valid_until)
    tell(actor, agreement, "expiring")
    return True


def _told(code: str) -> Effect:
    return lambda actor, agreement: tell(actor, agreement, code)


def _ask_officers(actor: Actor, agreement: Agreement) -> None:
    tell(actor, agreement, "review", OFFICERS)


def _begin(actor: Actor, agreement: Agreement) -> None:
    force = _open_force(actor, agreement)
    if agreement.renews_id is not None:
        _renew(actor, agreement.renews_id, force)
    tell(actor, agreement, "enforce")


def _renew(actor: Actor, agreement_id: int, successor: AgreementForce) -> None:
    """The earlier agreement gives way at the instant at which its successor begins."""
    earlier = Agreement.objects.select_for_update().get(pk=agreement_id)
    if earlier.state in AGREEMENT_FLOW.get("renew").sources:
        move(actor, earlier, AGREEMENT_FLOW, "renew")
        for force in earlier.forces.filter(valid_to__gt=successor.valid_from):
            earlier.forces.filter(pk=force.pk).update(valid_to=max(successor.valid_from, force.valid_from))
        rederive(earlier.pk)


def _open_force(actor: Actor, agreement: Agreement) -> AgreementForce:
    start = max(now(), day_start(agreement.valid_on)) if agreement.valid_on else now()
    end_at = day_end(agreement.valid_until) if agreement.valid_until else OPEN_END
    return AgreementForce.objects.create(
        agreement=agreement, valid_from=start, valid_to=end_at, recorded_by=actor.user_id
    )


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
