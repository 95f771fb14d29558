"""Row-level security alone answers the worlds of the proof as the independent model does (I23).

The table of questions gets the policy that a protected table has. For each question a function in the
database tells the settings, with their seal, and looks whether the row is there: one plan serves all.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

import pytest
from django.db import connection

from kooperacja.access.permit import NAMES, Claim, settings_of
from kooperacja.access.policies import condition
from kooperacja.access.routines import whole
from tests.kernel import bridge
from tests.kernel.asked import differences
from tests.kernel.chains import broken_chains
from tests.kernel.scenes import Scene
from tests.kernel.worlds import FAMILIES, one_row_worlds
from tests.roles import as_application, role

pytestmark = [pytest.mark.postgres, pytest.mark.proof]

TOLD = enumerate((*NAMES, "seal"), 1)
TELL = ", ".join(f"set_config('kooperacja.{name}', asked.told[{place}], true)" for place, name in TOLD)
ASK = f"""
    CREATE FUNCTION kernel_proof_opened(questions jsonb) RETURNS SETOF bigint
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE asked record;
    BEGIN
        FOR asked IN SELECT * FROM jsonb_to_recordset(questions) AS each(id bigint, told text[]) LOOP
            PERFORM {TELL};
            IF EXISTS (SELECT 1 FROM kernel_proof_question WHERE id = asked.id) THEN
                RETURN NEXT asked.id;
            END IF;
        END LOOP;
    END $$
"""  # noqa: S608 - names of our own settings.


@pytest.fixture
def walled(proof: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The policy ends with the test, like everything in its transaction."""
    table = bridge.Question._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"CREATE POLICY proof ON {table} FOR SELECT USING ({condition(bridge.Question, whole())})")
        cursor.execute(f'GRANT SELECT ON {table} TO "{role()}"')
        cursor.execute(ASK)
    monkeypatch.setattr(bridge, "whole_predicate", opened)


def opened(scenes: Sequence[Scene]) -> list[frozenset[str]]:
    """The actions for which the database shows each scene's row, under the settings of its actor."""
    bridge.ask(scenes)
    questions = list(bridge.Question.objects.all())
    told = [{"id": question.pk, "told": list(settings_of(claim_of(question)).values())} for question in questions]
    with as_application(), connection.cursor() as cursor:
        cursor.execute("SELECT kernel_proof_opened(%s::jsonb)", [json.dumps(told)])
        shown = {number for (number,) in cursor.fetchall()}
    actions: dict[int, set[str]] = defaultdict(set)
    for question in questions:
        if question.pk in shown:
            actions[question.scene].add(question.who_action)
    return [frozenset(actions[number]) for number in range(len(scenes))]


def claim_of(question: bridge.Question) -> Claim:
    return Claim(
        question.who_user,
        question.who_institution,
        question.who_role,
        question.who_purpose,
        question.who_action,
        bridge.NOW,
    )


def agree(scenes: Iterable[Scene], name: str) -> None:
    asked, shown, differing = differences(scenes)
    print(f"row-level security, {name}: {asked}, open {shown}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < shown < asked


def test_broken_chains_are_decided_as_by_the_model(walled: None) -> None:
    agree(islice(broken_chains(), 0, None, 23), "broken chains, a sample")


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_one_row_worlds_are_decided_as_by_the_model(walled: None, family: str) -> None:
    agree(islice(one_row_worlds(family), 0, None, 101), f"one-row worlds, {family}, a sample")


@pytest.mark.full
def test_all_broken_chains_are_decided_as_by_the_model(walled: None) -> None:
    agree(broken_chains(), "all broken chains")


@pytest.mark.full
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_all_one_row_worlds_are_decided_as_by_the_model(walled: None, family: str) -> None:
    agree(one_row_worlds(family), f"all one-row worlds, {family}")
