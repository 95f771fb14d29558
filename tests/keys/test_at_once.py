"""Writers, readers and rotations in the same moment, each in a transaction and a connection of his own.
SQLite has one writer at a time; there two processes are tried (`test_two_processes`).
"""

from typing import Any

import pytest

from kooperacja.keys import actions, ring
from kooperacja.keys.actions import rotate_key, rotate_root
from kooperacja.keys.models import InstitutionKey
from kooperacja.people.actions import register_person, reveal_pesel, set_pesel
from tests.at_once import at_once
from tests.cast import Town, town
from tests.keys.conftest import HELP, NUMBERS, SYSTEM, keys, numbers_used, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def county(transactional_db: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(actions, "PORTION", 1)
    return town()


def registered(county: Town) -> list[Any]:
    halina = county.halina.actor
    return [register_person(actor=halina, first_name="Osoba", pesel=number) for number in NUMBERS]


def rotated(county: Town) -> None:
    list(rotate_key(actor=SYSTEM, institution_id=county.at("gops").pk))


def test_first_numbers_at_once_make_one_key_and_one_root_key(county: Town) -> None:
    def first(worker: str, number: str) -> Any:
        return lambda: register_person(actor=county.workers[worker].actor, first_name="Osoba", pesel=number)

    acts = [first(*one) for one in zip(("anna", "halina", "wanda", "wanda"), NUMBERS, strict=False)]
    assert at_once(*acts) == ["done"] * 4
    assert InstitutionKey.objects.count() == 2
    assert len(ring.read()) == 1


def test_two_rotations_at_once_lose_nothing(county: Town) -> None:
    people = registered(county)
    at_once(*[lambda: rotated(county)] * 3)
    assert [state for _number, state in keys()].count("current") == 1
    assert {state for _number, state in keys()} == {"current", "destroyed"}
    assert told(county, people) == NUMBERS


def test_who_writes_and_reads_during_a_rotation_is_not_disturbed(county: Town) -> None:
    people = registered(county)
    halina, seen = county.halina.actor, []

    def reads() -> None:
        seen.extend(reveal_pesel(actor=halina, person=one, purpose=HELP) for one in [*people[1:], *people[1:]])

    def writes() -> None:
        for version in range(1, 8):
            set_pesel(actor=halina, person=people[0], text=NUMBERS[version % 2], version=version)

    assert at_once(lambda: rotated(county), writes, reads) == ["done"] * 3
    assert tuple(seen) == NUMBERS[1:] * 2
    assert told(county, people) == (NUMBERS[1], *NUMBERS[1:])
    assert set(numbers_used()) == {2}


def test_the_root_key_and_a_key_are_rotated_at_once(county: Town) -> None:
    people = registered(county)

    def comes() -> None:
        people.append(register_person(actor=county.wanda.actor, first_name="Ola", pesel=NUMBERS[0]))

    at_once(lambda: list(rotate_root(actor=SYSTEM)), lambda: rotated(county), comes)
    [root] = ring.read()
    assert set(InstitutionKey.objects.filter(destroyed_at=None).values_list("root", flat=True)) == {root.name}
    assert told(county, people[:5]) == NUMBERS
    assert reveal_pesel(actor=county.wanda.actor, person=people[5], purpose=HELP) == NUMBERS[0]
