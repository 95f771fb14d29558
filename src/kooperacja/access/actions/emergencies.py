"""Breaking the glass: vital data, reading only, for hours, told to the data-protection officer at once (I17)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import law
from kooperacja.access.actions.facts import end_now, written
from kooperacja.access.models import Anchor, AnchorKind, Emergency, EmergencyOutcome
from kooperacja.access.rights import may_review
from kooperacja.audit.models import About
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices

SHORTEST_REASON = 10


def break_glass(actor: Actor, *, subject_id: int, reason: str) -> Emergency:
    """Open vital data of one person or household to this actor, from now, for the longest time that
    the configuration allows. The caller has decided that the actor may know of the person.
    """
    words = " ".join(reason.split())
    if len(words) < SHORTEST_REASON:
        raise RuleBroken("emergency.reason", _("Write in a sentence why it cannot wait."), field="reason")
    try:
        with transaction.atomic():
            return _opened(actor, subject_id, words[:500], now())
    except IntegrityError as error:
        raise _unreviewed() from error


def _opened(actor: Actor, subject_id: int, reason: str, at: datetime) -> Emergency:
    subject = Anchor.objects.get(pk=subject_id)
    if subject.kind not in {AnchorKind.PERSON, AnchorKind.HOUSEHOLD}:
        raise RuleBroken("emergency.subject", _("An emergency access is for one person or household."))
    if Emergency.objects.filter(user=actor.user_id, reviewed_at=None).exists():
        raise _unreviewed()
    row = Emergency.objects.create(
        user_id=actor.user_id,
        institution_id=actor.institution_id,
        subject=subject,
        reason=reason,
        valid_from=at,
        valid_to=at + law.longest_emergency(at),
        recorded_by=actor.user_id,
    )
    about = About("emergency", row.pk, subject_id, (subject_id,))
    written(actor, "access.break_glass", about, user=actor.user_id)
    for institution_id in sorted({actor.institution_id, subject.owner_id}):
        officers = _officers(institution_id)
        notices.send(to=officers, institution_id=institution_id, code="emergency.opened", about=about)
    return row


def _unreviewed() -> Conflict:
    return Conflict(
        "emergency.unreviewed",
        _("Your earlier emergency access has not been reviewed yet. Ask the data-protection officer to do it."),
        is_denial=True,
    )


def _officers(institution_id: int) -> list[int]:
    rows = Membership.objects.filter(
        valid_at(now()), institution=institution_id, role=Role.DATA_PROTECTION_OFFICER, user__is_active=True
    )
    return sorted(set(rows.values_list("user_id", flat=True)))


@transaction.atomic
def end_emergency(actor: Actor, emergency: Emergency) -> None:
    """The one who asked needs it no longer, or a reviewer stops it."""
    if actor.user_id != emergency.user_id:
        may_review(actor, emergency).require()
    if end_now(Emergency.objects.filter(pk=emergency.pk)):
        about = About("emergency", emergency.pk, emergency.subject_id, (emergency.subject_id,))
        written(actor, "access.end_emergency", about, user=emergency.user_id)


@transaction.atomic
def review_emergency(actor: Actor, emergency: Emergency, *, outcome: str) -> None:
    """Say whether it was justified. An access that was not ends at once."""
    may_review(actor, emergency).require()
    rows = Emergency.objects.filter(pk=emergency.pk, reviewed_at=None)
    if not rows.update(reviewed_at=now(), reviewed_by=actor.user_id, outcome=outcome):
        raise Conflict("emergency.reviewed", _("This emergency access has been reviewed already."))
    about = About("emergency", emergency.pk, emergency.subject_id, (emergency.subject_id,))
    written(actor, "access.review_emergency", about, user=emergency.user_id, outcome=outcome)
    if outcome == EmergencyOutcome.UNJUSTIFIED:
        end_emergency(actor, emergency)
