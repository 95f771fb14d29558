"""The team approves with a quorum, the family and the key worker sign, one plan is in force, versions follow."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.foundation.errors import Conflict
from kooperacja.people.models import Person
from kooperacja.plans import actions
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.models import Plan, PlanLine
from kooperacja.plans.queries.rows import may_begin, may_close
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.actions import Wanted
from tests.cast import Town
from tests.documents.conftest import pdf
from tests.plans.conftest import DUE, VOTES, force, of, state
from tests.tasks.conftest import refused, side_of


def test_without_a_quorum_nothing_is_approved_and_who_was_recused_does_not_count(cast: Town, submitted: Any) -> None:
    plan, ewa = of(cast.ewa, submitted.plan), cast.ewa.actor
    vote = {**VOTES, "recused": 0}
    for told in ({"votes_for": 1}, {"votes_for": 0, "abstained": 1}):
        said = refused("plan.no_quorum", lambda told=told: actions.approve_plan(actor=ewa, plan=plan, **vote | told))
    assert "potrzeba 2" in str(said)
    tie = {"votes_for": 2, "votes_against": 2}
    refused("plan.not_approved", lambda: actions.approve_plan(actor=ewa, plan=plan, **vote | tie))
    early = {"decided_on": date(2026, 10, 30)}
    refused("plan.decided_before", lambda: actions.approve_plan(actor=ewa, plan=plan, **vote | early))
    refused("plan.not_coordinator", lambda: actions.approve_plan(actor=cast.anna.actor, plan=plan, **vote))
    actions.approve_plan(actor=ewa, plan=plan, **vote | {"votes_for": 1, "recused": 1})
    assert state(plan) == "approved"


def test_of_two_coordinators_at_once_the_second_is_told_who_was_quicker(cast: Town, submitted: Any) -> None:
    first, second = of(cast.ewa, submitted.plan), of(cast.halina, submitted.plan)
    actions.approve_plan(actor=cast.ewa.actor, plan=first, **VOTES)
    with pytest.raises(Conflict) as refusal:
        actions.approve_plan(actor=cast.halina.actor, plan=second, **VOTES)
    assert "Plan zatwierdzony" in str(refusal.value)


def test_it_is_signed_by_somebody_of_the_family_and_by_the_key_worker(
    cast: Town, submitted: Any, family: dict[str, Person]
) -> None:
    anna, plan = cast.anna.actor, submitted.plan
    how: dict[str, Any] = {"medium": "paper", "signed_on": date(2026, 11, 2)}
    waiting = of(cast.anna, plan)
    refused("plan.not_to_sign", lambda: actions.sign_plan(actor=anna, plan=waiting, **how))
    actions.approve_plan(actor=cast.ewa.actor, plan=of(cast.ewa, plan), **VOTES)
    approved = of(cast.anna, plan)
    coordinator = of(cast.ewa, plan)
    refused("plan.key_worker_signs", lambda: actions.sign_plan(actor=cast.ewa.actor, plan=coordinator, **how))
    actions.sign_plan(actor=anna, plan=approved, person=family["Marta"], **how)
    refused(
        "plan.signed_already",
        lambda: actions.sign_plan(actor=anna, plan=approved, person=family["Marta"], **how),
    )
    assert state(plan) == "approved"
    actions.sign_plan(actor=anna, plan=approved, **how)
    assert state(plan) == "signed"
    file = actions.attach_scan(actor=anna, plan=of(cast.anna, plan), name="plan.pdf", content=pdf())
    assert file.level == 2


def test_a_later_version_takes_the_place_of_the_one_in_force_which_stays(
    cast: Town, in_force: Any, family: dict[str, Person]
) -> None:
    anna, first = cast.anna.actor, in_force.plan
    tasks.reject(actor=cast.tomasz.actor, side=side_of(cast.tomasz, in_force.sides[2]), reason_code="not_ours")
    second = actions.make_plan(actor=anna, case=in_force.case)
    assert (second.number, state(first)) == (2, "in_force")
    with permit():
        assert PlanLine._base_manager.filter(plan=second).count() == 2, "what was rejected is not carried on"
        assert PlanLine._base_manager.filter(plan=first).count() == 3
    actions.add_goal(actor=anna, plan=second, category="housing", words=GoalWords("Ciepłe mieszkanie"))
    actions.consult(actor=anna, plan=second)
    actions.add_remark(actor=anna, plan=second, text="Zgoda.", said_on=date(2026, 11, 2))
    actions.submit(actor=cast.ewa.actor, plan=of(cast.ewa, second))
    force(cast, second, family["Marta"])
    assert (state(first), state(second)) == ("amended", "in_force")
    with permit():
        assert Plan._base_manager.get(pk=second.pk).review_on == date(2027, 2, 2)


def test_an_action_of_a_plan_in_force_is_offered_at_once(cast: Town, in_force: Any) -> None:
    plan = of(cast.anna, in_force.plan)
    wanted = Wanted("Grupa wsparcia", cast.at("pcpr").pk, DUE)
    side = actions.add_action(actor=cast.anna.actor, plan=plan, goal=in_force.goals[2], wanted=wanted)
    assert side_of(cast.olga, side).task.state == "proposed"


def test_it_ends_when_each_action_has_ended(cast: Town, in_force: Any) -> None:
    ewa, plan = cast.ewa.actor, in_force.plan
    assert may_begin(ewa, in_force.case)
    assert not may_close(ewa, in_force.case)
    refused("plan.open_actions", lambda: actions.complete(actor=ewa, plan=of(cast.ewa, plan)))
    actions.review(actor=cast.anna.actor, plan=of(cast.anna, plan))
    actions.resume(actor=cast.anna.actor, plan=of(cast.anna, plan))
    for side in in_force.sides:
        tasks.cancel(actor=ewa, side=side_of(cast.ewa, side), reason_code="obsolete")
    actions.complete(actor=ewa, plan=of(cast.ewa, plan))
    assert state(plan) == "completed"
    assert may_close(ewa, in_force.case)
    assert not may_begin(ewa, in_force.case)


def test_a_terminated_plan_cancels_what_nobody_began(cast: Town, in_force: Any) -> None:
    tasks.accept(actor=cast.ida.actor, side=side_of(cast.ida, in_force.sides[1]))
    plan = of(cast.ewa, in_force.plan)
    refused("plan.reason", lambda: actions.terminate(actor=cast.ewa.actor, plan=plan, reason_code="nic"))
    actions.terminate(actor=cast.ewa.actor, plan=plan, reason_code="moved")
    states = [side_of(cast.anna, side).task.state for side in in_force.sides]
    assert (state(plan), states) == ("terminated", ["accepted", "accepted", "cancelled"])
