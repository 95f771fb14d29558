"""What the team decides happens: the plan that lies before it is approved, and what an institution is to do is offered
to it as an action.
"""

from datetime import date

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.meetings import actions
from kooperacja.meetings.models import CaseItem, Meeting
from kooperacja.plans import actions as plans
from kooperacja.plans.models import Plan
from kooperacja.plans.queries.rows import get_plan
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.models import TaskSide
from tests.cast import Town
from tests.meetings.conftest import DAY, of, seen
from tests.meetings.test_hold_a_meeting import decide

HELP = Purpose.JOINT_HELP
DUE = date(2026, 12, 11)


@pytest.fixture
def plan(cast: Town, held: Meeting, case: Case) -> Plan:
    """Anna wrote it with the family, Ewa has put it before the team."""
    anna = cast.anna.actor
    row = plans.make_plan(actor=anna, case=case)
    words = plans.GoalWords("Dzieci chodzą do szkoły")
    goal = plans.add_goal(actor=anna, plan=row, category="education", words=words, is_main=True)
    wanted = Wanted("Wizyta u psychologa", cast.at("ppp").pk, DUE)
    plans.add_action(actor=anna, plan=row, goal=goal, wanted=wanted)
    plans.consult(actor=anna, plan=row)
    plans.add_remark(actor=anna, plan=row, text="Zgadzamy się.", said_on=DAY.date())
    plans.submit(actor=cast.ewa.actor, plan=get_plan(cast.ewa.actor, row.ref, HELP))
    return row


def test_the_plan_before_the_team_is_approved_by_the_votes_of_the_minutes(
    cast: Town, held: Meeting, item: CaseItem, plan: Plan
) -> None:
    actions.recuse(actor=cast.jan.actor, meeting=of(cast.jan, held), item=seen(cast.jan, item))
    decide(cast, item)
    row = get_plan(cast.anna.actor, plan.ref, HELP)
    assert (row.state, row.votes_for, row.votes_against, row.recused) == ("approved", 4, 0, 1)
    assert row.approved_on == DAY.date()


def test_a_plan_that_is_voted_down_stays_before_the_team(cast: Town, held: Meeting, item: CaseItem, plan: Plan) -> None:
    against = {row.pk: "against" for row in held.invitations.filter(is_present=True)}
    decide(cast, item, votes=against)
    assert get_plan(cast.anna.actor, plan.ref, HELP).state == "submitted"


def test_what_an_institution_is_to_do_lies_in_its_inbox_to_be_accepted(
    cast: Town, held: Meeting, item: CaseItem
) -> None:
    decide(cast, item, words="Rozmowa z wychowawcą.", charged_id=cast.at("school").pk, due_on=DUE)
    with snapshot():
        rows = visible(TaskSide, cast.piotr.actor, HELP).owned().select_related("task").all("pk")
    assert [(row.task.title, row.task.state, row.task.due_on) for row in rows] == [
        ("Rozmowa z wychowawcą.", "proposed", DUE)
    ]
