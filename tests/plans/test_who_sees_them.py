"""Each row of a plan and of an action answers „why can I see this” and „who sees this”, and names nobody."""

from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.plans.models import Plan, PlanGoal, PlanLine, PlanRemark, PlanSignature
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.models import TaskSide, TaskText
from tests.cast import Town
from tests.plans.conftest import HELP
from tests.tasks.conftest import side_of


def test_its_worker_is_told_and_a_stranger_finds_nothing(cast: Town, in_force: Any, as_worker: Any) -> None:
    tasks.note(actor=cast.anna.actor, side=side_of(cast.anna, in_force.sides[0]), kind="evidence", text="Wizyta.")
    anna, jan = as_worker(cast.anna), as_worker(cast.jan)
    for model in (Plan, PlanGoal, PlanLine, PlanRemark, PlanSignature, TaskSide, TaskText):
        with snapshot():
            [row] = visible(model, cast.anna.actor, HELP).owned().all("pk", limit=1)  # type: ignore[type-var]
        for path in ("dlaczego", "kto-widzi"):
            address = f"/{path}/{model._meta.model_name}/{row.pk}/"
            answer = anna.get(address)
            assert answer.status_code == 200, address
            assert "Malinowsk" not in answer.content.decode()
            assert jan.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["plan", "taskside"])
def test_a_row_of_nobody_is_missing(cast: Town, in_force: Any, as_worker: Any, kind: str) -> None:
    assert as_worker(cast.anna).get(f"/dlaczego/{kind}/999999/").status_code == 404
