"""Row-level security alone answers the worlds of the proof as the independent model does (I23).

The table of questions gets the policy that a protected table has. For each world a function in the
database tells the settings, with their seal, and looks whether the row is there: one plan serves all.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from kooperacja.access.permit import NAMES, Claim, settings_of
from kooperacja.access.policies import SEALED, compiler, condition
from tests.kernel import bridge
from tests.kernel.model import allowed
from tests.kernel.scenes import Scene
from tests.kernel.test_kernel_equals_model import batches
from tests.kernel.worlds import FAMILIES, broken_chains, one_row_worlds
from tests.roles import as_application, role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

TELL = ", ".join(
    f"set_config('kooperacja.{name}', world.told[{n}], true)" for n, name in enumerate((*NAMES, "seal"), 1)
)
ASK = f"""
    CREATE FUNCTION kernel_proof_opened(worlds jsonb) RETURNS SETOF bigint
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE world record;
    BEGIN
        FOR world IN SELECT * FROM jsonb_to_recordset(worlds) AS each(id bigint, told text[]) LOOP
            PERFORM {TELL};
            IF EXISTS (SELECT 1 FROM kernel_proof_question WHERE id = world.id) THEN
                RETURN NEXT world.id;
            END IF;
        END LOOP;
    END $$
"""  # noqa: S608 - names of our own settings.


@pytest.fixture
def walled(question_table: None, db: None) -> Iterator[None]:
    """The policy ends with the test, like everything in its transaction."""
    table = bridge.Question._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        predicate = condition(bridge.Question, compiler().whole())
        cursor.execute(f"CREATE POLICY proof ON {table} FOR SELECT USING ({SEALED} AND {predicate})")
        cursor.execute(f'GRANT SELECT ON {table} TO "{role()}"')
        cursor.execute(ASK)
    with time_machine.travel(bridge.NOW, tick=False):
        yield


def opened(scenes: list[Scene]) -> list[bool]:
    """What the database shows of each scene's row, under the settings of its actor."""
    placed = bridge.load(scenes)
    bridge.ask(placed)
    worlds = [{"id": number, "told": list(told(scene))} for number, scene in enumerate(placed, 1)]
    with as_application(), connection.cursor() as cursor:
        cursor.execute("SELECT kernel_proof_opened(%s::jsonb)", [json.dumps(worlds)])
        shown = {number for (number,) in cursor.fetchall()}
    return [number in shown for number in range(1, len(placed) + 1)]


def told(scene: Scene) -> Iterable[str]:
    who = scene.actor
    claim = Claim(who.user, who.institution, who.role, scene.purpose, "read", bridge.NOW)
    return settings_of(claim).values()


def differences(scenes: Iterable[Scene]) -> tuple[int, int, list[Any]]:
    """How many worlds were asked, how many open, and where the database and the model differ."""
    asked = shown = 0
    differing: list[Any] = []
    for batch in batches(scenes):
        with transaction.atomic():
            answers = opened(batch)
            transaction.set_rollback(True)
        for scene, answer in zip(batch, answers, strict=True):
            expected = allowed(scene.world, scene.actor, scene.row, scene.purpose, scene.at)
            asked, shown = asked + 1, shown + expected
            if answer != expected:
                differing.append((scene.atoms, expected))
    return asked, shown, differing


def agree(scenes: Iterable[Scene], name: str) -> None:
    asked, shown, differing = differences(scenes)
    print(f"row-level security, {name}: {asked}, open {shown}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < shown < asked


def test_broken_chains_are_decided_as_by_the_model(walled: None) -> None:
    agree(islice(broken_chains(), 0, None, 7), "broken chains, a sample")


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_one_row_worlds_are_decided_as_by_the_model(walled: None, family: str) -> None:
    agree(islice(one_row_worlds(family), 0, None, 31), f"one-row worlds, {family}, a sample")


@pytest.mark.full
def test_all_broken_chains_are_decided_as_by_the_model(walled: None) -> None:
    agree(broken_chains(), "all broken chains")


@pytest.mark.full
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_all_one_row_worlds_are_decided_as_by_the_model(walled: None, family: str) -> None:
    agree(one_row_worlds(family), f"all one-row worlds, {family}")
