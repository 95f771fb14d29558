"""One action with all that its party may read of it, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime

from kooperacja.access.door import visible
from kooperacja.audit import queries as trail
from kooperacja.directory.queries import institution_names, workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.workflow import Move
from kooperacja.people.access import writing
from kooperacja.tasks.access import can_note
from kooperacja.tasks.models import TaskNote, TaskParty, TaskSide, TaskText
from kooperacja.tasks.queries.listing import TaskRow, described, row_of
from kooperacja.tasks.workflow import FLOW


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An entry of the monitoring card; of the other party only the institution is told."""

    kind: str
    text: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    move: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`may_help` says that the reader's institution is named as helping; `agrees` is what it said."""

    row: TaskRow
    helpers: tuple[str, ...]
    notes: tuple[NoteRow, ...]
    events: tuple[Event, ...]
    moves: tuple[Move, ...]
    can_note: bool
    may_help: bool
    agrees: bool | None
    version: int


def task_page(actor: Actor, ref: str, purpose: str) -> TaskPage:
    side = described(visible(TaskSide, actor, purpose).owned(), actor, purpose).get(task__ref=ref)
    task, is_live = side.task, writing(actor).is_live
    names = institution_names(task.helpers)
    return TaskPage(
        row=row_of(side, actor),
        helpers=tuple(names[pk] for pk in task.helpers if pk in names),
        notes=tuple(_notes(actor, side, purpose)),
        events=tuple(_event(step, actor) for step in trail.timeline("task", [task.pk])),
        moves=tuple(FLOW.available(task, actor)) if is_live else (),
        can_note=is_live and bool(can_note(actor, task)),
        may_help=is_live and side.party == TaskParty.HELPER,
        agrees=side.agrees,
        version=task.version,
    )


def task_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[TaskRow, Move]:
    """The action and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = FLOW.get(name)
    side = described(visible(TaskSide, actor, purpose).owned(), actor, purpose).get(task__ref=ref)
    step.allowed(actor, side.task).require()
    return row_of(side, actor), step


def workers_offered(actor: Actor) -> list[tuple[int, str]]:
    """Who could do it, of the reader's institution."""
    return [(row.user_id, row.user.full_name) for row in workers(actor.institution_id)]


def _notes(actor: Actor, side: TaskSide, purpose: str) -> list[NoteRow]:
    rows = visible(TaskText, actor, purpose).owned().filter(side_id=side.pk).select_related("by")
    found = rows.all("-made_at", "-pk", limit=100)
    return [NoteRow(str(TaskNote(one.kind).label), one.text, one.by.short_name, one.made_at) for one in found]


def _event(step: trail.Step, actor: Actor) -> Event:
    mine = step.institution_id == actor.institution_id
    return Event(step.action.partition(".")[2], step.at, step.user_name if mine else "")
