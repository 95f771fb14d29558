"""The kernel and the independent model answer the same question alike, on every small world.

On each engine: the whole predicate on all one-row worlds and all broken chains, and the arms of
`visible` with the explanation on the chains with one broken link.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db import transaction

from kooperacja.access.door import visible
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.snapshot import snapshot
from kooperacja.people.models import Person
from tests.kernel import bridge
from tests.kernel.chains import broken_chains
from tests.kernel.model import ACTIONS, Actor
from tests.kernel.scenes import STRIDE, Scene, decided
from tests.kernel.worlds import FAMILIES, one_row_worlds

pytestmark = pytest.mark.proof

# Worlds that stand in the database at the same time; more is no faster and takes memory.
SIDE_BY_SIDE = 4096
# The product of the atoms is asked in parts, so that the processors share it. Their number is odd: each part
# then holds every atom both true and broken.
PARTS = 5


def batches(scenes: Iterable[Scene], size: int = SIDE_BY_SIDE) -> Iterator[list[Scene]]:
    stream = iter(scenes)
    while batch := list(islice(stream, size)):
        yield batch


@pytest.fixture
def proof(question_table: None, db: None) -> Iterator[None]:
    with time_machine.travel(bridge.NOW, tick=False):
        yield


def differences(scenes: Iterable[Scene]) -> tuple[int, int, list[Any]]:
    """How many worlds were asked, how many open, and where kernel and model differ."""
    asked = opened = 0
    differing: list[Any] = []
    for batch in batches(scenes):
        with transaction.atomic():
            answers = bridge.whole_predicate(batch)
            transaction.set_rollback(True)
        for scene, answer in zip(batch, answers, strict=True):
            expected = decided(scene)
            asked, opened = asked + 1, opened + bool(expected)
            if answer != expected:
                differing.append((scene.atoms, expected, answer))
    return asked, opened, differing


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_one_row_world_is_decided_as_by_the_model(proof: None, family: str, part: int) -> None:
    asked, opened, differing = differences(islice(one_row_worlds(family), part, None, PARTS))
    print(f"one-row worlds, {family}, part {part + 1} of {PARTS}: {asked}, open {opened}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < opened < asked


def test_every_broken_chain_is_decided_as_by_the_model(proof: None) -> None:
    asked, opened, differing = differences(broken_chains())
    print(f"broken chains: {asked}, open {opened}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < opened < asked


def test_derived_pacts_are_those_of_the_model(proof: None) -> None:
    for batch in batches(broken_chains(), 2048):
        with transaction.atomic():
            bridge.load(batch)
            assert bridge.stored_pacts() == bridge.expected_pacts(batch)
            transaction.set_rollback(True)


def one_broken_link() -> Iterator[Scene]:
    """The chains with one thing changed, and the whole ones; the pairs are left to the predicate."""
    for scene in broken_chains():
        if " and " not in next(iter(scene.atoms)):
            yield scene


def _row(scene: Scene, number: int) -> Person:
    row = scene.row
    return Person(
        pk=number,
        ref=f"r{number}",
        owner_id=row.owner,
        anchor_id=row.anchor,
        subject_id=row.subject,
        category=row.category,
        level=row.level,
        first_name="Ola",
        folded="ola",
    )


class Surfaces(NamedTuple):
    """What the surfaces of the kernel say of one scene, each as the actions that it opens."""

    shown: frozenset[str]
    explained: frozenset[str]
    listed: frozenset[tuple[int, int]]


def surfaces(scene: Scene, number: int) -> Surfaces:
    """The arms, the explanation, and whom "who can see this" lists, for which institution."""
    actor, row = bridge.actor_of(scene), _row(scene, number)
    shown, explained = set(), set()
    with snapshot() as shot:
        assert shot.at == bridge.NOW
        for action in ACTIONS:
            if visible(Person, actor, scene.purpose, action).filter(pk=number).exists():
                shown.add(action)
            if any(report.holds for report in explain(actor, row, scene.purpose, action)):
                explained.add(action)
        sights = who_can_see(row, scene.purpose)
    return Surfaces(frozenset(shown), frozenset(explained), frozenset((s.user_id, s.institution_id) for s in sights))


def expected_of(scene: Scene, offset: int) -> Surfaces:
    """What the model says of them; whoever has several roles is listed if one of them opens the row."""
    actions = decided(scene)
    posts = {(m.user, m.institution, m.role) for m in scene.world.memberships}
    readers = (post for post in posts if "read" in decided(scene._replace(actor=Actor(*post))))
    return Surfaces(
        actions, actions, frozenset((user + offset, institution + offset) for user, institution, _ in readers)
    )


def surfaces_agree(scenes: Iterable[Scene]) -> int:
    """All surfaces beside the model; returns how many scenes were asked."""
    asked = 0
    for batch in batches(scenes, 1024):
        with transaction.atomic():
            placed = bridge.load(batch)
            rows = [_row(scene, number) for number, scene in enumerate(placed, 1)]
            Person._base_manager.bulk_create(rows, bridge.BATCH)
            for number, scene in enumerate(placed, 1):
                offset = STRIDE * (number - 1)
                assert surfaces(scene, number) == expected_of(batch[number - 1], offset), scene.atoms
            transaction.set_rollback(True)
        asked += len(batch)
    print(f"arms, explanations, who can see: {asked}")  # noqa: T201
    return asked


def test_arms_and_explanation_agree_with_the_model_on_a_sample_of_broken_links(proof: None) -> None:
    assert surfaces_agree(islice(one_broken_link(), 0, None, 30)) > 50


@pytest.mark.full
def test_arms_and_explanation_agree_with_the_model_on_all_broken_links(proof: None) -> None:
    assert surfaces_agree(one_broken_link()) > 2000
