"""A typed PESEL number: what is wrong with it is said in a sentence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.config.demo.families import pesel_of
from kooperacja.config.demo.people import MALINOWSCY
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.pesel import MASK, born_on, checked

# Published as an example of a valid number; nobody of this century's files has it.
VALID = "44051401359"


@pytest.mark.parametrize("typed", [VALID, " 440514 01359 ", "440514-01359", "44 05 14 01 35 9"])
def test_spaces_and_hyphens_are_left_out(typed: str) -> None:
    assert checked(typed) == VALID


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("4405140135A", "pesel.letters", "Numer PESEL składa się z samych cyfr."),
        ("٤٤٠٥١٤٠١٣٥٩", "pesel.letters", "Numer PESEL składa się z samych cyfr."),
        ("", "pesel.letters", "Numer PESEL składa się z samych cyfr."),
        ("4405140135", "pesel.length", "Numer PESEL ma 11 cyfr, a ten ma 10."),
        ("440514013599", "pesel.length", "Numer PESEL ma 11 cyfr, a ten ma 12."),
        ("44051401358", "pesel.check_digit", "W tym numerze PESEL jest pomyłka"),
        ("44051410359", "pesel.check_digit", "W tym numerze PESEL jest pomyłka"),
        ("44133101357", "pesel.date", "nie daje możliwej daty urodzenia"),
        ("00000000000", "pesel.date", "nie daje możliwej daty urodzenia"),
        # Born in 1844, and in 2144.
        ("44851401353", "pesel.date", "nie daje możliwej daty urodzenia"),
        ("44451401351", "pesel.date", "nie daje możliwej daty urodzenia"),
    ],
)
def test_what_is_wrong_is_said(typed: str, code: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        checked(typed)
    assert (refusal.value.code, refusal.value.field) == (code, "pesel")
    assert sentence in str(refusal.value)


def test_a_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(RuleBroken) as refusal:
        checked("44051401358")
    assert "44051401358" not in f"{refusal.value!s}{refusal.value!r}{refusal.value.args}"


def test_centuries_are_told_by_the_month() -> None:
    assert born_on(VALID) == date(1944, 5, 14)
    assert born_on("02211307589") == date(2002, 1, 13)


def test_a_day_that_has_not_come_is_no_date_of_birth(at_monday: Any) -> None:
    assert checked("26310200004").startswith("263102")
    with pytest.raises(RuleBroken) as refusal:
        checked("26310300001")
    assert refusal.value.code == "pesel.date"


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        number = checked(typed)
    except RuleBroken:
        return
    assert len(number) == 11
    assert checked(number) == number


def test_no_digit_is_in_the_mask() -> None:
    assert len(MASK) == 11
    assert not any(one.isdigit() for one in MASK)


def test_people_of_the_demonstration_have_numbers_that_agree_with_their_birth() -> None:
    known = [(one, pesel_of(one)) for one in MALINOWSCY if pesel_of(one)]
    assert known
    assert all(born_on(checked(number)) == one.born_on for one, number in known)
