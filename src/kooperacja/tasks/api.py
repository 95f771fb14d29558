"""Actions between institutions for programs: the lists, one action, its monitoring card, and its moves."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.foundation.endpoints import (
    Endpoints,
    Given,
    MoveOut,
    PageIn,
    PageOut,
    Prose,
    Short,
    StateOut,
    Told,
    TotalOut,
    marked,
)
from kooperacja.foundation.routes import ActorRequest
from kooperacja.tasks import actions
from kooperacja.tasks.models import TaskState
from kooperacja.tasks.moves import TASK_MOVES
from kooperacja.tasks.queries import listing
from kooperacja.tasks.queries.page import TaskPage, task_page
from kooperacja.tasks.queries.rows import get_side
from kooperacja.tasks.shapes import TaskRowOut

API = Endpoints("tasks", "taskside", Purpose.JOINT_HELP)
STATES = "|".join(("", listing.LATE, listing.ANY, *TaskState.values))


class TasksWanted(Given):
    """`whose`: taken (what the institution does) or given (what is done for its families). Without a
    `state` those that are not finished.
    """

    whose: Literal["taken", "given"] = "taken"
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    partner: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    case_number: Short = ""


class TasksOut(PageOut):
    items: list[TaskRowOut]


class TaskNoteOut(Told):
    kind: str
    text: str
    by: str
    made_at: datetime


class TaskOut(TaskRowOut):
    helpers: list[str]
    agrees: bool | None
    notes: list[TaskNoteOut]
    available_moves: list[MoveOut]


class TaskNoteIn(Given):
    kind: Literal["evidence", "obstacle", "correction"]
    text: Prose


class HelpIn(Given):
    agrees: bool


@API.get("/tasks", "tasks", TasksOut)
def list_tasks(request: ActorRequest, wanted: Query[TasksWanted], page: Query[PageIn]) -> TasksOut:
    """What the institution is to do, or what is done for its families."""
    asked = listing.Filter(**wanted.model_dump())
    keys: dict[str, Any] = {"after": page.after, "before": page.before, "limit": page.limit}
    with reading(request):
        found = listing.tasks_page(request.actor, request.purpose, asked, **keys)
    rows = [TaskRowOut.model_validate(row) for row in found.rows]
    return TasksOut(items=rows, total=TotalOut.model_validate(found.total), after=found.after, before=found.before)


@API.get("/tasks/{slug:ref}", "task", TaskOut)
def show_task(request: ActorRequest, response: HttpResponse, ref: str) -> TaskOut:
    """One action from the reader's side, with its monitoring card."""
    with reading(request):
        page = task_page(request.actor, ref, request.purpose)
    marked(response, page.version)
    return TaskOut.model_validate(_told(page))


def _told(page: TaskPage) -> dict[str, Any]:
    row = {name: getattr(page.row, name) for name in TaskRowOut.model_fields if name != "state"}
    told = {"helpers": list(page.helpers), "agrees": page.agrees, "notes": list(page.notes)}
    return row | told | {"state": StateOut.of(page.row.state), "available_moves": MoveOut.all_of(page.moves)}


@API.make("/tasks/{slug:ref}/notes", "task_notes", TaskOut)
def add_note(request: ActorRequest, response: HttpResponse, ref: str, given: TaskNoteIn) -> Status[TaskOut]:
    """An obstacle, a correction or evidence; each side keeps its copy."""

    def act() -> None:
        side = get_side(request.actor, ref, request.purpose)
        actions.note(actor=request.actor, side=side, kind=given.kind, text=given.text)

    acted_once(request, act)
    return Status(201, show_task(request, response, ref))


@API.act("/tasks/{slug:ref}/help", "task_help", TaskOut)
def help_with(request: ActorRequest, response: HttpResponse, ref: str, given: HelpIn) -> Status[TaskOut]:
    """Whether the institution that is named as helping does so."""

    def act() -> None:
        side = get_side(request.actor, ref, request.purpose)
        actions.help_with(actor=request.actor, side=side, agrees=given.agrees)

    acted_once(request, act)
    return Status(200, show_task(request, response, ref))


serve_moves(API, "/tasks/{slug:ref}", TASK_MOVES, show_task, answer=TaskOut)
