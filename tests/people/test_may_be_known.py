"""The warning that a person may be there already: yes or no, inside one institution."""

from datetime import date
from typing import Any

import pytest

from kooperacja.people.actions import register_person
from kooperacja.people.queries import may_be_known
from tests.cast import Town

BORN = date(2014, 3, 21)


@pytest.fixture(autouse=True)
def _ola(cast: Town, at_monday: Any) -> None:
    register_person(actor=cast.anna.actor, first_name="Ola", last_name="Żółkiewska", born_on=BORN)


def test_the_same_name_is_known_to_a_colleague_who_does_not_see_the_record(cast: Town) -> None:
    assert may_be_known(cast.iga.actor, "Ola", "Żółkiewska", BORN)


def test_names_are_compared_without_diacritics_and_case(cast: Town) -> None:
    assert may_be_known(cast.anna.actor, " ola", "ZOLKIEWSKA", None)


def test_two_known_dates_of_birth_must_agree(cast: Town) -> None:
    assert not may_be_known(cast.anna.actor, "Ola", "Żółkiewska", date(2013, 3, 21))


def test_an_unknown_date_of_birth_warns(cast: Town) -> None:
    register_person(actor=cast.anna.actor, first_name="Kuba", last_name="Żółkiewski")
    assert may_be_known(cast.anna.actor, "Kuba", "Żółkiewski", date(2018, 1, 1))


def test_another_name_is_not_known(cast: Town) -> None:
    assert not may_be_known(cast.anna.actor, "Ola", "Malinowska", BORN)


def test_another_institution_learns_nothing(cast: Town) -> None:
    """I20: a record of the same person elsewhere is not told of."""
    assert not may_be_known(cast.piotr.actor, "Ola", "Żółkiewska", BORN)
