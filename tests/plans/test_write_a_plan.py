"""The key worker writes a plan with the family: goals of their kind, actions, remarks in the family's own words."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.models import Authorisation
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, KooperacjaError, NotFound
from kooperacja.plans import actions
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.models import PlanGoal, PlanRemark
from kooperacja.tasks.actions import Wanted
from tests.cast import Town
from tests.plans.conftest import DUE, HELP, REMARK, of, state
from tests.tasks.conftest import refused, side_of


def test_a_goal_about_addiction_is_of_a_special_category_and_closed_to_who_may_not_read_it(
    cast: Town, draft: Any
) -> None:
    words = GoalWords("Adam nie pije", "sześć miesięcy bez alkoholu", "Adam chodzi na terapię.")
    goal = actions.add_goal(actor=cast.anna.actor, plan=draft.plan, category="addiction", words=words)
    assert (goal.level, goal.number) == (3, 4)
    Authorisation.objects.filter(user=cast.ewa.user, category="addiction").update(valid_to=now())
    with snapshot():
        seen = visible(PlanGoal, cast.ewa.actor, HELP).filter(plan_id=draft.plan.pk).all("number")
    assert [one.title for one in seen] == ["Dzieci chodzą do szkoły", "Rodzina ma stały dochód", "Wsparcie"]
    keys = {"actor": cast.ewa.actor, "plan": of(cast.ewa, draft.plan), "category": "addiction"}
    refused("plan.category", lambda: actions.add_goal(**keys, words=words))


def test_words_of_a_goal_change_once_and_one_main_goal_is_enough(cast: Town, draft: Any) -> None:
    keys: dict[str, Any] = {"actor": cast.anna.actor}
    goal = draft.goals[1]
    actions.change_goal(**keys, goal=goal, version=1, words=GoalWords("Stały dochód do maja"))
    refused("version.stale", lambda: actions.change_goal(**keys, goal=goal, version=1, words=GoalWords("X")))
    refused("plan.goal_title", lambda: actions.change_goal(**keys, goal=goal, version=2, words=GoalWords(" ")))
    main = {"category": "family", "words": GoalWords("Drugi główny"), "is_main": True}
    refused("plan.one_main", lambda: actions.add_goal(**keys, plan=draft.plan, **main))
    refused("plan.goal_served", lambda: actions.drop_goal(**keys, goal=goal))
    actions.drop_action(**keys, plan=draft.plan, side=draft.sides[2])
    actions.drop_goal(**keys, goal=goal)


def test_a_plan_without_goals_or_actions_goes_nowhere(cast: Town, led: Case) -> None:
    anna = cast.anna.actor
    plan = actions.make_plan(actor=anna, case=led)
    assert "nie ma jeszcze celu" in str(refused("plan.no_goals", lambda: actions.consult(actor=anna, plan=plan)))
    actions.add_goal(actor=anna, plan=plan, category="family", words=GoalWords("Wsparcie"))
    refused("plan.no_actions", lambda: actions.consult(actor=anna, plan=plan))
    refused("plan.prepared_already", lambda: actions.make_plan(actor=anna, case=led))


def test_the_coordinator_gives_it_to_the_team_with_what_the_family_said(cast: Town, draft: Any) -> None:
    anna, ewa = cast.anna.actor, cast.ewa.actor
    actions.consult(actor=anna, plan=draft.plan)
    plan = of(cast.ewa, draft.plan)
    refused("plan.no_remarks", lambda: actions.submit(actor=ewa, plan=plan))
    refused("text.missing", lambda: actions.add_remark(actor=anna, plan=plan, text=" ", said_on=date(2026, 11, 2)))
    actions.add_remark(actor=anna, plan=plan, text=REMARK, said_on=date(2026, 11, 2))
    with snapshot():
        assert [one.text for one in visible(PlanRemark, anna, HELP).all("pk")] == [REMARK]
    refused("plan.not_coordinator", lambda: actions.submit(actor=anna, plan=of(cast.anna, plan)))
    with pytest.raises(NotFound):
        side_of(cast.ida, draft.sides[1])
    actions.submit(actor=ewa, plan=plan)
    assert state(plan) == "submitted"
    assert side_of(cast.ida, draft.sides[1]).task.state == "proposed"
    with pytest.raises(Conflict):
        actions.change_goal(actor=anna, goal=draft.goals[0], version=1, words=GoalWords("X"))
    with pytest.raises(Conflict):
        actions.submit(actor=ewa, plan=plan)


def test_a_partner_writes_nothing_here(cast: Town, draft: Any) -> None:
    for act in (
        lambda: actions.consult(actor=cast.ida.actor, plan=draft.plan),
        lambda: actions.add_action(
            actor=cast.ida.actor,
            plan=draft.plan,
            goal=draft.goals[0],
            wanted=Wanted("X", cast.at("gops").pk, DUE),
        ),
    ):
        with pytest.raises(KooperacjaError):
            act()
