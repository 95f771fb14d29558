"""An action is written in a case, and offered to the institution that is to do it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import AnchorKind
from kooperacja.access.queries import intake_workers
from kooperacja.access.unrestricted import on_behalf
from kooperacja.access.writing import writes
from kooperacja.audit import actions as audit
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.working_days import next_working_day
from kooperacja.tasks.access import LABEL, can_act, can_give
from kooperacja.tasks.actions.checks import JOINT_HELP, agreed, parties, tell
from kooperacja.tasks.models import Task, TaskParty, TaskSide, TaskState
from kooperacja.tasks.workflow import FLOW

# A later day is a slip of the keyboard.
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, by whom, until when; the title names nobody. `helpers` are institutions that help."""

    title: str
    taker_id: int
    wanted_on: date
    indicator: str = ""
    helpers: tuple[int, ...] = ()


@writes
def prepare(*, actor: Actor, case: Case, wanted: Wanted) -> TaskSide:
    """Written down, and not offered yet."""
    may_work(actor, case)
    can_act(actor).require()
    taker = _checked(actor, wanted)
    task = Task(
        giver_id=actor.institution_id,
        taker=taker,
        title=wanted.title.strip(),
        indicator=wanted.indicator.strip(),
        wanted_on=wanted.wanted_on,
        due_on=next_working_day(wanted.wanted_on),
        author_id=actor.user_id,
        helpers=_helpers(wanted, actor.institution_id),
    )
    task.save(force_insert=True)
    side = _side(task, TaskParty.GIVER, (case.owner_id, case.anchor_id, case.subject_id), case.number, case)
    record(actor, "task.prepare", side.of_task(), taker=taker.pk, due=str(task.due_on))
    return side


@writes
def change(*, actor: Actor, side: TaskSide, version: int, wanted: Wanted) -> None:
    """As long as nobody else has been asked for it."""
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_give(actor, side.task).require()
    if side.task.handed_at is not None:
        sentence = _("This action was offered already. Cancel it and propose another one.")
        raise Conflict("task.offered", sentence)
    taker = _checked(actor, wanted)
    with on_behalf("tasks.counterpart"):
        audit.edit(
            actor,
            side.task,
            "task.change",
            version,
            title=wanted.title.strip(),
            indicator=wanted.indicator.strip(),
            taker=taker,
            wanted_on=wanted.wanted_on,
            due_on=next_working_day(wanted.wanted_on),
            helpers=_helpers(wanted, actor.institution_id),
        )


@writes
def hand_over(*, actor: Actor, side: TaskSide) -> None:
    """Offer it: the institution that is to do it, and those that help, find it in their inbox. What the own
    institution wrote for itself is accepted by that. Once.
    """
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_give(actor, side.task).require()
    if side.task.handed_at is not None or side.task.state != TaskState.PROPOSED:
        return
    names = {row.pk: row.short_name for row in Institution.objects.filter(pk__in=_others(side))}
    with on_behalf("tasks.counterpart"):
        if not Task._base_manager.filter(pk=side.task_id, handed_at=None).update(handed_at=now()):
            return
        side.task.handed_at = now()
        for pk, party in _others(side).items():
            agreed(side.owner_id, pk, names[pk])
            subject = facts.new_anchor(AnchorKind.PERSON, pk)
            _side(side.task, party, (pk, facts.inbox_of(pk).pk, subject.pk), side.case_number)
        record(actor, "task.hand_over", side.of_task(), taker=side.task.taker_id)
        if side.task.is_own:
            audit.move(actor, side.task, FLOW, "accept", about=side.of_task(), since_at=now())
    tell(actor, [one for one in parties(side) if one.pk != side.pk], "hand_over")


@writes
def give(*, actor: Actor, case: Case, wanted: Wanted) -> TaskSide:
    """Written and offered at once: a decision of a meeting, or one more action of a plan that is in force."""
    side = prepare(actor=actor, case=case, wanted=wanted)
    hand_over(actor=actor, side=side)
    return side


def _checked(actor: Actor, wanted: Wanted) -> Institution:
    if not wanted.title.strip():
        raise RuleBroken("task.title", _("Write what is to be done, without names."), field="title")
    if wanted.wanted_on < today():
        raise RuleBroken("task.past", _("Choose a deadline that is not in the past."), field="wanted_on")
    if wanted.wanted_on.year > today().year + MOST_YEARS:
        raise RuleBroken("task.far", _("Check the year of the deadline."), field="wanted_on")
    found = {row.pk: row for row in Institution.objects.filter(pk__in=[wanted.taker_id, *wanted.helpers])}
    for pk in (wanted.taker_id, *wanted.helpers):
        _works_here(actor, found.get(pk))
    return found[wanted.taker_id]


def _works_here(actor: Actor, one: Institution | None) -> None:
    if one is None or one.has_ended(today()):
        raise RuleBroken("institution.unknown", _("Choose an institution from the list."), field="taker")
    agreed(actor.institution_id, one.pk, one.short_name)
    if one.pk != actor.institution_id and not intake_workers(one.pk):
        sentence = _(
            "Nobody at %(name)s opens letters here yet, so nobody could accept it. Choose another institution."
        )
        raise RuleBroken("task.nobody", sentence % {"name": one.short_name}, field="taker")


def _helpers(wanted: Wanted, giver_id: int) -> list[int]:
    return sorted(set(wanted.helpers) - {wanted.taker_id, giver_id})


def _others(side: TaskSide) -> dict[int, str]:
    """Institutions beside the giver, by their part."""
    helpers = dict.fromkeys(side.task.helpers, TaskParty.HELPER.value)
    return {**helpers, **({} if side.task.is_own else {side.task.taker_id: TaskParty.TAKER.value})}


def _side(task: Task, party: str, place: tuple[int, int, int], number: str, case: Case | None = None) -> TaskSide:
    """In this place: the owner, where it lies there, and whom it is about there."""
    owner_id, anchor_id, subject_id = place
    row = TaskSide(
        **LABEL,
        owner_id=owner_id,
        anchor_id=anchor_id,
        subject_id=subject_id,
        task=task,
        party=party,
        case=case,
        case_number=number,
    )
    row.save(force_insert=True)
    return row
