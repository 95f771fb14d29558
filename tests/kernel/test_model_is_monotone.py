"""I13: a veto more, or a fact less that only speaks for access, never adds access.

The model is asked by enumeration, the kernel on the chains and their neighbours.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

import pytest
from django.db import transaction

from tests.kernel import bridge
from tests.kernel.chains import broken_chains, whole_chains
from tests.kernel.scenes import TABLES, Scene, apart, decided, veto, with_facts
from tests.kernel.worlds import FAMILIES, VETOES, one_row_worlds

pytestmark = pytest.mark.proof


@cache
def decisions(family: str) -> Mapping[tuple[bool, ...], frozenset[str]]:
    return {tuple(scene.atoms.values()): decided(scene) for scene in one_row_worlds(family)}


@pytest.mark.parametrize("family", FAMILIES)
def test_breaking_an_atom_never_adds_access(family: str) -> None:
    """I13: an atom that is false is a fact less or a veto more."""
    known, names = decisions(family), tuple(FAMILIES[family][1])
    added = [
        values
        for values, decision in known.items()
        for index, holds in enumerate(values)
        if not holds and names[index] not in TURNS
        if not decision <= known[(*values[:index], True, *values[index + 1 :])]
    ]
    assert not added


# Somebody appointed in another capacity is not less appointed.
TURNS = {"by law"}


def without_one_fact(scene: Scene) -> Iterator[tuple[str, Scene]]:
    for table in TABLES:
        facts = getattr(scene.world, table)
        for index in range(len(facts)):
            yield table, with_facts(scene, **{table: (*facts[:index], *facts[index + 1 :])})


def with_one_veto(scene: Scene) -> Iterator[Scene]:
    for kind in VETOES:
        for anchor in {scene.row.anchor, scene.row.subject}:
            yield with_facts(scene, vetoes=(*scene.world.vetoes, veto(kind, anchor)))


def assert_monotone(scene: Scene) -> None:
    """I13, for every single fact of the scene and for every veto that could be set."""
    before = decided(scene)
    for table, less in without_one_fact(scene):
        after = decided(less)
        assert after >= before if table == "vetoes" else after <= before, (scene.atoms, table)
    for vetoed in with_one_veto(scene):
        assert decided(vetoed) <= before, scene.atoms


def test_a_fact_less_or_a_veto_more_never_adds_access_to_a_chain() -> None:
    """I13"""
    for scene in (*whole_chains().values(), *islice(broken_chains(), 0, None, 29)):
        assert_monotone(scene)


def test_a_fact_less_or_a_veto_more_never_adds_access_to_a_sample_of_the_worlds() -> None:
    """I13"""
    for scene in islice(one_row_worlds(), 0, None, 401):
        assert_monotone(scene)


@pytest.mark.full
@pytest.mark.parametrize("family", FAMILIES)
def test_a_fact_less_or_a_veto_more_never_adds_access_to_any_world(family: str) -> None:
    """I13, by enumeration of all one-row worlds."""
    for scene in one_row_worlds(family):
        assert_monotone(scene)


def test_in_the_kernel_a_fact_less_or_a_veto_more_never_adds_access(proof: None) -> None:
    """I13, the kernel beside itself: what it opens in a chain, and in each of its neighbours."""
    asked = 0
    for whole in whole_chains().values():
        less = [(table, apart(scene)) for table, scene in without_one_fact(whole)]
        scenes = [whole, *(scene for _, scene in less), *with_one_veto(whole)]
        with transaction.atomic():
            before, *after = bridge.whole_predicate(scenes)
            transaction.set_rollback(True)
        for number, actions in enumerate(after):
            lifted = number < len(less) and less[number][0] == "vetoes"
            assert actions >= before if lifted else actions <= before, whole.atoms
        asked += len(after)
    assert asked > 900
