"""Standing in for a colleague: a dated appointment instead of another, exact to the instant, which ends with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.access.actions import add_part, appoint, appoint_each, end_each, recall, replace_key_worker
from kooperacja.access.door import visible, who
from kooperacja.access.models import Anchor, Appointment, Capacity
from kooperacja.access.permit import Claim, permit
from kooperacja.access.queries import key_worker_of, key_workers
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import Entry
from kooperacja.foundation.clock import day_end, day_start
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow, put
from tests.cast import MONDAY, Town, Worker
from tests.roles import as_application
from tests.statements import counted

HELP = Purpose.JOINT_HELP
MICROSECOND = timedelta(microseconds=1)
FROM, UNTIL = day_start(datetime(2026, 11, 9, tzinfo=UTC).date()), day_end(datetime(2026, 11, 13, tzinfo=UTC).date())
OPEN = {FROM - timedelta(days=1): 0, FROM - MICROSECOND: 0, FROM: 1, UNTIL - MICROSECOND: 1, UNTIL: 0}


def leading(anchor: Anchor) -> Appointment:
    return Appointment.objects.get(anchor=anchor, capacity=Capacity.KEY_WORKER, instead_of=None)


def stand_in(cast: Town, anchor: Anchor, worker: Worker) -> Appointment:
    row = leading(anchor)
    keys: dict[str, Any] = {"institution_id": row.institution_id, "anchor_id": anchor.pk, "capacity": row.capacity}
    days = {"valid_from": FROM, "valid_to": UNTIL}
    made = appoint_each(cast.halina.actor, [Appointment(user_id=worker.user.pk, instead_of=row, **keys, **days)])
    return made[0]


def seen(worker: Worker, instant: datetime) -> int:
    with time_machine.travel(instant, tick=False), snapshot():
        return visible(Person, worker.actor, HELP).count().number


def seen_by_policies(worker: Worker, instant: datetime) -> int:
    claim = Claim(**who(worker.actor, HELP), at=instant)
    with as_application(), permit(claim):
        return Person._base_manager.count()


def test_a_substitute_sees_from_the_first_instant_until_the_last_and_no_longer(
    cast: Town, child: Anchor, make_row: MakeRow
) -> None:
    """The day before, the first instant, the last, the one after."""
    make_row(child)
    stand_in(cast, child, cast.iga)
    assert {instant: seen(cast.iga, instant) for instant in OPEN} == OPEN
    assert {instant: seen(cast.anna, instant) for instant in OPEN} == dict.fromkeys(OPEN, 1)


@pytest.mark.postgres
def test_so_do_the_policies_of_the_database_alone(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    make_row(child)
    stand_in(cast, child, cast.iga)
    assert {instant: seen_by_policies(cast.iga, instant) for instant in OPEN} == OPEN


def test_a_lock_on_the_substitute_closes_what_standing_in_would_open(
    cast: Town, child: Anchor, make_row: MakeRow
) -> None:
    from kooperacja.access.actions import declare_conflict

    make_row(child)
    stand_in(cast, child, cast.iga)
    declare_conflict(cast.halina.actor, anchor_id=child.pk, user_id=cast.iga.user.pk)
    assert seen(cast.iga, FROM) == 0


def test_for_whom_one_stands_in_is_known_for_the_file_and_what_belongs_to_it(
    cast: Town, child: Anchor, dossier: Anchor
) -> None:
    put(cast.anna, dossier, Capacity.KEY_WORKER)
    add_part(cast.anna.actor, dossier_id=dossier.pk, subject_id=child.pk)
    stand_in(cast, dossier, cast.iga)
    from kooperacja.people.access import writing

    with time_machine.travel(FROM, tick=False):
        assert {who: sorted(at) for who, at in writing(cast.iga.actor).stands_in.items()} == {
            cast.anna.user.pk: sorted([dossier.pk, child.pk])
        }
        assert writing(cast.anna.actor).stands_in == {}
    with time_machine.travel(UNTIL, tick=False):
        assert writing(cast.iga.actor).stands_in == {}


def test_the_key_worker_is_still_the_one_who_is_away(cast: Town, child: Anchor) -> None:
    stand_in(cast, child, cast.iga)
    with time_machine.travel(FROM, tick=False):
        assert key_workers([child.pk]) == {child.pk: "Anna Lis"}
        assert key_worker_of(child.pk) == cast.anna.user.pk


def test_whoever_only_stands_in_can_be_named_for_good(cast: Town, child: Anchor) -> None:
    temporary = stand_in(cast, child, cast.iga)
    with time_machine.travel(FROM, tick=False):
        keys: dict[str, Any] = {"institution_id": cast.at("gops").pk, "anchor": child}
        made = appoint(cast.halina.actor, user_id=cast.iga.user.pk, **keys, capacity=Capacity.KEY_WORKER)
    assert made.pk != temporary.pk
    assert made.instead_of is None


@pytest.mark.parametrize("instant", [MONDAY + timedelta(hours=1), FROM + timedelta(hours=1)])
def test_it_ends_with_what_it_stands_in_for_also_before_it_begins(cast: Town, child: Anchor, instant: datetime) -> None:
    row = stand_in(cast, child, cast.iga)
    with time_machine.travel(instant, tick=False):
        recall(cast.halina.actor, user_id=cast.anna.user.pk, anchor_id=child.pk)
    row.refresh_from_db()
    assert row.valid_to == max(instant, FROM)
    assert not Appointment.objects.filter(anchor=child, valid_to__gt=max(instant, FROM)).exists()


def test_another_key_worker_needs_nobody_to_stand_in_for_the_earlier(cast: Town, child: Anchor) -> None:
    row = stand_in(cast, child, cast.iga)
    with time_machine.travel(FROM, tick=False):
        replace_key_worker(cast.halina.actor, user_id=cast.ewa.user.pk, institution_id=cast.at("gops").pk, anchor=child)
        assert key_workers([child.pk]) == {child.pk: "Ewa Dąb"}
    row.refresh_from_db()
    assert row.valid_to == FROM


def test_many_are_given_and_ended_in_a_constant_number_of_statements_each_with_its_entry(
    cast: Town, child: Anchor
) -> None:
    row = leading(child)

    def cost(number: int) -> tuple[int, int]:
        keys: dict[str, Any] = {"user_id": cast.iga.user.pk, "institution_id": row.institution_id, "instead_of": row}
        rows = [Appointment(anchor_id=child.pk, capacity=row.capacity, **keys) for _one in range(number)]
        with counted() as given:
            made = appoint_each(cast.halina.actor, rows)
        with counted() as ended:
            assert end_each(cast.halina.actor, made) == number
        return len(given), len(ended)

    before = Entry.objects.count()
    assert cost(2) == cost(40)
    assert Entry.objects.count() == before + 2 * (2 + 40)
    told = Entry.objects.filter(action="access.recall").last()
    assert told is not None
    assert (told.about_kind, told.anchor_id, told.user_id) == ("appointment", child.pk, cast.halina.user.pk)
