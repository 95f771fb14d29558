"""Who leads what, and how many files lie with nobody: numbers also of files that are closed to who asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.unrestricted import unrestricted
from kooperacja.cases.models import ENDED, Case
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.handover.queries.files import File
from kooperacja.referrals.models import Party, ReferralState, Side

TAKEN_UP = {"party": Party.ADDRESSEE, "referral_state": ReferralState.IN_PROGRESS}


def present(institution: int, at: datetime) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(valid_at(at), institution=institution, user__is_active=True)
    return rows.values("user")


def led(institution: int, at: datetime) -> QuerySet[Any, Any]:
    """Files with a key worker who works here."""
    leading = {"capacity": Capacity.KEY_WORKER, "instead_of": None, "user__in": present(institution, at)}
    return Appointment.objects.filter(valid_at(at), institution=institution, **leading).values("anchor")


def dead(institution: int, at: datetime) -> QuerySet[Appointment]:
    """Leading appointments of people who do not work here any more."""
    leading = {"capacity": Capacity.KEY_WORKER, "instead_of": None, "institution": institution}
    return Appointment.objects.filter(valid_at(at), **leading).exclude(user__in=present(institution, at))


def left_by(institution_id: int, user_id: int) -> int:
    """How many files would lie with nobody if he left."""
    leading = {"user": user_id, "institution": institution_id, "capacity": Capacity.KEY_WORKER, "instead_of": None}
    mine = Appointment.objects.filter(valid_at(now()), **leading).values("anchor")
    with unrestricted(Case, "handover.left") as cases:
        own = cases.filter(owner=institution_id, anchor__in=mine).exclude(state__in=ENDED)
        found = set(own.values_list("anchor_id", flat=True))
    with unrestricted(Side, "handover.left") as sides:
        taken = sides.filter(owner=institution_id, referral__assigned_to=user_id, **TAKEN_UP)
        return len(found | set(taken.values_list("anchor_id", flat=True)))


def number_hidden(actor: Actor, user_id: int, files: Sequence[File]) -> int:
    """Of his files those that are closed to the reader: somebody else must hand them over."""
    shown = {file.anchor_id for file in files if file.assigned or (file.case is not None and file.is_led)}
    return max(left_by(actor.institution_id, user_id) - len(shown), 0)


def not_shown(actor: Actor, shown: int) -> int:
    """Of the files that nobody leads those that are closed to the reader."""
    here: dict[str, Any] = {"institution": actor.institution_id, "at": now()}
    with unrestricted(Case, "handover.left") as cases:
        own = cases.filter(owner=actor.institution_id).exclude(state__in=ENDED).exclude(anchor__in=led(**here))
        found = set(own.values_list("anchor_id", flat=True))
    with unrestricted(Side, "handover.left") as sides:
        taken = sides.filter(owner=actor.institution_id, **TAKEN_UP)
        gone = taken.exclude(referral__assigned_to__in=present(**here))
        found |= set(gone.values_list("anchor_id", flat=True))
    return max(len(found) - shown, 0)
