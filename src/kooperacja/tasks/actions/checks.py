"""What every act on an action asks first, what it writes on each side, and whom it tells."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.queries import appointed, covering
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit import actions as audit
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices import actions as notices
from kooperacja.tasks.models import TaskParty, TaskSide, TaskText
from kooperacja.tasks.workflow import FLOW

JOINT_HELP = Purpose.JOINT_HELP
LONGEST = 4000


def agreed(giver_id: int, taker_id: int, name: str) -> None:
    """Both stand in an agreement in force by which the case may be coordinated; agreements are level 0."""
    if giver_id != taker_id and not covering(giver_id, taker_id, Category.COORDINATION, JOINT_HELP):
        sentence = _(
            "No agreement in force lets you agree actions with %(name)s. Choose another institution, or let the"
            " agreement be signed first."
        )
        raise RuleBroken("task.no_agreement", sentence % {"name": name}, field="taker", is_denial=True)


def written(text: str, refusal: Any) -> str:
    if not text.strip():
        raise RuleBroken("text.missing", refusal, field="text")
    if len(text) > LONGEST:
        sentence = _("The text is too long: %(number)s signs, and at most %(most)s fit. Shorten it; nothing was saved.")
        raise RuleBroken("text.too_long", sentence % {"number": len(text), "most": LONGEST}, field="text")
    return text.strip()


def parties(side: TaskSide) -> list[TaskSide]:
    """All sides of the action, the actor's own among them."""
    with unrestricted(TaskSide, "tasks.counterpart") as sides:
        return list(sides.select_related("task").filter(task_id=side.task_id).order_by("pk"))


def turn(actor: Actor, side: TaskSide, name: str, *, code: str = "", note: tuple[str, str] | None = None) -> None:
    """Make one move, write what is said about it on each side, and tell the others."""
    door.require(actor, door.WRITE, side, JOINT_HELP)
    changes = {"reason_code": code} if code else {}
    all_of_them = parties(side)
    with on_behalf("tasks.counterpart"):
        audit.move(actor, side.task, FLOW, name, code=code, about=side.of_task(), since_at=now(), **changes)
        touch(side)
        if note:
            write(actor, all_of_them, *note)
    tell(actor, all_of_them, name)


def touch(side: TaskSide) -> None:
    """Lists by the latest change show an action again on each side."""
    TaskSide._base_manager.filter(task_id=side.task_id).update(updated_at=now())


def write(actor: Actor, sides: list[TaskSide], kind: str, text: str) -> None:
    """A copy of the same words for each of these sides."""
    TaskText._base_manager.bulk_create(
        TaskText(
            owner_id=side.owner_id,
            anchor_id=side.anchor_id,
            subject_id=side.subject_id,
            category=Category.FAMILY,
            level=LEVEL_OF[Category.FAMILY],
            side=side,
            kind=kind,
            text=text,
            by_id=actor.institution_id,
        )
        for side in sides
    )


def tell(actor: Actor, sides: list[TaskSide], name: str) -> None:
    """A number and no name, to who works where each side lies: institutions that help hear of the end alone."""
    for side in sides:
        if side.party == TaskParty.HELPER and name not in {"hand_over", "cancel"}:
            continue
        to = workers_at(side) - {actor.user_id}
        notices.send(to=to, institution_id=side.owner_id, code=f"task.{name}", about=side.task.about())


def workers_at(side: TaskSide) -> set[int]:
    return {post.user_id for post in appointed([side.anchor_id]) if post.institution_id == side.owner_id}
