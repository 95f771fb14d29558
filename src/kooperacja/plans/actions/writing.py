"""Writing a plan: a version, its goals, its actions, and what the family says of it."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit import actions as audit
from kooperacja.audit.actions import record
from kooperacja.cases.access import writable_categories
from kooperacja.cases.actions.checks import not_future, touch
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.plans.access import LABEL, can_add_action, can_plan, can_write
from kooperacja.plans.models import LIVE, PREPARED, Plan, PlanGoal, PlanLine, PlanRemark
from kooperacja.plans.workflow import FLOW
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.models import Task, TaskSide, TaskState

JOINT_HELP = Purpose.JOINT_HELP
LONGEST = 4000
# What goes over into the next version: what was refused or taken back stays where it was.
CARRIED = (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS, TaskState.REPORTED, TaskState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal as it is written. `commitment` is what the family takes on."""

    title: str
    indicator: str = ""
    commitment: str = ""


@writes
def make_plan(*, actor: Actor, case: Case) -> Plan:
    """The first plan of a case, or the next version, which begins as a copy of the one in force."""
    door.require(actor, door.WRITE, case, JOINT_HELP)
    can_plan(actor, case).require()
    with snapshot():
        rows = door.visible(Plan, actor, JOINT_HELP).owned().filter(case_id=case.pk)
        plans = rows.all("-number")
    if any(one.state in PREPARED for one in plans):
        raise RuleBroken("plan.prepared_already", _("A plan is being prepared already. Go on with that one."))
    plan = Plan(
        **LABEL,
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=case.subject_id,
        case=case,
        number=plans[0].number + 1 if plans else 1,
        author_id=actor.user_id,
    )
    plan.save(force_insert=True)
    earlier = next((one for one in plans if one.state in LIVE), None)
    if earlier:
        _copied(actor, earlier, plan)
    record(actor, "plan.make", plan.about(), number=plan.number)
    touch(case)
    return plan


@writes
def add_goal(*, actor: Actor, plan: Plan, category: str, words: GoalWords, is_main: bool = False) -> PlanGoal:
    may_write(actor, plan)
    chosen = _category(actor, category)
    if is_main and _goals(actor, plan, is_main=True):
        raise RuleBroken("plan.one_main", _("This plan has a main goal already. Change that one."), field="is_main")
    goal = PlanGoal(
        owner_id=plan.owner_id,
        anchor_id=plan.anchor_id,
        subject_id=plan.subject_id,
        category=chosen,
        level=LEVEL_OF[chosen],
        plan=plan,
        number=_next(actor, PlanGoal, plan),
        is_main=is_main,
        **_words(words),
    )
    goal.save(force_insert=True)
    if not door.decide(actor, door.WRITE, goal, JOINT_HELP):
        sentence = _("You are not authorised to process these data. Choose another kind of data.")
        raise NotAllowed("plan.not_authorised", sentence, field="category")
    record(actor, "plan.goal", plan.about(), goal=goal.pk)
    _touch(plan)
    return goal


@writes
def change_goal(*, actor: Actor, goal: PlanGoal, version: int, words: GoalWords) -> None:
    """Its words; a goal about other data is another goal."""
    door.require(actor, door.WRITE, goal, JOINT_HELP)
    may_write(actor, goal.plan)
    audit.edit(actor, goal, "plan.goal_change", version, **_words(words))
    _touch(goal.plan)


@writes
def drop_goal(*, actor: Actor, goal: PlanGoal) -> None:
    """Out of the draft. Its actions are taken out first, so that none is left without a goal."""
    door.require(actor, door.WRITE, goal, JOINT_HELP)
    may_write(actor, goal.plan)
    with snapshot():
        lines = door.visible(PlanLine, actor, JOINT_HELP).filter(plan_id=goal.plan_id, goal_key=goal.key)
        is_served = lines.exclude(task__state__in=[TaskState.CANCELLED, TaskState.REJECTED]).exists()
    if is_served:
        raise RuleBroken("plan.goal_served", _("Actions lead to this goal. Take them out first, or change the goal."))
    audit.edit(actor, goal, "plan.goal_drop", goal.version, dropped=True)
    _touch(goal.plan)


