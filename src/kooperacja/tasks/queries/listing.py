"""Actions as lines: of the lists, of a case, of a worker's deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.workflow import State
from kooperacja.foundation.working_days import working_days_between
from kooperacja.tasks.models import OPEN, PRESSED, Task, TaskParty, TaskReason, TaskSide, TaskState
from kooperacja.tasks.workflow import FLOW
from kooperacja.ui.formats import distance_text

ORDERS: dict[str, Order] = {
    "due": ("task__due_on", "pk"),
    "partner": ("task__taker__short_name", "pk"),
    "made": ("made_at", "pk"),
}
RELATED = ("task__giver", "task__taker", "worker")
# Nothing said: what is not finished.
LATE, ANY = "late", "all"
DOING = (TaskParty.TAKER, TaskParty.HELPER)
PAGE, SHEET, MOST = 50, 500, 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for; by deadline, unless said otherwise. `whose` is "taken" (what we do) or "given"
    (what is done for our families); `state` may be "late" or "all"; without one
    they are those that are not finished.
    """

    whose: str = "taken"
    state: str = ""
    partner: int = 0
    case_number: str = ""
    sort: str = "due"

    @property
    def order(self) -> Order:
        columns = ORDERS.get(self.sort.lstrip("-"), ORDERS["due"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return any((self.state, self.partner, self.case_number))


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line. `days_left` are working days, of one that presses: negative when it is late. `helpers` are keys."""

    pk: int
    task_id: int
    ref: str
    title: str
    indicator: str
    giver: str
    taker: str
    taker_id: int
    helpers: tuple[int, ...]
    is_giver: bool
    is_taker: bool
    is_handed: bool
    case_ref: str
    case_number: str
    wanted_on: date
    due_on: date
    presses: bool
    is_late: bool
    days_left: int
    state: State
    reason: str
    worker: str
    version: int

    @property
    def distance(self) -> str:
        return distance_text(self.days_left) if self.presses else ""

    @property
    def is_moved(self) -> bool:
        return self.wanted_on != self.due_on

    @property
    def is_offered(self) -> bool:
        return self.state.value == TaskState.PROPOSED

    @property
    def is_over(self) -> bool:
        return self.state.value not in OPEN


@dataclass(frozen=True, slots=True)
class TasksPage:
    rows: tuple[TaskRow, ...]
    total: Total
    after: str
    before: str


def tasks_page(
    actor: Actor, purpose: str, wanted: Filter, *, after: str = "", before: str = "", limit: int = PAGE
) -> TasksPage:
    found = _found(actor, purpose, wanted)
    page = described(found, actor, purpose).page(wanted.order, after=after, before=before, limit=limit)
    return TasksPage(tuple(row_of(one, actor) for one in page.rows), found.count(), page.after, page.before)


def task_rows(actor: Actor, purpose: str, wanted: Filter) -> Iterator[TaskRow]:
    """All rows of the same filter (I5), in portions."""
    found = described(_found(actor, purpose, wanted), actor, purpose)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from (row_of(one, actor) for one in page.rows)
        after, more = page.after, bool(page.after)


def to_accept(actor: Actor, purpose: str) -> Total:
    """What others propose and nobody has answered."""
    rows = visible(TaskSide, actor, purpose).owned()
    return rows.filter(party=TaskParty.TAKER, task__state=TaskState.PROPOSED).count()


def due(actor: Actor, purpose: str) -> list[TaskRow]:
    """What presses: what the reader's institution is to do, and what it has to confirm; by deadline."""
    ours = Q(task__taker_id=actor.institution_id, task__state__in=PRESSED, task__handed_at__isnull=False)
    told = Q(party=TaskParty.GIVER, task__state=TaskState.REPORTED)
    rows = visible(TaskSide, actor, purpose).owned().filter(ours | told)
    mine = Q(worker=None) | Q(worker=actor.user_id) | told
    sides = described(rows.filter(mine), actor, purpose).all("task__due_on", "pk", limit=MOST)
    return [row_of(side, actor) for side in sides]


def rows_of_tasks(actor: Actor, task_ids: list[int], purpose: str) -> dict[int, TaskRow]:
    """The reader's sides of these actions, also through a window, by action."""
    rows = visible(TaskSide, actor, purpose).filter(task_id__in=task_ids)
    found: dict[int, TaskRow] = {}
    for side in described(rows, actor, purpose).all("pk"):
        if side.task_id not in found or side.owner_id == actor.institution_id:
            found[side.task_id] = row_of(side, actor)
    return found


def described(rows: Visible[TaskSide], actor: Actor, purpose: str) -> Visible[TaskSide]:
    cases = visible(Case, actor, purpose).value("ref", "number", anchor_id=OuterRef("anchor_id"))
    return rows.select_related(*RELATED).annotate(file=cases)


def row_of(side: TaskSide, actor: Actor) -> TaskRow:
    ref, _number = parted(vars(side)["file"], 2)
    about: Task = side.task
    presses = about.state in PRESSED
    return TaskRow(
        pk=side.pk,
        task_id=about.pk,
        ref=about.ref,
        title=about.title,
        indicator=about.indicator,
        giver=about.giver.short_name,
        taker=about.taker.short_name,
        taker_id=about.taker_id,
        helpers=tuple(about.helpers),
        is_giver=side.party == TaskParty.GIVER,
        is_taker=about.taker_id == actor.institution_id,
        is_handed=about.handed_at is not None,
        case_ref=ref,
        case_number=side.case_number,
        wanted_on=about.wanted_on,
        due_on=about.due_on,
        presses=presses,
        is_late=about.is_late(today()),
        days_left=working_days_between(today(), about.due_on) if presses else 0,
        state=FLOW.state(about.state),
        reason=str(TaskReason(about.reason_code).label) if about.reason_code else "",
        worker=side.worker.full_name if side.worker and side.owner_id == actor.institution_id else "",
        version=about.version,
    )


def _found(actor: Actor, purpose: str, wanted: Filter) -> Visible[TaskSide]:
    """Of the own institution: what it does, or what is done for its families."""
    taken = Q(party__in=DOING) | Q(task__taker_id=actor.institution_id)
    rows = visible(TaskSide, actor, purpose).owned()
    rows = rows.filter(taken, task__handed_at__isnull=False) if wanted.whose == "taken" else rows.filter(party="giver")
    other = "task__giver_id" if wanted.whose == "taken" else "task__taker_id"
    if wanted.partner:
        rows = rows.filter(**{other: wanted.partner})
    if wanted.case_number:
        rows = rows.filter(case_number=wanted.case_number.strip())
    if wanted.state == LATE:
        return rows.filter(task__state__in=PRESSED, task__due_on__lt=today())
    if not wanted.state:
        return rows.filter(task__state__in=OPEN)
    return rows if wanted.state == ANY else rows.filter(task__state=wanted.state)
