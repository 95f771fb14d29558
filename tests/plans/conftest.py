"""The plan of the Malinowscy: three goals, actions of GOPS, PPP and PUP."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.people.models import Person
from kooperacja.plans import actions
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.models import Plan
from kooperacja.plans.queries.rows import get_plan
from kooperacja.tasks.actions import Wanted
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town
from tests.desk.conftest import open_window  # noqa: F401 - a fixture.
from tests.tasks.conftest import led  # noqa: F401 - a fixture.

HELP = Purpose.JOINT_HELP
DUE = date(2026, 12, 11)
REMARK = "Chcemy, żeby dzieci chodziły do szkoły. Pani Basia nam pomoże."
VOTES = {"decided_on": date(2026, 11, 2), "votes_for": 4, "votes_against": 0, "abstained": 0, "recused": 1}
Draft = Callable[..., Any]


@pytest.fixture
def draft(cast: Town, led: Case) -> Any:  # noqa: F811
    """A plan as Anna wrote it; `goals` and `sides` are what is in it."""
    anna = cast.anna.actor
    plan = actions.make_plan(actor=anna, case=led)
    words = (("education", "Dzieci chodzą do szkoły"), ("income", "Rodzina ma stały dochód"), ("family", "Wsparcie"))
    goals = [
        actions.add_goal(actor=anna, plan=plan, category=category, words=GoalWords(title), is_main=number == 0)
        for number, (category, title) in enumerate(words)
    ]
    given = (("gops", "Wizyty asystenta", 2), ("ppp", "Wizyta u psychologa", 0), ("pup", "Oferta stażu", 1))
    sides = [
        actions.add_action(actor=anna, plan=plan, goal=goals[goal], wanted=Wanted(title, cast.at(to).pk, DUE))
        for to, title, goal in given
    ]
    return SimpleNamespace(plan=plan, goals=goals, sides=sides, case=led)


@pytest.fixture
def submitted(cast: Town, draft: Any) -> Any:
    actions.consult(actor=cast.anna.actor, plan=draft.plan)
    actions.add_remark(actor=cast.anna.actor, plan=draft.plan, text=REMARK, said_on=date(2026, 11, 2))
    actions.submit(actor=cast.ewa.actor, plan=of(cast.ewa, draft.plan))
    return draft


@pytest.fixture
def in_force(cast: Town, submitted: Any, family: dict[str, Person]) -> Any:  # noqa: F811
    force(cast, submitted.plan, family["Marta"])
    return submitted


def force(cast: Town, plan: Plan, person: Person) -> None:
    """From the team's yes into force."""
    actions.approve_plan(actor=cast.ewa.actor, plan=of(cast.ewa, plan), **VOTES)
    how: dict[str, Any] = {"medium": "paper", "signed_on": VOTES["decided_on"]}
    actions.sign_plan(actor=cast.anna.actor, plan=of(cast.anna, plan), person=person, **how)
    actions.sign_plan(actor=cast.anna.actor, plan=of(cast.anna, plan), **how)
    actions.enforce(actor=cast.ewa.actor, plan=of(cast.ewa, plan))


def of(worker: Any, plan: Plan) -> Plan:
    return get_plan(worker.actor, plan.ref, HELP)


def state(plan: Plan) -> str:
    with permit():
        return Plan._base_manager.get(pk=plan.pk).state
