"""Asks the kernel and the model the same, and says where they differ."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction

from kooperacja.access.door import visible
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.snapshot import snapshot
from kooperacja.people.models import Person
from tests.kernel import bridge
from tests.kernel.model import ACTIONS, Actor
from tests.kernel.scenes import STRIDE, Scene, decided

# Worlds that stand in the database at the same time; more is no faster and takes memory.
# The surfaces are asked one scene at a time, in tables that hold few others.
SIDE_BY_SIDE, BESIDE_SURFACES = 4096, 64


def batches(scenes: Iterable[Scene], size: int = SIDE_BY_SIDE) -> Iterator[list[Scene]]:
    stream = iter(scenes)
    while batch := list(islice(stream, size)):
        yield batch


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
    for batch in batches(scenes, BESIDE_SURFACES):
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
