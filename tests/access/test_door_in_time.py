"""The door in time: pages of one list, an agreement that stops, a clock that goes back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from kooperacja.access.actions import add_part, appoint, new_anchor
from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Basis, Capacity, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import COUNT_LIMIT, Total
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import AgreementForce
from kooperacja.audit.actions import record
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town, Worker

HELP = Purpose.JOINT_HELP
MANY = COUNT_LIMIT + 7


def people_of(cast: Town, number: int) -> list[Person]:
    """People of a dossier of GOPS Wierzbowo that Anna works on, all changed at the same instant."""
    gops = cast.at("gops")
    dossier = new_anchor(AnchorKind.DOSSIER, gops.pk)
    keys: dict[str, Any] = {"institution_id": gops.pk, "anchor": dossier, "capacity": Capacity.TEAM}
    appoint(cast.anna.actor, user_id=cast.anna.user.pk, **keys)
    anchors = [new_anchor(AnchorKind.PERSON, gops.pk) for _number in range(3)]
    for anchor in anchors:
        add_part(cast.anna.actor, dossier_id=dossier.pk, subject_id=anchor.pk)
    rows = [
        Person(
            owner=gops,
            anchor=anchors[order % 3],
            subject=anchors[order % 3],
            category=Category.IDENTITY,
            level=2,
            first_name=f"Osoba {order}",
            folded=f"osoba {order}",
            updated_at=now(),
        )
        for order in range(number)
    ]
    return Person._base_manager.bulk_create(rows)


def pages(worker: Worker, limit: int) -> Iterator[list[int]]:
    after = ""
    while True:
        with snapshot():
            page = visible(Person, worker.actor, HELP).page(("-updated_at", "-pk"), after=after, limit=limit)
        yield [row.pk for row in page.rows]
        after = page.after
        if not after:
            return


def test_pages_hold_each_row_once_and_the_total_is_theirs(cast: Town, at_monday: object) -> None:
    """I3: list and pages are the same rows, without gap or double; the stated total is exact."""
    made = {row.pk for row in people_of(cast, 53)}
    walked = [pk for page in pages(cast.anna, 10) for pk in page]
    assert len(walked) == len(made)
    assert set(walked) == made
    with snapshot():
        assert visible(Person, cast.anna.actor, HELP).count() == Total(53)


def test_a_total_above_a_thousand_is_only_more_than(cast: Town, at_monday: object) -> None:
    """I3: exact to 1,000, then "more than 1,000"."""
    people_of(cast, MANY)
    with snapshot():
        assert visible(Person, cast.anna.actor, HELP).count() == Total(COUNT_LIMIT, more=True)


def test_a_page_back_is_the_page_that_was_left(cast: Town, at_monday: object) -> None:
    people_of(cast, 30)
    order = ("-updated_at", "-pk")
    with snapshot():
        rows = visible(Person, cast.anna.actor, HELP)
        first = rows.page(order, limit=10)
        second = rows.page(order, after=first.after, limit=10)
        again = rows.page(order, before=second.before, limit=10)
    assert [row.pk for row in again.rows] == [row.pk for row in first.rows]
    assert not again.before


@pytest.mark.sqlite
def test_a_page_far_down_is_sought_in_the_index_and_not_walked_to(cast: Town, at_monday: object) -> None:
    """Asked with the values apart, as the product does: SQLite sees more where they are in the words."""
    people_of(cast, 30)
    order = ("-updated_at", "-pk")
    heard: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append((sql, params))
        return execute(sql, params, many, context)

    with snapshot(), connection.execute_wrapper(hear):
        rows = visible(Person, cast.halina.actor, HELP)
        rows.page(order, after=rows.page(order, limit=10).after, limit=10)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {heard[-1][0]}", heard[-1][1])
        plan = [step for *_numbers, step in cursor.fetchall()]
    assert "SEARCH people_person USING INDEX person_owner (owner_id=? AND updated_at<?)" in plan


@pytest.fixture
def shown(cast: Town, at_monday: object) -> Person:
    """A person of GOPS whom Piotr of the school sees through a window."""
    row = people_of(cast, 1)[0]
    keys: dict[str, Any] = {
        "subject": row.subject,
        "recipient": cast.at("school"),
        "category": row.category,
        "purpose": HELP,
    }
    basis = Basis.objects.create(**keys, source="zgoda")
    Share.objects.create(**keys, owner=row.owner, anchor=row.anchor, agreement=cast.agreement, basis=basis)
    school = cast.at("school").pk
    piotr = {"user_id": cast.piotr.user.pk, "institution_id": school}
    appoint(cast.anna.actor, **piotr, anchor=row.anchor, capacity=Capacity.TEAM)
    return row


def sees(worker: Worker) -> bool:
    with snapshot():
        return visible(Person, worker.actor, HELP).exists()


def test_a_suspension_closes_windows_for_what_begins_after_it(cast: Town, shown: Person) -> None:
    """I8: suspended now, closed at the next request; the share itself is untouched."""
    assert sees(cast.piotr)
    assert cast.agreement is not None
    AgreementForce.objects.filter(agreement=cast.agreement).update(valid_to=now())
    rederive(cast.agreement.pk)
    assert not sees(cast.piotr)
    assert sees(cast.anna)


def test_an_appointment_by_another_institution_opens_nothing_of_ours(cast: Town, shown: Person) -> None:
    """I15: whoever the school appoints to our file, our rows stay ours until we show them."""
    keys: dict[str, Any] = {"institution_id": cast.at("school").pk, "anchor": shown.anchor}
    appoint(cast.wanda.actor, user_id=cast.wanda.user.pk, **keys, capacity=Capacity.KEY_WORKER)
    Share.objects.update(valid_to=now())
    assert not sees(cast.wanda)


def test_a_clock_that_goes_back_opens_no_ended_fact(cast: Town, shown: Person) -> None:
    """I42: time never falls below the last entry of the trail."""
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        Share.objects.update(valid_to=now())
        record(cast.anna.actor, "test.later")
    assert not sees(cast.piotr)
    with snapshot() as shot:
        assert shot.at == MONDAY + timedelta(days=3)
        assert shot.clock_behind
