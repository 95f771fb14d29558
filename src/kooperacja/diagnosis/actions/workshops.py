"""Workshops with the family: planned, held or cancelled."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import Purpose
from kooperacja.agreements.queries.partners import institutions_offered
from kooperacja.audit import actions as audit
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work, not_future, touch
from kooperacja.cases.models import Case
from kooperacja.diagnosis.access import LABEL
from kooperacja.diagnosis.kinds import NotHeld
from kooperacja.diagnosis.models import Workshop
from kooperacja.diagnosis.workflow import WORKSHOP_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken

JOINT_HELP = Purpose.JOINT_HELP
# Further ahead or back is a slip of the keyboard.
FARTHEST = timedelta(days=366)
# More people than this do not sit at one table.
MOST_PEOPLE = 30


@writes
def plan_workshop(*, actor: Actor, case: Case, day: date) -> Workshop:
    """Also one of the last weeks that is written down late; that it was held is said apart."""
    may_work(actor, case)
    if abs(day - today()) > FARTHEST:
        raise RuleBroken("workshop.day", _("Check the year of this day."), field="day")
    row = Workshop(
        **LABEL,
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=case.subject_id,
        case=case,
        day=day,
        author_id=actor.user_id,
    )
    row.save(force_insert=True)
    record(actor, "workshop.plan", row.about(), day=day)
    touch(case)
    return row


@writes
def hold(
    *, actor: Actor, workshop: Workshop, held_on: date, from_family: int, institutions: Sequence[int] = ()
) -> None:
    """It was held on this day, with so many people of the family and with these institutions beside the own one."""
    door.require(actor, door.WRITE, workshop, JOINT_HELP)
    not_future(held_on, "held_on")
    if not 1 <= from_family <= MOST_PEOPLE:
        sentence = _("A workshop is held with the family: give how many people of it came.")
        raise RuleBroken("workshop.nobody", sentence, field="from_family")
    if set(institutions) - {key for key, _name in institutions_offered(actor)}:
        sentence = _("Choose institutions with which an agreement is in force.")
        raise RuleBroken("workshop.institution", sentence, field="institutions")
    attended = sorted({actor.institution_id, *institutions})
    facts: dict[str, Any] = {"day": held_on, "from_family": from_family, "attended": attended}
    audit.move(actor, workshop, WORKSHOP_FLOW, "hold", **facts)
    touch(workshop.case)


@writes
def cancel(*, actor: Actor, workshop: Workshop, reason_code: str) -> None:
    door.require(actor, door.WRITE, workshop, JOINT_HELP)
    if reason_code not in NotHeld.values:
        raise RuleBroken("workshop.reason", _("Say why the workshop was not held."), field="reason_code")
    audit.move(actor, workshop, WORKSHOP_FLOW, "cancel", code=reason_code, reason_code=reason_code)
    touch(workshop.case)
