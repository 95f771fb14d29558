"""Who may consent for whom on a day: the person, a parent, a guardian, a curator, or nobody."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.cases.models import Case
from kooperacja.people.actions import (
    add_detail,
    correct_detail,
    end_detail,
    register_household,
    register_person,
    relate,
)
from kooperacja.people.actions.details import DetailText
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Detail, Person
from kooperacja.people.queries import age_on, of_age_on, who_may_consent_for
from tests.cast import MONDAY, Town

DAY = MONDAY.date()
PAPER = "Sąd Rejonowy w Brzezinie, III RNsm 12/25, 4.05.2025"
Family = dict[str, Person]


def ruled(cast: Town, person: Person, kind: str, other: Person | None = None, **more: Any) -> Detail:
    facts = {"since": DAY - timedelta(days=30), "paper": PAPER, **more}
    return add_detail(actor=cast.anna.actor, person=person, typed=DetailText(kind, other=other, **facts))


def told(cast: Town, person: Person, on: date = DAY) -> dict[str, str]:
    return {one.name.split()[0]: one.kind for one in who_may_consent_for(cast.anna.actor, person, on)}


def test_an_adult_decides_alone(cast: Town, family: Family) -> None:
    found = who_may_consent_for(cast.anna.actor, family["Marta"], DAY)
    assert [(one.ref, one.relation, one.kind) for one in found] == [(family["Marta"].ref, "", "self")]


def test_either_parent_decides_for_a_child_until_it_comes_of_age(cast: Town, family: Family) -> None:
    found = who_may_consent_for(cast.anna.actor, family["Ola"], DAY)
    assert {one.name.split()[0] for one in found} == {"Marta", "Adam"}
    assert {one.until for one in found} == {date(2032, 3, 21)}
    assert not any(one.must_agree for one in found)


@pytest.mark.parametrize(
    ("on", "agrees"), [(date(2027, 3, 20), {False}), (date(2027, 3, 21), {True}), (date(2032, 3, 20), {True})]
)
def test_from_thirteen_the_child_agrees_too(cast: Town, family: Family, on: date, agrees: set[bool]) -> None:
    assert {one.must_agree for one in who_may_consent_for(cast.anna.actor, family["Ola"], on)} == agrees


def test_born_on_the_29th_of_february_one_comes_of_age_on_the_28th() -> None:
    """Art. 112 of the civil code: a year that lacks the day ends with the last day of the month."""
    leap = date(2008, 2, 29)
    assert of_age_on(leap, DAY) == date(2026, 2, 28)
    assert [age_on(leap, day) for day in (date(2026, 2, 27), date(2026, 2, 28), date(2028, 2, 28))] == [17, 18, 19]
    assert age_on(leap, date(2028, 2, 29)) == 20


def test_on_the_eighteenth_birthday_the_child_decides_alone(cast: Town, family: Family) -> None:
    assert told(cast, family["Ola"], date(2032, 3, 20)) == {"Marta": "parent", "Adam": "parent"}
    assert told(cast, family["Ola"], date(2032, 3, 21)) == {"Ola": "self"}


@pytest.mark.parametrize("kind", [DetailKind.AUTHORITY_SUSPENDED, DetailKind.AUTHORITY_DEPRIVED])
def test_a_parent_without_authority_does_not_decide_for_this_child(cast: Town, family: Family, kind: str) -> None:
    ruled(cast, family["Ola"], kind, family["Adam"])
    assert told(cast, family["Ola"]) == {"Marta": "parent"}
    assert told(cast, family["Kuba"]) == {"Marta": "parent", "Adam": "parent"}


def test_a_limited_authority_is_told_with_its_paper(cast: Town, family: Family) -> None:
    ruled(cast, family["Ola"], DetailKind.AUTHORITY_LIMITED, family["Adam"])
    whys = {one.name.split()[0]: one.why for one in who_may_consent_for(cast.anna.actor, family["Ola"], DAY)}
    assert PAPER in whys["Adam"]
    assert PAPER not in whys["Marta"]


def test_a_guardian_comes_before_the_parents_while_the_ruling_holds(cast: Town, family: Family) -> None:
    row = ruled(cast, family["Kuba"], DetailKind.GUARDIAN, text="Zofia Malinowska")
    assert told(cast, family["Kuba"]) == {"Zofia": "guardian"}
    assert told(cast, family["Kuba"], row.since - timedelta(days=1)) == {"Marta": "parent", "Adam": "parent"}
    end_detail(actor=cast.anna.actor, detail=row, until=DAY)
    assert told(cast, family["Kuba"], DAY - timedelta(days=1)) == {"Zofia": "guardian"}
    assert told(cast, family["Kuba"]) == {"Marta": "parent", "Adam": "parent"}


def test_for_who_is_wholly_incapacitated_the_guardian_decides_or_nobody(cast: Town, family: Family) -> None:
    ruled(cast, family["Adam"], DetailKind.INCAPACITATED_WHOLLY)
    assert told(cast, family["Adam"]) == {}
    assert told(cast, family["Ola"]) == {"Marta": "parent"}
    ruled(cast, family["Adam"], DetailKind.GUARDIAN, family["Marta"])
    assert told(cast, family["Adam"]) == {"Marta": "guardian"}


def test_who_is_partly_incapacitated_agrees_beside_the_curator(cast: Town, family: Family) -> None:
    ruled(cast, family["Adam"], DetailKind.INCAPACITATED_PARTLY)
    assert told(cast, family["Adam"]) == {}
    ruled(cast, family["Adam"], DetailKind.CURATOR, text="Jerzy Nowak")
    found = who_may_consent_for(cast.anna.actor, family["Adam"], DAY)
    assert [(one.name, one.ref, one.must_agree) for one in found] == [("Jerzy Nowak", "", True)]


def test_a_ruling_that_was_written_by_mistake_never_held(cast: Town, family: Family) -> None:
    row = ruled(cast, family["Ola"], DetailKind.AUTHORITY_DEPRIVED, family["Marta"])
    right = DetailText(DetailKind.AUTHORITY_DEPRIVED, row.since, paper=PAPER, other=family["Adam"])
    correct_detail(actor=cast.anna.actor, detail=row, person=family["Ola"], typed=right)
    assert told(cast, family["Ola"]) == {"Marta": "parent"}


def second_home(cast: Town, child: Person, name: str, kinship: str, childs: str = "son") -> Person:
    """Somebody of age with a household of his own, in which the child lives too."""
    actor = cast.halina.actor
    grown = register_person(actor=actor, first_name=name, born_on=date(1985, 1, 1))
    second = register_household(actor=actor, name="Wilk")
    relate(actor=actor, household=second, person=grown, kinship=kinship)
    relate(actor=actor, household=second, person=child, kinship=childs)
    return grown


def says(cast: Town, child: Person, kind: str, other: Person, **more: Any) -> Detail:
    facts = {"since": DAY - timedelta(days=30), **more}
    return add_detail(actor=cast.halina.actor, person=child, typed=DetailText(kind, other=other, **facts))


def decides(cast: Town, child: Person) -> set[str]:
    return {one.name.split()[0] for one in who_may_consent_for(cast.halina.actor, child, DAY)}


def test_a_parent_of_the_second_household_decides_too(cast: Town, case: Case, family: Family) -> None:
    """A child of parents who live apart belongs to two households; the card says that Adam is its stepfather."""
    kuba = family["Kuba"]
    second_home(cast, kuba, "Robert", "father")
    assert decides(cast, kuba) == {"Marta"}, "of two fathers one is not, and nobody guesses which"
    says(cast, kuba, DetailKind.NOT_PARENT, family["Adam"])
    assert decides(cast, kuba) == {"Marta", "Robert"}
    assert decides(cast, family["Ola"]) == {"Marta", "Adam"}


def test_a_stepfather_decides_for_his_own_child_and_not_for_the_other(cast: Town, family: Family) -> None:
    """Entered as father of the household, he is the father of one child in it; when he adopts, of both."""
    row = says(cast, family["Ola"], DetailKind.NOT_PARENT, family["Adam"])
    assert (decides(cast, family["Ola"]), decides(cast, family["Kuba"])) == ({"Marta"}, {"Marta", "Adam"})
    end_detail(actor=cast.halina.actor, detail=row, until=DAY)
    assert decides(cast, family["Ola"]) == {"Marta", "Adam"}


@pytest.mark.parametrize("kinship", ["stepmother", "stepfather", "grandmother", "foster_parent", "guardian", "partner"])
def test_who_is_written_down_as_no_parent_decides_nothing(cast: Town, family: Family, kinship: str) -> None:
    second_home(cast, family["Kuba"], "Jolanta", kinship)
    assert decides(cast, family["Kuba"]) == {"Marta", "Adam"}


def test_a_stepmother_of_the_second_household_takes_no_mothers_place(cast: Town, family: Family) -> None:
    """Entered as mother, she makes the answer unsure; the card names the mother, and it is sure again."""
    jolanta = second_home(cast, family["Kuba"], "Jolanta", "mother")
    assert decides(cast, family["Kuba"]) == {"Adam"}
    says(cast, family["Kuba"], DetailKind.PARENT, family["Marta"])
    says(cast, family["Kuba"], DetailKind.NOT_PARENT, jolanta)
    assert decides(cast, family["Kuba"]) == {"Marta", "Adam"}


def test_a_foster_family_does_not_decide_for_the_foster_child(cast: Town, family: Family) -> None:
    second_home(cast, family["Ola"], "Jolanta", "mother", childs="foster_child")
    assert decides(cast, family["Ola"]) == {"Marta", "Adam"}


def test_a_grandchild_in_the_household_of_its_grandparents_has_the_parent_whom_the_card_names(
    cast: Town, family: Family
) -> None:
    """The place in the household says „relative”; without the card nobody is known, and with it its mother alone."""
    actor = cast.halina.actor
    baby = register_person(actor=actor, first_name="Staś", born_on=date(2025, 1, 1))
    home = register_household(actor=actor, name="Wilk")
    grown = register_person(actor=actor, first_name="Kamila", born_on=date(2003, 1, 1))
    for person, kinship in ((family["Marta"], "mother"), (grown, "daughter"), (baby, "relative")):
        relate(actor=actor, household=home, person=person, kinship=kinship)
    assert decides(cast, baby) == set()
    says(cast, baby, DetailKind.PARENT, grown)
    [found] = who_may_consent_for(actor, baby, DAY)
    assert (found.ref, found.kind, found.relation) == (grown.ref, "parent", "rodzic")


@pytest.mark.parametrize("who", ["jan", "filip"])
def test_who_may_not_see_the_family_is_told_nobody(cast: Town, family: Family, who: str) -> None:
    assert {one.kind for one in who_may_consent_for(cast.workers[who].actor, family["Ola"], DAY)} == set()
