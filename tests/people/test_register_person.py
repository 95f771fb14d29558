"""Registering a person: what is required, what is refused, what is kept as typed."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.actions import end_authorisations, new_anchor
from kooperacja.access.models import AnchorKind
from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Category, Level
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.people.actions import register_person
from kooperacja.people.models import Occupation, Person
from tests.cast import Town

SPITEFUL = ("<script>alert(1)</script>", "'; DROP TABLE people_person; --", "=cmd|'/c calc'!A1")


def test_only_a_first_name_is_needed(cast: Town, at_monday: Any) -> None:
    person = register_person(actor=cast.anna.actor, first_name=" Ola ")
    assert (person.first_name, person.last_name, person.born_on) == ("Ola", "", None)


def test_the_row_is_labelled_as_identity_of_that_person(cast: Town, at_monday: Any) -> None:
    person = register_person(actor=cast.anna.actor, first_name="Ola")
    assert person.owner_id == cast.at("gops").pk
    assert person.anchor_id == person.subject_id
    assert (person.category, person.level) == (Category.IDENTITY, Level.ORDINARY)


def test_a_school_is_a_row_of_its_own_category(cast: Town, at_monday: Any) -> None:
    person = register_person(
        actor=cast.anna.actor, first_name="Ola", occupation="SP Wierzbowo", occupation_kind="education"
    )
    with permit():
        school = Occupation._base_manager.get(person=person)
    assert (school.category, school.anchor_id, school.subject_id) == ("education", person.anchor_id, person.anchor_id)


def test_a_school_without_its_kind_is_refused(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        register_person(actor=cast.anna.actor, first_name="Ola", occupation="SP Wierzbowo")
    assert (refusal.value.code, refusal.value.field) == ("person.occupation_kind", "occupation_kind")


def test_without_a_first_name_nothing_is_written(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        register_person(actor=cast.anna.actor, first_name="  ", last_name="Malinowska")
    assert refusal.value.field == "first_name"
    with permit():
        assert not Person._base_manager.exists()


@pytest.mark.parametrize("born_on", [date(1899, 12, 31), date(2026, 11, 3)])
def test_an_impossible_date_of_birth_is_refused(cast: Town, at_monday: Any, born_on: date) -> None:
    with pytest.raises(RuleBroken) as refusal:
        register_person(actor=cast.anna.actor, first_name="Ola", born_on=born_on)
    assert refusal.value.code == "person.born_on_impossible"


@pytest.mark.parametrize("born_on", [date(1900, 1, 1), date(2026, 11, 2)])
def test_the_first_and_the_last_possible_day_are_accepted(cast: Town, at_monday: Any, born_on: date) -> None:
    assert register_person(actor=cast.anna.actor, first_name="Ola", born_on=born_on).born_on == born_on


@pytest.mark.parametrize("text", SPITEFUL)
def test_markup_queries_and_formulas_stay_texts(cast: Town, at_monday: Any, text: str) -> None:
    assert register_person(actor=cast.anna.actor, first_name=text).first_name == text


def test_an_officer_who_only_reads_registers_nobody(cast: Town, at_monday: Any) -> None:
    with pytest.raises(NotAllowed):
        register_person(actor=cast.filip.actor, first_name="Ola")


def test_without_an_authorisation_nobody_is_registered(cast: Town, at_monday: Any) -> None:
    end_authorisations(cast.halina.actor, user_id=cast.anna.user.pk, institution_id=cast.at("gops").pk)
    with pytest.raises(NotAllowed) as refusal:
        register_person(actor=cast.anna.actor, first_name="Ola")
    assert refusal.value.code == "people.not_authorised"


def test_an_anchor_of_another_institution_is_not_taken(cast: Town, at_monday: Any) -> None:
    theirs = new_anchor(AnchorKind.PERSON, cast.at("school").pk)
    with pytest.raises(NotFound):
        register_person(actor=cast.anna.actor, first_name="Ola", anchor=theirs)


def test_the_trail_names_the_act_and_the_person_but_no_name(cast: Town, at_monday: Any) -> None:
    person = register_person(actor=cast.anna.actor, first_name="Ola", last_name="Malinowska")
    entry = Entry.objects.get(action="person.register")
    assert [row.subject_id for row in entry.subjects.all()] == [person.anchor_id]
    assert (entry.user_id, entry.institution_id, entry.role) == (
        cast.anna.user.pk,
        cast.at("gops").pk,
        cast.anna.membership.role,
    )
    assert b"Ola" not in bytes(entry.payload)
