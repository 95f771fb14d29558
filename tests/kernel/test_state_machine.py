"""A small county lived through at random over the programming interface. After each move every surface of every
reader equals the model, and the facts in the tables are those that the moves made; what is refused changes nothing.

The model is asked about a world that the machine keeps beside, from what it did itself (`tests/kernel/ledger.py`).
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.conftest import Program
from tests.cast import Town
from tests.kernel import life
from tests.kernel.life_of_files import Files, Windows
from tests.kernel.life_of_papers import Papers, Workers
from tests.kernel.small_county import SmallCounty


def lived(cast: Town, as_worker: Any, *, lives: int, moves: int, thorough: bool = False) -> Counter[str]:
    life.EXPLORED.clear()
    kinds = {"county": SmallCounty(cast, Program, as_worker), "thorough": thorough}
    chosen = settings(
        max_examples=lives,
        stateful_step_count=moves,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Life", (Windows, Files, Workers, Papers), kinds), settings=chosen)
    print(", ".join(f"{name}: {number}" for name, number in sorted(life.EXPLORED.items())))  # noqa: T201
    return life.EXPLORED


@pytest.mark.long
@pytest.mark.once
def test_after_each_move_every_surface_equals_the_model(cast: Town, at_monday: Any, as_worker: Any) -> None:
    explored = lived(cast, as_worker, lives=3, moves=6)
    assert explored["states"] > 10
    assert min(explored["moves made"], explored["moves refused"]) > 1


@pytest.mark.full
def test_many_long_lives(cast: Town, at_monday: Any, as_worker: Any) -> None:
    explored = lived(cast, as_worker, lives=20, moves=40)
    assert explored["states"] > 300


@pytest.mark.full
def test_a_few_lives_looked_at_from_everywhere(cast: Town, at_monday: Any, as_worker: Any) -> None:
    assert lived(cast, as_worker, lives=3, moves=12, thorough=True)["states"] > 30
