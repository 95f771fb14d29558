"""The rows of plans, for actions, and which of them are closed to a reader of notices."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.plans.models import LIVE, Plan, PlanGoal, PlanLine
from kooperacja.tasks.models import OPEN

HELP = Purpose.JOINT_HELP


def get_plan(actor: Actor, ref: str, purpose: str) -> Plan:
    """The row of the actor's own institution, for an action; missing and forbidden are the same."""
    with snapshot():
        return visible(Plan, actor, purpose).owned().select_related("case").get(ref=ref)


def get_goal(actor: Actor, plan: Plan, key: str, purpose: str) -> PlanGoal:
    with snapshot():
        rows = visible(PlanGoal, actor, purpose).owned().select_related("plan__case")
        return rows.get(plan_id=plan.pk, key=key)


def may_begin(actor: Actor, case: Case) -> Verdict:
    """Work begins when a plan is in force (domain.md E.2)."""
    with snapshot():
        found = visible(Plan, actor, HELP).filter(case_id=case.pk, state__in=LIVE).exists()
    if found:
        return YES
    return no(
        "plan.none_in_force",
        _("The family has no plan in force yet."),
        _("Write the plan, let the team approve it and let it be signed."),
    )


def may_close(actor: Actor, case: Case) -> Verdict:
    """Each action of the case's plans has an end state (domain.md E.2)."""
    with snapshot():
        rows = visible(PlanLine, actor, HELP).filter(plan__case_id=case.pk, task__state__in=OPEN)
        is_open = rows.exists()
    if not is_open:
        return YES
    return no(
        "plan.open_actions",
        _("Some actions of the plan are not finished yet."),
        _("Confirm them, cancel them or write down that they were not done."),
    )


def closed_plans(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the plans among these those that are not open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "plan"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(Plan, actor, HELP).filter(pk__in=sorted(asked)).all()
    return {("plan", pk) for pk in asked.difference(row.pk for row in rows)}


def page_of_plan(actor: Actor, kind: str, pk: int) -> str:
    """The address of a plan that is open to the actor."""
    if kind != "plan":
        return ""
    with snapshot():
        found = visible(Plan, actor, HELP).filter(pk=pk).all(limit=1)
    return reverse("plans:show", args=[found[0].ref]) if found else ""
