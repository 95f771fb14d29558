"""The rows of actions, for acts, and which of them are closed to a reader of notices."""

from collections.abc import Collection

from django.urls import reverse

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.tasks.models import TaskSide


def get_side(actor: Actor, ref: str, purpose: str) -> TaskSide:
    """The actor's own side; missing and forbidden are the same."""
    with snapshot():
        rows = visible(TaskSide, actor, purpose).owned()
        return rows.select_related("task__giver", "task__taker", "anchor").get(task__ref=ref)


def closed_tasks(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the actions among these those of which no side is open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "task"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(TaskSide, actor, Purpose.JOINT_HELP).owned().filter(task_id__in=sorted(asked)).all()
    return {("task", pk) for pk in asked.difference(row.task_id for row in rows)}


def page_of_task(actor: Actor, kind: str, pk: int) -> str:
    """The address of an action of which the actor's side is open to him."""
    if kind != "task":
        return ""
    with snapshot():
        rows = visible(TaskSide, actor, Purpose.JOINT_HELP).owned().filter(task_id=pk)
        found = rows.select_related("task").all(limit=1)
    return reverse("tasks:show", args=[found[0].task.ref]) if found else ""
