"""The kernel and the independent model answer the same question alike, on every small world.

On each engine: the whole predicate on all one-row worlds and all broken chains, for reading,
exporting and writing; and the arms of `visible`, the explanation and "who can see this" on the
chains with one broken link.
"""

from collections.abc import Iterator
from itertools import islice

import pytest
from django.db import transaction

from kooperacja.access import door
from tests.kernel import bridge
from tests.kernel.asked import batches, differences, surfaces_agree
from tests.kernel.chains import broken_chains
from tests.kernel.scenes import Scene
from tests.kernel.worlds import FAMILIES, one_row_worlds

# The product of the atoms is asked in parts, so that the processors share it. Their number is odd: each part
# then holds every atom both true and broken.
PARTS = 5


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_one_row_world_is_decided_as_by_the_model(proof: None, family: str, part: int) -> None:
    asked, opened, differing = differences(islice(one_row_worlds(family), part, None, PARTS))
    print(f"one-row worlds, {family}, part {part + 1} of {PARTS}: {asked}, open {opened}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < opened < asked


@pytest.mark.long
def test_every_broken_chain_is_decided_as_by_the_model(proof: None) -> None:
    asked, opened, differing = differences(broken_chains())
    print(f"broken chains: {asked}, open {opened}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < opened < asked


def test_derived_pacts_are_those_of_the_model(proof: None) -> None:
    agreed = {(s.world.forces, s.world.parties, s.world.clauses): s for s in broken_chains()}
    for batch in batches(agreed.values(), 2048):
        with transaction.atomic():
            bridge.load(batch)
            assert bridge.stored_pacts() == bridge.expected_pacts(batch)
            transaction.set_rollback(True)


def one_broken_link() -> Iterator[Scene]:
    """The chains with one thing changed, and the whole ones; the pairs are left to the predicate."""
    for scene in broken_chains():
        if " and " not in next(iter(scene.atoms)):
            yield scene


@pytest.mark.long
def test_arms_and_explanation_agree_with_the_model_on_a_sample_of_broken_links(proof: None) -> None:
    assert surfaces_agree(islice(one_broken_link(), 0, None, 97)) > 55


@pytest.mark.long
@pytest.mark.once
def test_arms_agree_also_where_somebody_has_too_many_files_for_a_list(
    proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above a number of anchors the list of values is a sub-select (kernel.md 4)."""
    monkeypatch.setattr(door, "MANY_ANCHORS", 0)
    own = (scene for scene in one_broken_link() if next(iter(scene.atoms)).startswith("own"))
    assert surfaces_agree(islice(own, 0, None, 61)) > 10


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_arms_and_explanation_agree_with_the_model_on_all_broken_links(proof: None, part: int) -> None:
    assert surfaces_agree(islice(one_broken_link(), part, None, PARTS)) > 1000


@pytest.mark.full
def test_arms_and_explanation_agree_with_the_model_on_open_worlds_and_their_neighbours(proof: None) -> None:
    """Of each family, worlds of which at most two atoms are broken."""
    few = (scene for scene in one_row_worlds() if list(scene.atoms.values()).count(False) <= 2)
    assert surfaces_agree(few) > 500
