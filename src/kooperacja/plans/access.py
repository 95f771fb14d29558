"""Who writes a plan, who decides about it and who signs it. Rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| Plan, PlanLine | the dossier | the household | coordination |
| PlanGoal | the dossier | the household | chosen; the level follows from it |
| PlanRemark | the dossier | the household | family |
| PlanSignature | the dossier | the person, or the household for the key worker | family |

All belong to the institution that leads the case. Pure: what rows the actor reaches is asked at the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.cases.access import COORDINATORS, can_work
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import writing
from kooperacja.plans.models import LIVE, WRITTEN, Plan, PlanState

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}


def can_plan(actor: Actor, case: Case) -> Verdict:
    return can_work(actor, case)


def can_write(actor: Actor, plan: Plan) -> Verdict:
    """Goals and actions, as long as the plan is written."""
    if plan.state in WRITTEN:
        return can_work(actor, plan.case)
    return no(
        "plan.not_written",
        _("This plan is not written any more."),
        _("Take it back from the team, or write the next version."),
    )


def can_add_action(actor: Actor, plan: Plan) -> Verdict:
    """One more action, also of a plan that is in force: it is offered at once."""
    return can_work(actor, plan.case) if plan.state in LIVE else can_write(actor, plan)


def can_move(actor: Actor, plan: Plan) -> Verdict:
    """Between the writing and the family."""
    return can_work(actor, plan.case)


def can_coordinate(actor: Actor, plan: Plan) -> Verdict:
    """Giving it to the team, its decision, putting it in force and ending it (domain.md E.3)."""
    return first_no([can_work(actor, plan.case), _coordinates(actor)])


def can_sign(actor: Actor, plan: Plan) -> Verdict:
    """Writing a signature down: one's own as the key worker, or that of somebody of the family."""
    return can_work(actor, plan.case)


def can_attach(actor: Actor, plan: Plan) -> Verdict:
    if plan.state not in WRITTEN and plan.state != PlanState.SUBMITTED:
        return can_work(actor, plan.case)
    return no("plan.unsigned", _("A scan is attached when the plan is approved and signed."))


def leads(actor: Actor, plan: Plan) -> bool:
    """Whether the actor is the key worker of the case."""
    return plan.anchor_id in writing(actor).key_anchors


def _coordinates(actor: Actor) -> Verdict:
    if actor.role in COORDINATORS or writing(actor).supervises:
        return YES
    return no(
        "plan.not_coordinator",
        _("The team coordinator or the manager decides about this."),
        _("Ask the coordinator of the team."),
    )
