"""The way of a plan: to the family, to the team, into force, through reviews, to its end."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import TEAM, Labelled
from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit import actions as audit
from kooperacja.cases.actions.checks import not_future, touch
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices import actions as notices
from kooperacja.plans import law
from kooperacja.plans.actions.writing import JOINT_HELP
from kooperacja.plans.models import LIVE, EndReason, Plan, PlanGoal, PlanLine, PlanRemark
from kooperacja.plans.workflow import FLOW
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.models import OPEN, TaskSide, TaskState


@writes
def consult(*, actor: Actor, plan: Plan) -> None:
    _has_what_it_needs(actor, plan)
    _turn(actor, plan, "consult")


@writes
def rewrite(*, actor: Actor, plan: Plan) -> None:
    _turn(actor, plan, "rewrite")


@writes
def submit(*, actor: Actor, plan: Plan) -> None:
    """To the team, with what the family said. Each institution now finds its own actions in its inbox."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    _has_what_it_needs(actor, plan)
    if not _number(PlanRemark, actor, plan):
        sentence = _("First write down what the family says of the plan, also when it agrees with everything.")
        raise RuleBroken("plan.no_remarks", sentence)
    _turn(actor, plan, "submit", submitted_on=today())
    for side in _sides(actor, plan):
        tasks.hand_over(actor=actor, side=side)


@writes
def return_plan(*, actor: Actor, plan: Plan) -> None:
    """The team wants it changed. What was offered stays offered."""
    _turn(actor, plan, "return")


@writes
def approve_plan(
    *,
    actor: Actor,
    plan: Plan,
    decided_on: date,
    votes_for: int,
    votes_against: int,
    abstained: int,
    recused: int,
) -> None:
    """The team's decision. Whoever was recused is neither among those entitled nor among those present."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    not_future(decided_on, "decided_on")
    if plan.submitted_on and decided_on < plan.submitted_on:
        sentence = _("The team could not decide before it got the plan. Check the day.")
        raise RuleBroken("plan.decided_before", sentence, field="decided_on")
    if min(votes_for, votes_against, abstained, recused) < 0:
        raise RuleBroken("plan.votes", _("A number of votes is nought or more."), field="votes_for")
    present = votes_for + votes_against + abstained
    needed = law.quorum(max(_members(plan) - recused, present), decided_on)
    if present < needed:
        sentence = _(
            "There was no quorum: %(present)s voted or abstained, and %(needed)s are needed. Those who were recused do"
            " not count. The plan stays before the team."
        )
        raise RuleBroken("plan.no_quorum", sentence % {"present": present, "needed": needed}, field="votes_for")
    if votes_for <= votes_against:
        sentence = _("The team did not approve the plan. Return it to be improved.")
        raise RuleBroken("plan.not_approved", sentence, field="votes_for")
    votes: dict[str, Any] = {
        "votes_for": votes_for,
        "votes_against": votes_against,
        "abstained": abstained,
        "recused": recused,
    }
    _turn(actor, plan, "approve", approved_on=decided_on, **votes)


@writes
def enforce(*, actor: Actor, plan: Plan) -> None:
    """From today; the version in force before is replaced and stays readable."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    with snapshot():
        rows = door.visible(Plan, actor, JOINT_HELP).owned().filter(case_id=plan.case_id, state__in=LIVE)
        earlier = rows.select_related("case").all("-number")
    for one in earlier:
        _turn(actor, one, "amend", ended_on=today())
    _turn(actor, plan, "enforce", in_force_on=today(), review_on=law.review_on(today()))


@writes
def review(*, actor: Actor, plan: Plan) -> None:
    _turn(actor, plan, "review")


@writes
def resume(*, actor: Actor, plan: Plan) -> None:
    """Reviewed, and it goes on as it is: the next review is counted from today."""
    _turn(actor, plan, "resume", review_on=law.review_on(today()))


@writes
def complete(*, actor: Actor, plan: Plan) -> None:
    """Each action has come to an end, whatever it was."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    open_ones = _number(PlanLine, actor, plan, task__state__in=OPEN)
    if open_ones:
        sentence = _(
            "Actions that are not finished yet: %(number)s. Confirm, cancel or write down that they were not done."
        )
        raise RuleBroken("plan.open_actions", sentence % {"number": open_ones})
    _turn(actor, plan, "complete", ended_on=today())


@writes
def terminate(*, actor: Actor, plan: Plan, reason_code: str) -> None:
    """Before its goals were reached; what nobody has begun is cancelled, and the rest its own matter."""
    if reason_code not in EndReason.values:
        raise RuleBroken("plan.reason", _("Choose a reason from the list."), field="reason_code")
    _turn(actor, plan, "terminate", code=reason_code, reason_code=reason_code, ended_on=today())
    elsewhere = _elsewhere(actor, plan)
    for side in _sides(actor, plan):
        if side.task.state == TaskState.PROPOSED and side.task_id not in elsewhere:
            tasks.cancel(actor=actor, side=side, reason_code="obsolete")


def _turn(actor: Actor, plan: Plan, name: str, *, code: str = "", **changes: Any) -> None:
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    audit.move(actor, plan, FLOW, name, code=code, **changes)
    touch(plan.case)
    told = {post.user_id for post in appointed([plan.anchor_id]) if post.institution_id == plan.owner_id}
    notices.send(to=told - {actor.user_id}, institution_id=plan.owner_id, code=f"plan.{name}", about=plan.about())


def _has_what_it_needs(actor: Actor, plan: Plan) -> None:
    if not _number(PlanGoal, actor, plan, dropped=False):
        raise RuleBroken("plan.no_goals", _("This plan has no goal yet. Write what is to be reached, then go on."))
    if not _number(PlanLine, actor, plan, task__state__in=(*OPEN, TaskState.CONFIRMED)):
        raise RuleBroken("plan.no_actions", _("This plan has no action yet. Write who does what until when."))


def _number(model: type[Labelled], actor: Actor, plan: Plan, **more: Any) -> int:
    """How many rows of this plan the actor sees."""
    with snapshot():
        return door.visible(model, actor, JOINT_HELP).filter(plan_id=plan.pk, **more).count().number


def _sides(actor: Actor, plan: Plan) -> list[TaskSide]:
    with snapshot():
        lines = door.visible(PlanLine, actor, JOINT_HELP).filter(plan_id=plan.pk).all("number")
        rows = door.visible(TaskSide, actor, JOINT_HELP).owned().filter(task_id__in=[line.task_id for line in lines])
        return rows.select_related("task__giver", "task__taker").all("pk")


def _elsewhere(actor: Actor, plan: Plan) -> set[int]:
    """Actions that stand in another version that is prepared or in force: they go on there."""
    with snapshot():
        lines = door.visible(PlanLine, actor, JOINT_HELP).exclude(plan_id=plan.pk)
        others = lines.filter(~Q(plan__state__in=["amended", "completed", "terminated"]), plan__case_id=plan.case_id)
        return {line.task_id for line in others.all("pk")}


def _members(plan: Plan) -> int:
    """The team of this family: everybody who is appointed to its file, of whatever institution."""
    posts = [post for post in appointed([plan.anchor_id]) if post.capacity in TEAM and post.instead_of_id is None]
    return len({post.user_id for post in posts})
