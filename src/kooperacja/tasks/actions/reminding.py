"""The nightly act that reminds of actions whose deadline is near or has passed, each time the right person only."""

from django.db import transaction

from kooperacja.access.queries import appointed
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.audit.actions import record
from kooperacja.cases.access import COORDINATORS
from kooperacja.directory.kinds import Role
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.working_days import working_days_between
from kooperacja.notices import actions as notices
from kooperacja.tasks import law
from kooperacja.tasks.access import can_remind
from kooperacja.tasks.actions.checks import workers_at
from kooperacja.tasks.models import PRESSED, Task, TaskParty, TaskSide


def remind(*, actor: Actor, limit: int = 1000) -> int:
    """How many were reminded of. One that was missed is not sent later: only the newest reminder goes out."""
    can_remind(actor).require()
    lines = law.reminders(today())
    with unrestricted(Task, "tasks.reminders") as tasks:
        pressed = tasks.filter(state__in=PRESSED, handed_at__isnull=False, reminded__lt=len(lines))
        rows = list(pressed.order_by("due_on", "pk")[:limit])
    return sum(_remind(actor, task, lines) for task in rows)


def _remind(actor: Actor, task: Task, lines: list[law.Reminder]) -> bool:
    passed = working_days_between(task.due_on, today())
    reached = [number for number, line in enumerate(lines, start=1) if line.days <= passed]
    if not reached or reached[-1] <= task.reminded:
        return False
    with unrestricted(TaskSide, "tasks.reminders") as sides:
        found = {side.party: side for side in sides.filter(task_id=task.pk)}
    giver = found[TaskParty.GIVER]
    taker = found.get(TaskParty.TAKER, giver)
    whom = lines[reached[-1] - 1].to
    to, institution_id = _people(whom, giver, taker)
    with transaction.atomic(), on_behalf("tasks.reminders"):
        sent = {"reminded": reached[-1], "updated_at": now()}
        if not Task._base_manager.filter(pk=task.pk, reminded=task.reminded).update(**sent):
            return False
        record(actor, "task.remind", task.about(), to=whom, step=reached[-1])
        notices.send(to=to, institution_id=institution_id, code=f"task.remind_{whom}", about=task.about())
    return True


def _people(whom: str, giver: TaskSide, taker: TaskSide) -> tuple[set[int], int]:
    """Who does it; who coordinates the case, or leads it where nobody does; who manages the institution."""
    if whom == "manager":
        rows = [row for row in workers(taker.owner_id) if row.role == Role.INSTITUTION_MANAGER]
        return {row.user_id for row in rows}, taker.owner_id
    if whom == "taker":
        return ({taker.worker_id} if taker.worker_id else workers_at(taker)), taker.owner_id
    roles = {row.user_id: row.role for row in workers(giver.owner_id)}
    posts = [post for post in appointed([giver.anchor_id]) if post.institution_id == giver.owner_id]
    leads = {post.user_id for post in posts if roles.get(post.user_id) in COORDINATORS}
    return leads or {post.user_id for post in posts[:1]}, giver.owner_id
