"""Writing down what adults of the family answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import belongs, may_work, not_future, touch
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.participation.access import LABEL
from kooperacja.participation.models import Answer, Medium, Participation
from kooperacja.people.law import is_minor
from kooperacja.people.models import Person

__all__ = ["Said", "record_answers"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one adult answered."""

    person: Person
    answer: str


@writes
def record_answers(
    *, actor: Actor, case: Case, said: Sequence[Said], said_on: date, medium: str
) -> list[Participation]:
    """These adults answered on this day. An answer is never changed: another one is another row."""
    may_work(actor, case)
    if not said:
        raise RuleBroken("participation.nobody", _("Mark the answer of at least one person."))
    if medium not in Medium.values:
        raise RuleBroken("participation.medium", _("Say how the answer was given."), field="medium")
    not_future(said_on, "said_on")
    rows = [_answered(actor, case, one, said_on, medium) for one in said]
    touch(case)
    return rows


def _answered(actor: Actor, case: Case, one: Said, said_on: date, medium: str) -> Participation:
    if not belongs(case, one.person.anchor_id):
        raise missing()
    if one.answer not in Answer.values:
        raise RuleBroken("participation.answer", _("Say whether the person agrees or does not agree."))
    if is_minor(one.person.born_on, today()):
        sentence = _("For a child the adults of the family answer.")
        raise RuleBroken("participation.minor", sentence)
    row = Participation(
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=one.person.anchor_id,
        case=case,
        person=one.person,
        answer=one.answer,
        medium=medium,
        said_on=said_on,
        author_id=actor.user_id,
        **LABEL,
    )
    row.save(force_insert=True)
    record(actor, "participation.answer", row.about(), code=one.answer)
    return row
