"""Standing in while somebody is away, and ending it before the day."""

from datetime import date
from typing import Any

from kooperacja.access import actions as facts
from kooperacja.access.models import Appointment
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record, record_each
from kooperacja.audit.models import About
from kooperacja.foundation.actor import Actor
from kooperacja.handover.access import can_arrange
from kooperacja.handover.actions.checks import Chosen, locked, picked, supervisors, tell
from kooperacja.handover.periods import period
from kooperacja.handover.queries.files import File
from kooperacja.handover.queries.substitutions import Substitution, preview, rows_of


@writes
def arrange(*, actor: Actor, absent_id: int, since: date | None, until: date | None, chosen: Chosen) -> int:
    """From the first day until the end of the last these colleagues stand in, in the capacities of the absent.
    Returns how many files have somebody.
    """
    can_arrange(actor, absent_id).require()
    days = period(since, until)
    locked(actor, absent_id)
    with snapshot():
        takes = picked(preview(actor, absent_id, days), chosen)
    span = {"valid_from": days.start, "valid_to": days.end}
    facts.appoint_each(
        actor,
        [
            Appointment(
                user_id=user_id,
                institution_id=actor.institution_id,
                anchor_id=row.anchor_id,
                capacity=row.capacity,
                instead_of=row,
                **span,
            )
            for file, user_id in takes
            for row in file.appointments
        ],
    )
    told: dict[str, Any] = {"absent": absent_id, "since": days.since, "until": days.until}
    record(actor, "substitution.arrange", About("user", absent_id), files=len(takes), **told)
    record_each(actor, "case.substitution", _cases(takes, told))
    substitutes = {user_id for _file, user_id in takes}
    tell(actor, {absent_id, *substitutes, *_witnesses(actor, substitutes)}, "arranged")
    return len(takes)


def _witnesses(actor: Actor, substitutes: set[int]) -> list[int]:
    """Whoever names himself does so before the eyes of all who supervise the institution."""
    return supervisors(actor.institution_id) if actor.user_id in substitutes else []


def _cases(takes: list[tuple[File, int]], told: dict[str, Any]) -> list[tuple[About, dict[str, Any]]]:
    return [(file.case.about(), {**told, "user": user_id}) for file, user_id in takes if file.case is not None]


@writes
def end_substitution(*, actor: Actor, found: Substitution) -> None:
    """It ends now; one that has not begun never will."""
    can_arrange(actor, found.absent_id).require()
    locked(actor, found.absent_id)
    facts.end_each(actor, rows_of(actor, found))
    record(actor, "substitution.end", About("user", found.absent_id), user=found.user_id)
    tell(actor, {found.absent_id, found.user_id}, "ended")
