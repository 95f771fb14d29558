"""What the tests of the desk stand on: a person of GOPS Wierzbowo, and windows to partners."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.actions import appoint, new_anchor
from kooperacja.access.models import AnchorKind, Basis, Capacity, Share
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.people.models import Person
from tests.cast import Town, Worker


@pytest.fixture
def ola(cast: Town, at_monday: object) -> Person:
    """Ola Malinowska, registered by GOPS Wierzbowo; Anna is her key worker."""
    anchor = new_anchor(AnchorKind.PERSON, cast.at("gops").pk)
    keys = {"user_id": cast.anna.user.pk, "institution_id": cast.at("gops").pk, "capacity": Capacity.KEY_WORKER}
    appoint(cast.anna.actor, anchor=anchor, **keys)
    row = Person(
        owner=cast.at("gops"),
        anchor=anchor,
        subject=anchor,
        category=Category.IDENTITY,
        level=2,
        first_name="Ola",
        last_name="Malinowska",
        folded="ola malinowska",
    )
    row.save(force_insert=True)
    return row


@pytest.fixture
def open_window(cast: Town) -> Callable[..., Share]:
    """GOPS shows a row to a partner's worker: share, consent and appointment, until a day or without end."""

    def show(row: Any, recipient: Worker, **times: Any) -> Share:
        keys = {
            "subject": row.subject,
            "recipient": recipient.institution,
            "category": row.category,
            "purpose": Purpose.JOINT_HELP,
        }
        basis = Basis.objects.create(**keys, is_consent=True, source="Zgoda z 12.10.2026, punkt 2", **times)
        who = {"user_id": recipient.user.pk, "institution_id": recipient.institution.pk}
        appoint(cast.anna.actor, anchor=row.anchor, capacity=Capacity.TEAM, **who)
        return Share.objects.create(
            **keys, owner=row.owner, anchor=row.anchor, agreement=cast.agreement, basis=basis, **times
        )

    return show
