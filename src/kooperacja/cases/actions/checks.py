"""What every act on a case asks first, and what it leaves behind."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import Part
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.actions import record
from kooperacja.cases.access import can_lead, can_work
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at

JOINT_HELP = Purpose.JOINT_HELP
# How far back a need or a contact may lie: further is a slip of the keyboard.
EARLIEST_YEAR = 1990


def may_work(actor: Actor, case: Case) -> None:
    door.require(actor, door.WRITE, case, JOINT_HELP)
    can_work(actor, case).require()


def may_lead(actor: Actor, case: Case) -> None:
    door.require(actor, door.WRITE, case, JOINT_HELP)
    can_lead(actor, case).require()


def not_future(day: date, field: str) -> None:
    if day.year < EARLIEST_YEAR or day > today():
        sentence = _("Give a day that is not in the future.") if day > today() else _("Check the year of this day.")
        raise RuleBroken("case.day_impossible", sentence, field=field)


def belongs(case: Case, subject_id: int) -> bool:
    return Part.objects.filter(valid_at(now()), dossier_id=case.anchor_id, subject_id=subject_id).exists()


def changed(actor: Actor, case: Case, action: str, **about: Any) -> None:
    record(actor, action, case.about(), **about)
    touch(case)


def touch(case: Case) -> None:
    """The last change of a case is that of anything in it; lists sort by it."""
    case.updated_at = now()
    Case._base_manager.filter(pk=case.pk).update(updated_at=case.updated_at)
