"""Files that change hands for good, in as many statements for five hundred as for one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import F, Value, When
from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record, record_each
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.handover.access import can_arrange, can_see_left
from kooperacja.handover.actions.checks import Chosen, locked, picked, supervisors, tell
from kooperacja.handover.kinds import Reason
from kooperacja.handover.queries.files import File
from kooperacja.handover.queries.hidden import left_by
from kooperacja.handover.queries.left import for_good, unattended
from kooperacja.handover.queries.substitutions import standing_in
from kooperacja.referrals.models import Referral

Takes = list[tuple[File, int]]


@writes
def hand_over(*, actor: Actor, worker_id: int, reason: str, chosen: Chosen) -> int:
    """Colleagues take these files from now. Who leads a family stays in its team, unless he leaves the institution
    or the family asked for it. Returns how many files changed hands.
    """
    can_arrange(actor, worker_id).require()
    if reason not in Reason.values:
        raise RuleBroken("handover.reason", _("Choose why the files change hands."), field="reason")
    locked(actor, worker_id)
    with snapshot():
        takes = picked(for_good(actor, worker_id), chosen)
    _pass_on(actor, takes, stays=reason not in {Reason.LEAVING, Reason.WISH})
    record(actor, "handover.hand_over", About("user", worker_id), code=reason, files=len(takes))
    tell(actor, {worker_id, *(user_id for _file, user_id in takes)}, "given")
    return len(takes)


@writes
def take(*, actor: Actor, chosen: Chosen) -> int:
    """Files that nobody leads get somebody, from now."""
    can_see_left(actor).require()
    locked(actor, actor.user_id)
    with snapshot():
        takes = picked(unattended(actor), chosen)
    _pass_on(actor, takes, stays=False)
    record(actor, "handover.take", files=len(takes))
    tell(actor, {user_id for _file, user_id in takes}, "given")
    return len(takes)


@transaction.atomic
def release(*, actor: Actor, membership: Membership) -> None:
    """The worker has left at once: for whom he stood in, nobody does, and those who supervise hear of it and of the
    files that nobody leads now.
    """
    who = {"user": membership.user_id, "institution": membership.institution_id}
    if Membership.objects.filter(valid_at(now()), **who).exists():
        return  # He works here in another post.
    rows = list(standing_in(membership.institution_id).filter(user=membership.user_id))
    if rows:
        facts.end_each(actor, rows)
    if rows or left_by(membership.institution_id, membership.user_id):
        tell(actor, supervisors(membership.institution_id), "left")


# ---- From one to another


def _pass_on(actor: Actor, takes: Takes, *, stays: bool) -> None:
    earlier = [row for file, _user in takes for row in file.appointments]
    held = _held(actor, takes)
    facts.end_each(actor, [*earlier, *(row for row in held if row.capacity == Capacity.TEAM)])
    kept = {(row.anchor_id, row.user_id, row.capacity) for row in held if row.capacity != Capacity.TEAM}
    # Whoever leads there is of the team anyway.
    kept |= {(place, user_id, Capacity.TEAM) for place, user_id, _capacity in kept}
    given = [
        row
        for file, user_id in takes
        for row in _given(actor, file, user_id, stays=stays)
        if (row.anchor_id, row.user_id, row.capacity) not in kept
    ]
    facts.appoint_each(actor, given)
    _lead_cases(actor, takes)
    _lead_referrals(actor, takes)


def _held(actor: Actor, takes: Takes) -> list[Appointment]:
    """What those who take the files have in them already; being of the team is replaced by more."""
    pairs = {(file.anchor_id, user_id) for file, user_id in takes}
    places, users = ({pair[which] for pair in pairs} for which in (0, 1))
    rows = Appointment.objects.filter(
        valid_at(now()), institution=actor.institution_id, instead_of=None, anchor__in=places, user__in=users
    ).exclude(capacity__in=(Capacity.KEEPER, Capacity.STATUTORY))
    return [row for row in rows if (row.anchor_id, row.user_id) in pairs]


def _given(actor: Actor, file: File, user_id: int, *, stays: bool) -> Iterable[Appointment]:
    """One leads, whoever had been of the team besides; an inbox is opened; of a team one is a member."""
    capacities = {row.capacity for row in file.appointments}
    best = Capacity.INTAKE if Capacity.INTAKE in capacities else Capacity.KEY_WORKER if file.is_led else Capacity.TEAM
    keys: dict[str, Any] = {"institution_id": actor.institution_id, "anchor_id": file.anchor_id}
    yield Appointment(user_id=user_id, capacity=best, **keys)
    former = {row.user_id for row in file.appointments if row.capacity == Capacity.KEY_WORKER}
    if stays:
        yield from (Appointment(user_id=one, capacity=Capacity.TEAM, **keys) for one in sorted(former))


def _lead_cases(actor: Actor, takes: Takes) -> None:
    led = [(file.case, user_id) for file, user_id in takes if file.case is not None and file.is_led]
    if led:
        record_each(actor, "case.key_worker", [(case.about(), {"user": user_id}) for case, user_id in led])
        Case._base_manager.filter(pk__in=[case.pk for case, _user in led]).update(updated_at=now())


def _lead_referrals(actor: Actor, takes: Takes) -> None:
    """The state and the deadline stay; who answers for it is another."""
    led = [(side, user_id) for file, user_id in takes for side in file.assigned]
    if not led:
        return
    record_each(actor, "referral.reassign", [(side.of_referral(), {"user": user_id}) for side, user_id in led])
    whens = [When(pk=side.referral_id, then=Value(user_id)) for side, user_id in led]
    changes = {"assigned_to": Choice(*whens), "updated_at": now(), "version": F("version") + 1}
    Referral._base_manager.filter(pk__in=[side.referral_id for side, _user in led]).update(**changes)
