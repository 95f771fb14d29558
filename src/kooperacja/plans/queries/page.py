"""A plan with all that its reader may read of it, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Category
from kooperacja.audit import queries as trail
from kooperacja.cases.access import writable_categories
from kooperacja.cases.queries import CaseHeader, case_header, case_people
from kooperacja.documents.queries import files_by_key
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.workflow import Move, State
from kooperacja.people.access import writing
from kooperacja.plans import access
from kooperacja.plans.models import LIVE, PREPARED, Plan, PlanGoal, PlanLine, PlanRemark, PlanSignature, PlanState
from kooperacja.plans.workflow import FLOW, offered
from kooperacja.tasks.queries.listing import TaskRow, rows_of_tasks


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with its actions. One that is closed to the reader has no words, and only `key`."""

    pk: int
    key: str
    number: int
    is_main: bool
    title: str
    indicator: str
    commitment: str
    category: str
    version: int
    tasks: tuple[TaskRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkRow:
    text: str
    said_on: date
    author: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """`file` is the reference of the scan."""

    who: str
    is_family: bool
    medium: str
    signed_on: date
    file: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    ref: str
    number: int
    state: State
    in_force_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Event:
    move: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`closed` are actions whose goal the reader may not read. What may be done is told by the flags: writing goals
    and actions, adding an action, signing, attaching the paper, writing the first or the next version.
    """

    case: CaseHeader
    pk: int
    ref: str
    number: int
    state: State
    approved_on: date | None
    votes: tuple[int, int, int, int]
    in_force_on: date | None
    review_on: date | None
    reason: str
    goals: tuple[GoalRow, ...]
    closed: tuple[TaskRow, ...]
    remarks: tuple[RemarkRow, ...]
    signatures: tuple[SignatureRow, ...]
    versions: tuple[VersionRow, ...]
    events: tuple[Event, ...]
    moves: tuple[Move, ...]
    can_write: bool
    can_add: bool
    can_sign: bool
    can_attach: bool
    can_make: bool
    version: int

    @property
    def tasks(self) -> list[TaskRow]:
        return [row for goal in self.goals for row in goal.tasks] + list(self.closed)

    @property
    def earlier(self) -> VersionRow | None:
        return next((one for one in self.versions if one.number < self.number), None)


@dataclass(frozen=True, slots=True)
class CasePlans:
    """`ref` is the plan to show first: in force, or the newest; empty where there is none."""

    case: CaseHeader
    ref: str
    can_make: bool


@dataclass(frozen=True, slots=True)
class Column:
    """What one institution does, by state."""

    institution: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind`: added, gone or changed; `what`: goal or task; both texts where they differ."""

    kind: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    page: PlanPage
    earlier: PlanPage
    differences: tuple[Difference, ...] = field(default=())


def case_plans(actor: Actor, ref: str, purpose: str) -> CasePlans:
    case = case_header(actor, ref, purpose)
    plans = visible(Plan, actor, purpose).filter(case_id=case.pk).all("-number")
    first = next((one for one in plans if one.state in LIVE), plans[0] if plans else None)
    return CasePlans(case, first.ref if first else "", _can_make(case, plans, actor))


def plan_page(actor: Actor, ref: str, purpose: str) -> PlanPage:
    plan = visible(Plan, actor, purpose).select_related("case").get(ref=ref)
    case = case_header(actor, plan.case.ref, purpose)
    plans = visible(Plan, actor, purpose).filter(case_id=case.pk).all("-number")
    goals, closed = _goals(actor, plan, purpose)
    is_ours = plan.owner_id == actor.institution_id and writing(actor).is_live
    signatures = _signatures(actor, plan, case, purpose)
    return PlanPage(
        case=case,
        pk=plan.pk,
        ref=plan.ref,
        number=plan.number,
        state=FLOW.state(plan.state),
        approved_on=plan.approved_on,
        votes=(plan.votes_for, plan.votes_against, plan.abstained, plan.recused),
        in_force_on=plan.in_force_on,
        review_on=plan.review_on if plan.state in LIVE else None,
        reason=plan.get_reason_code_display(),
        goals=goals,
        closed=closed,
        remarks=_remarks(actor, plan, purpose),
        signatures=signatures,
        versions=tuple(_version(one) for one in plans),
        events=tuple(_event(step, actor) for step in trail.timeline("plan", [plan.pk])),
        moves=tuple(offered(actor, plan)) if is_ours else (),
        can_write=is_ours and bool(access.can_write(actor, plan)),
        can_add=is_ours and bool(access.can_add_action(actor, plan)),
        can_sign=is_ours and plan.state == PlanState.APPROVED and bool(access.can_sign(actor, plan)),
        can_attach=is_ours and bool(signatures) and bool(access.can_attach(actor, plan)),
        can_make=_can_make(case, plans, actor) and plan.state not in PREPARED,
        version=plan.version,
    )


def board(page: PlanPage) -> list[Column]:
    """By institution, each with its actions by deadline."""
    names = sorted({row.taker for row in page.tasks})
    tasks = sorted(page.tasks, key=lambda row: (row.is_over, row.due_on, row.pk))
    return [Column(name, tuple(row for row in tasks if row.taker == name)) for name in names]


def compared(actor: Actor, ref: str, purpose: str) -> Compared | None:
    """With the version before, or None where there is none."""
    page = plan_page(actor, ref, purpose)
    before = page.earlier
    if before is None:
        return None
    earlier = plan_page(actor, before.ref, purpose)
    return Compared(page, earlier, (*_of_goals(earlier, page), *_of_tasks(earlier, page)))


def plan_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[Plan, CaseHeader, Move]:
    """The plan and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = FLOW.get(name)
    plan = visible(Plan, actor, purpose).owned().select_related("case").get(ref=ref)
    step.allowed(actor, plan).require()
    return plan, case_header(actor, plan.case.ref, purpose), step


def categories(actor: Actor) -> list[tuple[str, str | Promise]]:
    """What a goal may be about, as choices: not who coordinates, nor who somebody is."""
    left_out = {Category.COORDINATION, Category.IDENTITY, Category.ADDRESS, Category.REPORTER}
    return [(one.value, str(one.label).capitalize()) for one in writable_categories(actor) if one not in left_out]


def signers(actor: Actor, page: PlanPage, purpose: str) -> list[tuple[str, str]]:
    return [(one.ref, one.name) for one in case_people(actor, page.case, purpose)]


def _can_make(case: CaseHeader, plans: Sequence[Plan], actor: Actor) -> bool:
    is_ours = case.owner_id == actor.institution_id and bool(case.can_work)
    return is_ours and not any(one.state in PREPARED for one in plans)


def _goals(actor: Actor, plan: Plan, purpose: str) -> tuple[tuple[GoalRow, ...], tuple[TaskRow, ...]]:
    rows = visible(PlanGoal, actor, purpose).filter(plan_id=plan.pk, dropped=False).all("number", "pk")
    lines = visible(PlanLine, actor, purpose).filter(plan_id=plan.pk).all("number", "pk")
    found = rows_of_tasks(actor, [line.task_id for line in lines], purpose)
    by_goal: dict[str, list[TaskRow]] = {}
    for line in lines:
        row = found.get(line.task_id)
        if row and (row.is_handed or not row.is_over):
            by_goal.setdefault(line.goal_key, []).append(row)
    goals = tuple(_goal(row, tuple(by_goal.pop(row.key, ()))) for row in rows)
    return goals, tuple(row for rest in by_goal.values() for row in rest)


def _goal(row: PlanGoal, tasks: tuple[TaskRow, ...]) -> GoalRow:
    return GoalRow(
        pk=row.pk,
        key=row.key,
        number=row.number,
        is_main=row.is_main,
        title=row.title,
        indicator=row.indicator,
        commitment=row.commitment,
        category=str(Category(row.category).label),
        version=row.version,
        tasks=tasks,
    )


def _remarks(actor: Actor, plan: Plan, purpose: str) -> tuple[RemarkRow, ...]:
    rows = visible(PlanRemark, actor, purpose).filter(plan_id=plan.pk).select_related("author").all("said_on", "pk")
    return tuple(RemarkRow(row.text, row.said_on, row.author.full_name) for row in rows)


def _signatures(actor: Actor, plan: Plan, case: CaseHeader, purpose: str) -> tuple[SignatureRow, ...]:
    rows = visible(PlanSignature, actor, purpose).filter(plan_id=plan.pk).select_related("worker").all("pk")
    if not rows:
        return ()
    names = {one.anchor_id: one.name for one in case_people(actor, case, purpose)}
    files = files_by_key(actor, [row.scan_id for row in rows if row.scan_id], purpose)
    return tuple(_signature(row, names, files[row.scan_id].ref if row.scan_id in files else "") for row in rows)


def _signature(row: PlanSignature, names: dict[int, str], file: str) -> SignatureRow:
    who = row.worker.full_name if row.worker else names.get(row.subject_id, "")
    return SignatureRow(who, row.worker_id is None, row.get_medium_display(), row.signed_on, file)


def _version(one: Plan) -> VersionRow:
    return VersionRow(one.ref, one.number, FLOW.state(one.state), one.in_force_on, one.ended_on)


def _event(step: trail.Step, actor: Actor) -> Event:
    mine = step.institution_id == actor.institution_id
    return Event(step.action.partition(".")[2], step.at, step.user_name if mine else "")


def _of_goals(earlier: PlanPage, page: PlanPage) -> list[Difference]:
    before, after = ({goal.key: goal for goal in one.goals} for one in (earlier, page))
    found = [Difference("gone", "goal", before=goal.title) for key, goal in before.items() if key not in after]
    for key, goal in after.items():
        old = before.get(key)
        if old is None:
            found.append(Difference("added", "goal", after=goal.title))
        elif _words(old) != _words(goal):
            found.append(Difference("changed", "goal", _words(old), _words(goal)))
    return found


def _words(goal: GoalRow) -> str:
    return " · ".join(filter(None, (goal.title, goal.indicator, goal.commitment)))


def _of_tasks(earlier: PlanPage, page: PlanPage) -> list[Difference]:
    before, after = ({row.task_id: row for row in one.tasks} for one in (earlier, page))
    gone = [Difference("gone", "task", before=_task(row)) for pk, row in before.items() if pk not in after]
    return gone + [Difference("added", "task", after=_task(row)) for pk, row in after.items() if pk not in before]


def _task(row: TaskRow) -> str:
    return f"{row.title} ({row.taker})"
