"""What the tests of the desk stand on: a person of GOPS Wierzbowo, and windows to partners."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kooperacja.access.actions import appoint, new_anchor
from kooperacja.access.models import AnchorKind, Basis, Capacity, Share
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases.actions import add_member, open_case, write_note
from kooperacja.cases.models import Case
from kooperacja.people.models import Person
from kooperacja.referrals.actions import draft_referral, send_referral
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import Content
from kooperacja.referrals.queries.sides import get_side
from tests.cast import MONDAY, Town, Worker
from tests.replay import retold

FAMILY = (
    ("Marta", "mother", date(1990, 5, 14)),
    ("Adam", "father", date(1987, 2, 3)),
    ("Kuba", "son", date(2018, 7, 9)),
)


@pytest.fixture
@retold
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


@pytest.fixture
@retold
def case(cast: Town, at_monday: Any) -> Case:
    """The Malinowscy: a case of GOPS led by Anna, with four people and a note."""
    anna = cast.anna.actor
    row = open_case(
        actor=anna,
        family_name="Malinowscy",
        place="Wierzbowo",
        learned_on=MONDAY.date(),
        key_worker_id=cast.anna.user.pk,
        external_number="POMOST 114",
    )
    for name, kinship, born_on in FAMILY:
        add_member(actor=anna, case=row, first_name=name, last_name="Malinowscy", kinship=kinship, born_on=born_on)
    add_member(
        actor=anna,
        case=row,
        first_name="Ola",
        last_name="Malinowscy",
        kinship="daughter",
        born_on=date(2014, 3, 21),
        occupation="SP Wierzbowo, klasa 6",
        occupation_kind="education",
    )
    write_note(
        actor=anna,
        case=row,
        kind="phone",
        happened_on=MONDAY.date(),
        category=Category.FAMILY,
        text="Rozmowa z wychowawczynią.",
    )
    return row


@pytest.fixture
def send(cast: Town, at_monday: Any) -> Callable[..., str]:
    """`send(cast.piotr, "gops")` writes a referral and sends it; returns its reference."""

    def post(sender: Worker, addressee: str, **changes: str) -> str:
        basis = "school_duty" if sender.institution.key == "school" else "welfare_task"
        content = {
            "request": "Rozpoznanie sytuacji rodziny.",
            "reason": "34 godziny nieobecności.",
            "first_name": "Ola",
            "last_name": "Malinowska",
            "place": "Wierzbowo",
            "basis": basis,
            "family_knows": "yes",
        }
        side = draft_referral(
            actor=sender.actor, content=Content(**{**content, **changes}), addressee_id=cast.at(addressee).pk
        )
        send_referral(actor=sender.actor, side=side)
        return side.referral.ref

    return post


def side_of(worker: Worker, ref: str) -> Side:
    """The side of this worker's institution, for an action."""
    return get_side(worker.actor, ref, Purpose.JOINT_HELP)
