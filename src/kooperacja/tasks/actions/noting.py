"""The monitoring card of an action, and what an institution that is to help says."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.unrestricted import on_behalf
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.tasks.access import can_act, can_note
from kooperacja.tasks.actions.checks import JOINT_HELP, parties, tell, touch, write, written
from kooperacja.tasks.models import TaskNote, TaskParty, TaskSide
from kooperacja.tasks.words import NOTES


@writes
def note(*, actor: Actor, side: TaskSide, kind: str, text: str) -> None:
    """An obstacle, a correction or evidence (T13): each side keeps its own copy."""
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_note(actor, side.task).require()
    if kind not in dict(NOTES):
        raise RuleBroken("task.kind", _("Choose what you write down."), field="kind")
    said, sides = written(text, _("Write what happened.")), parties(side)
    with on_behalf("tasks.counterpart"):
        write(actor, sides, TaskNote(kind), said)
        touch(side)
        record(actor, "task.note", side.of_task(), what=kind)
    tell(actor, sides, "note")


@writes
def help_with(*, actor: Actor, side: TaskSide, agrees: bool) -> None:
    """An institution that was named as helping says for itself whether it does."""
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_act(actor).require()
    if side.party != TaskParty.HELPER:
        raise NotAllowed("task.not_helper", _("Only an institution that is to help can say so."))
    with on_behalf("tasks.counterpart"):
        TaskSide._base_manager.filter(pk=side.pk).update(agrees=agrees, updated_at=now())
        record(actor, "task.help", side.of_task(), agrees=agrees)
    tell(actor, [one for one in parties(side) if one.party == TaskParty.GIVER], "help")
