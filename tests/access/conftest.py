"""A person of GOPS Wierzbowo, whose key worker is Anna."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.actions import appoint, authorise, new_anchor
from kooperacja.access.models import Anchor, AnchorKind, Capacity
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.people.models import Person
from tests.cast import Town, Worker

MakeRow = Callable[..., Person]


@pytest.fixture
def make_row(cast: Town, at_monday: object) -> MakeRow:
    """`make_row(anchor, subject=…, category=…)`: a protected row of the owner of its anchor."""

    def make(anchor: Anchor, subject: Anchor | None = None, category: str = Category.IDENTITY) -> Person:
        row = Person(
            owner=anchor.owner,
            anchor=anchor,
            subject=subject or anchor,
            category=category,
            level=LEVEL_OF[Category(category)],
            first_name="Ola",
            last_name="Malinowska",
            folded="ola malinowska",
        )
        row.save(force_insert=True)
        return row

    return make


@pytest.fixture
def dossier(cast: Town, at_monday: object) -> Anchor:
    """A dossier of GOPS with nobody appointed."""
    return new_anchor(AnchorKind.DOSSIER, cast.at("gops").pk)


@pytest.fixture
def child(cast: Town, at_monday: object) -> Anchor:
    """A child in the register of GOPS; Anna is the key worker."""
    anchor = new_anchor(AnchorKind.PERSON, cast.at("gops").pk)
    put(cast.anna, anchor, Capacity.KEY_WORKER)
    return anchor


def put(worker: Worker, anchor: Anchor, capacity: str) -> None:
    """Appoint the worker to the file, by an act of the institution itself."""
    keys: dict[str, Any] = {"user_id": worker.user.pk, "institution_id": worker.institution.pk}
    appoint(worker.actor, **keys, anchor=anchor, capacity=capacity)


def trust(worker: Worker, *categories: str) -> None:
    """An authorisation for further categories."""
    keys: dict[str, Any] = {"user_id": worker.user.pk, "institution_id": worker.institution.pk}
    authorise(worker.actor, **keys, categories=categories)
