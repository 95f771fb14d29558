"""A case of GOPS with its coordinator in the team, and an action that PPP is to do in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.actions import appoint_worker
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.tasks import actions
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.models import Task, TaskSide, TaskText
from kooperacja.tasks.queries.rows import get_side
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town

HELP = Purpose.JOINT_HELP
VISIT = "Wizyta dzieci u psychologa"
# A Saturday; the Monday after it is the deadline.
SATURDAY, DUE = date(2026, 12, 12), date(2026, 12, 14)
Give = Callable[..., TaskSide]


@pytest.fixture
def led(cast: Town, case: Case) -> Case:  # noqa: F811
    """Anna leads it, and Ewa coordinates."""
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.ewa.user.pk)
    return case


@pytest.fixture
def give(cast: Town, led: Case) -> Give:
    """Anna offers PPP the visit, unless told otherwise."""

    def given(to: str = "ppp", **told: Any) -> TaskSide:
        words = {"title": VISIT, "taker_id": cast.at(to).pk, "wanted_on": SATURDAY, **told}
        return actions.give(actor=cast.anna.actor, case=led, wanted=Wanted(**words))

    return given


def side_of(worker: Any, side: TaskSide) -> TaskSide:
    """The same action as this worker's side has it."""
    return get_side(worker.actor, side.task.ref, HELP)


def state(side: TaskSide) -> str:
    with permit():
        return Task._base_manager.get(pk=side.task_id).state


def refused(code: str, act: Callable[[], Any]) -> KooperacjaError:
    """Refused with this code, and nothing half done."""
    models = (Task, TaskSide, TaskText)
    with permit():
        before = [model._base_manager.count() for model in models]
    with pytest.raises(KooperacjaError) as refusal:
        act()
    assert refusal.value.code == code
    with permit():
        assert [model._base_manager.count() for model in models] == before
    return refusal.value