@writes
def add_action(*, actor: Actor, plan: Plan, goal: PlanGoal, wanted: Wanted) -> TaskSide:
    """Written now; offered when the plan goes to the team, or at once when it is in force already."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    can_add_action(actor, plan).require()
    if goal.plan_id != plan.pk or goal.dropped:
        raise RuleBroken("plan.goal_unknown", _("Choose a goal of this plan."), field="goal")
    side = tasks.prepare(actor=actor, case=plan.case, wanted=wanted)
    _line(actor, plan, side.task, goal.key)
    if plan.state in LIVE:
        tasks.hand_over(actor=actor, side=side)
    _touch(plan)
    return side


@writes
def change_action(*, actor: Actor, plan: Plan, side: TaskSide, version: int, wanted: Wanted) -> None:
    may_write(actor, plan)
    tasks.change(actor=actor, side=side, version=version, wanted=wanted)
    _touch(plan)


@writes
def drop_action(*, actor: Actor, plan: Plan, side: TaskSide) -> None:
    """Out of the draft. What was offered already is cancelled with a reason on its own page."""
    may_write(actor, plan)
    if side.task.handed_at is not None:
        raise RuleBroken(
            "plan.offered", _("This action was offered already. Cancel it on its own page, with a reason.")
        )
    tasks.cancel(actor=actor, side=side, reason_code="obsolete")
    _touch(plan)


@writes
def add_remark(*, actor: Actor, plan: Plan, text: str, said_on: date) -> PlanRemark:
    """In the family's own words; also that it agrees."""
    may_write(actor, plan)
    if not text.strip():
        raise RuleBroken("text.missing", _("Write what the family said of the plan, in its own words."), field="text")
    if len(text) > LONGEST:
        raise RuleBroken("text.too_long", _("The text is too long. Shorten it; nothing was saved."), field="text")
    not_future(said_on, "said_on")
    row = PlanRemark(
        owner_id=plan.owner_id,
        anchor_id=plan.anchor_id,
        subject_id=plan.subject_id,
        category=Category.FAMILY,
        level=LEVEL_OF[Category.FAMILY],
        plan=plan,
        text=text.strip(),
        said_on=said_on,
        author_id=actor.user_id,
    )
    row.save(force_insert=True)
    record(actor, "plan.remark", plan.about())
    _touch(plan)
    return row


def may_write(actor: Actor, plan: Plan) -> None:
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    can_write(actor, plan).require()


def _goals(actor: Actor, plan: Plan, **more: bool) -> list[PlanGoal]:
    with snapshot():
        rows = door.visible(PlanGoal, actor, JOINT_HELP).filter(plan_id=plan.pk, dropped=False, **more)
        return rows.all("number")


def _category(actor: Actor, category: str) -> Category:
    if category not in writable_categories(actor):
        sentence = _("Choose what the goal is about; only kinds of data that you may process are on the list.")
        raise RuleBroken("plan.category", sentence, field="category")
    return Category(category)


def _words(words: GoalWords) -> dict[str, str]:
    told = {name: text.strip() for name, text in asdict(words).items()}
    if not told["title"]:
        raise RuleBroken("plan.goal_title", _("Write what is to be reached."), field="title")
    return told


def _next(actor: Actor, model: type[PlanGoal] | type[PlanLine], plan: Plan) -> int:
    with snapshot():
        last = door.visible(model, actor, JOINT_HELP).filter(plan_id=plan.pk).all("-number", limit=1)
    return last[0].number + 1 if last else 1


def _line(actor: Actor, plan: Plan, task: Task, goal_key: str) -> None:
    row = PlanLine(
        **LABEL,
        owner_id=plan.owner_id,
        anchor_id=plan.anchor_id,
        subject_id=plan.subject_id,
        plan=plan,
        task=task,
        goal_key=goal_key,
        number=_next(actor, PlanLine, plan),
    )
    row.save(force_insert=True)


def _copied(actor: Actor, earlier: Plan, plan: Plan) -> None:
    """The goals that the actor sees and the actions that go on. A goal that is closed to him stays in the version
    before, and with it its actions: who may not read a goal does not carry it on.
    """
    goals = _goals(actor, earlier)
    for goal in goals:
        goal.pk, goal.plan, goal.version = None, plan, 1
        goal.save(force_insert=True)
    with snapshot():
        lines = door.visible(PlanLine, actor, JOINT_HELP).filter(plan_id=earlier.pk, task__state__in=CARRIED)
        found = lines.filter(goal_key__in=[goal.key for goal in goals]).select_related("task").all("number")
    for line in found:
        _line(actor, plan, line.task, line.goal_key)


def _touch(plan: Plan) -> None:
    """Nobody may have moved it meanwhile: what goes to the team is what was written before."""
    if not Plan._base_manager.filter(pk=plan.pk, state=plan.state).update(updated_at=now()):
        raise audit.quicker(FLOW, plan)
