"""The diagnosis of the Malinowscy, whose case has come to it."""

from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.actions import Rating
from kooperacja.diagnosis.kinds import Area
from kooperacja.diagnosis.models import Diagnosis, Workshop
from kooperacja.diagnosis.queries.rows import get_diagnosis
from kooperacja.foundation.clock import today
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town
from tests.tasks.conftest import led  # noqa: F401 - a fixture.

HELP = Purpose.JOINT_HELP


@pytest.fixture
def assessed(led: Case) -> Case:  # noqa: F811
    """Anna leads it, Ewa coordinates, and the family has agreed to take part."""
    with permit():
        Case._base_manager.filter(pk=led.pk).update(state="assessment")
        led.refresh_from_db()
    return led


@pytest.fixture
def made(cast: Town, assessed: Case) -> Diagnosis:
    return actions.begin_diagnosis(actor=cast.anna.actor, case=assessed)


def rating(score: Any = 2, **more: Any) -> Rating:
    told = {"strengths": "Babcia mieszka obok.", "needs": "Zimno.", "words": "Chcemy mieć ciepło.", **more}
    return Rating(score, **{"source": "visit", "known_on": today(), **told})


def rate_all(worker: Any, row: Diagnosis, score: int = 2, *, but: str = "") -> Diagnosis:
    for area in Area.values:
        if area != but:
            actions.rate_area(actor=worker.actor, diagnosis=of(worker, row), area=area, rating=rating(score))
    return of(worker, row)


def held(worker: Any, case: Case, *institutions: int) -> Workshop:  # noqa: F811
    workshop = actions.plan_workshop(actor=worker.actor, case=case, day=today())
    facts: dict[str, Any] = {"held_on": today(), "from_family": 3, "institutions": institutions}
    actions.hold(actor=worker.actor, workshop=workshop, **facts)
    return workshop


def of(worker: Any, row: Diagnosis) -> Diagnosis:
    return get_diagnosis(worker.actor, row.ref, HELP)
