"""What becomes of an action: accepted or rejected, led by somebody, done and confirmed, or not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import AnchorKind, Capacity
from kooperacja.access.writing import writes
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices import actions as notices
from kooperacja.tasks.actions.checks import JOINT_HELP, agreed, turn, written
from kooperacja.tasks.models import TaskNote, TaskParty, TaskSide, TaskText
from kooperacja.tasks.words import reasons_for
from kooperacja.ui.formats import date_text


@writes
def accept(*, actor: Actor, side: TaskSide) -> None:
    """The institution takes it upon itself; nobody could do that for it."""
    task = side.task
    if actor.institution_id == task.taker_id:
        agreed(task.giver_id, task.taker_id, task.giver.short_name)
        if task.due_on < today():
            sentence = _(
                "The deadline passed on %(day)s, so it cannot be accepted any more. Reject it with the reason “the"
                " deadline is too short”; the other side will propose a new day."
            )
            raise RuleBroken("task.too_late", sentence % {"day": date_text(task.due_on)})
    turn(actor, side, "accept")


@writes
def reject(*, actor: Actor, side: TaskSide, reason_code: str) -> None:
    turn(actor, side, "reject", code=_reason("reject", reason_code))


@writes
def start(*, actor: Actor, side: TaskSide, worker_id: int) -> None:
    """Name who does it. It leaves the inbox for a dossier of that worker and of who named him."""
    if worker_id not in {row.user_id for row in workers(actor.institution_id)}:
        raise RuleBroken("worker.unknown", _("Choose a worker of your institution."), field="worker_id")
    turn(actor, side, "start")
    if side.party == TaskParty.TAKER:
        _place(actor, side, worker_id)
    TaskSide._base_manager.filter(pk=side.pk).update(worker_id=worker_id)
    _sees(actor, side, worker_id)
    if worker_id != actor.user_id:
        notices.send(to=[worker_id], institution_id=side.owner_id, code="task.yours", about=side.task.about())


@writes
def report(*, actor: Actor, side: TaskSide, text: str) -> None:
    """What was done, and by what one sees it: it goes to the other side, which confirms."""
    turn(actor, side, "report", note=(TaskNote.REPORT, written(text, _("Write what was done and what shows it."))))


@writes
def confirm(*, actor: Actor, side: TaskSide) -> None:
    turn(actor, side, "confirm")


@writes
def send_back(*, actor: Actor, side: TaskSide, text: str) -> None:
    turn(actor, side, "send_back", note=(TaskNote.CORRECTION, written(text, _("Write what is missing."))))


@writes
def fail(*, actor: Actor, side: TaskSide, reason_code: str) -> None:
    turn(actor, side, "fail", code=_reason("fail", reason_code))


@writes
def cancel(*, actor: Actor, side: TaskSide, reason_code: str) -> None:
    turn(actor, side, "cancel", code=_reason("cancel", reason_code))


def _reason(move: str, code: str) -> str:
    if code not in dict(reasons_for(move)):
        raise RuleBroken("task.reason", _("Choose a reason from the list."), field="reason_code")
    return code


def _place(actor: Actor, side: TaskSide, worker_id: int) -> None:
    if side.anchor.kind == AnchorKind.INBOX:
        side.anchor = facts.new_anchor(AnchorKind.DOSSIER, side.owner_id)
        TaskSide._base_manager.filter(pk=side.pk).update(anchor=side.anchor)
        TaskText._base_manager.filter(side_id=side.pk).update(anchor=side.anchor)
    keys: dict[str, Any] = {"institution_id": side.owner_id, "anchor": side.anchor}
    facts.replace_key_worker(actor, user_id=worker_id, **keys)
    if worker_id != actor.user_id:
        facts.appoint(actor, user_id=actor.user_id, capacity=Capacity.TEAM, **keys)


def _sees(actor: Actor, side: TaskSide, worker_id: int) -> None:
    """Nobody is named who would see nothing: not authorised, or bound by a conflict of interest."""
    for membership in workers(actor.institution_id).filter(user_id=worker_id):
        other = Actor(worker_id, membership.pk, actor.institution_id, membership.role, "")
        if door.decide(other, door.WRITE, side, JOINT_HELP):
            return
    sentence = _("This person cannot do it: not appointed to the case, not authorised, or in a conflict of interest.")
    raise RuleBroken("worker.cannot_see", sentence, field="worker_id")
