"""The PESEL number of a person: written down, corrected, removed; sealed wherever it lies."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken, Unavailable
from kooperacja.keys.queries import open_value
from kooperacja.people.actions import edit_person, register_person, set_pesel
from kooperacja.people.models import Person, Pesel
from kooperacja.people.queries import PeselText, may_be_known, place_of
from tests.cast import Town

OLA, KUBA = "14232112341", "18270912341"
BORN = date(2014, 3, 21)


@pytest.fixture
def ola(cast: Town, at_monday: Any) -> Person:
    return register_person(actor=cast.anna.actor, first_name="Ola", pesel=OLA)


def row(person: Person) -> Pesel:
    with permit():
        return Pesel._base_manager.select_related("key").get(person=person)


def clear(person: Person) -> str:
    found = row(person)
    return open_value(found.key, found.sealed, place_of(found)) if found.key else ""


def test_it_is_sealed_with_the_key_of_the_institution(cast: Town, ola: Person) -> None:
    found = row(ola)
    assert clear(ola) == OLA
    assert OLA.encode() not in bytes(found.sealed) + bytes(found.index)
    assert found.key
    assert found.key.institution_id == cast.at("gops").pk
    assert (found.anchor_id, found.subject_id, found.category) == (ola.anchor_id, ola.anchor_id, "identity")


def test_the_date_of_birth_is_taken_from_it(cast: Town, ola: Person) -> None:
    assert ola.born_on == BORN


def test_a_contradiction_is_refused_and_nothing_is_written(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        register_person(actor=cast.anna.actor, first_name="Ola", pesel=OLA, born_on=date(2014, 3, 22))
    assert (refusal.value.code, refusal.value.field) == ("person.pesel_contradicts", "pesel")
    assert "21.03.2014" in str(refusal.value)
    with permit():
        assert not Person._base_manager.exists()


def test_a_wrong_number_is_refused_whatever_edge_it_came_by(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        register_person(actor=cast.anna.actor, first_name="Ola", pesel="14232112342")
    assert (refusal.value.code, refusal.value.field) == ("pesel.check_digit", "pesel")


def test_a_date_that_contradicts_the_saved_number_is_refused(cast: Town, ola: Person) -> None:
    with pytest.raises(RuleBroken) as refusal:
        edit_person(actor=cast.halina.actor, person=ola, version=1, first_name="Ola", born_on=date(2013, 3, 21))
    assert refusal.value.field == "born_on"


def test_a_number_and_its_date_are_corrected_together(cast: Town, ola: Person) -> None:
    typed = PeselText(KUBA, version=1)
    edit_person(actor=cast.halina.actor, person=ola, version=1, first_name="Ola", born_on=date(2018, 7, 9), pesel=typed)
    assert clear(ola) == KUBA
    assert ola.born_on == date(2018, 7, 9)


def test_removed_nothing_of_it_is_left_and_the_date_stays(cast: Town, ola: Person) -> None:
    removed = PeselText(version=1, is_removed=True)
    edit_person(actor=cast.halina.actor, person=ola, version=1, first_name="Ola", born_on=BORN, pesel=removed)
    found = row(ola)
    assert (bytes(found.sealed), bytes(found.index), found.key, found.version) == (b"", b"", None, 2)
    assert ola.born_on == BORN
    assert not may_be_known(cast.anna.actor, "Nikt", "", None, OLA)


def test_after_removal_it_may_be_written_down_again(cast: Town, ola: Person) -> None:
    set_pesel(actor=cast.halina.actor, person=ola, text="", version=1)
    set_pesel(actor=cast.halina.actor, person=ola, text=KUBA, version=2)
    assert clear(ola) == KUBA


@pytest.mark.parametrize("text", ["", KUBA])
def test_the_second_of_two_writers_overwrites_nothing(cast: Town, ola: Person, text: str) -> None:
    set_pesel(actor=cast.halina.actor, person=ola, text=KUBA, version=1)
    with pytest.raises(Conflict) as refusal:
        set_pesel(actor=cast.halina.actor, person=ola, text=text, version=1)
    assert refusal.value.code == "version.stale"
    assert clear(ola) == KUBA


def test_a_stale_number_refuses_the_whole_form(cast: Town, ola: Person) -> None:
    set_pesel(actor=cast.halina.actor, person=ola, text=KUBA, version=1)
    typed = PeselText(OLA, version=1)
    with pytest.raises(Conflict):
        edit_person(actor=cast.halina.actor, person=ola, version=1, first_name="Olga", born_on=BORN, pesel=typed)
    with permit():
        assert Person._base_manager.get(pk=ola.pk).first_name == "Ola"


def test_the_trail_says_who_changed_it_and_never_what_it_was(cast: Town, ola: Person) -> None:
    set_pesel(actor=cast.halina.actor, person=ola, text=KUBA, version=1)
    set_pesel(actor=cast.halina.actor, person=ola, text="", version=2)
    entries = list(Entry.objects.filter(action__startswith="pesel.").order_by("sequence"))
    assert [one.action for one in entries] == ["pesel.set", "pesel.change", "pesel.remove"]
    assert [one.user_id for one in entries] == [cast.anna.user.pk, *[cast.halina.user.pk] * 2]
    assert all(one.subjects.get().subject_id == ola.anchor_id for one in entries)
    told = b"".join(bytes(one.payload) for one in Entry.objects.all())
    assert OLA.encode() not in told
    assert KUBA.encode() not in told


@pytest.mark.parametrize("who", ["iga", "jan", "piotr"])
def test_who_may_not_write_the_person_may_not_write_the_number(cast: Town, ola: Person, who: str) -> None:
    with pytest.raises(NotAllowed):
        set_pesel(actor=cast.workers[who].actor, person=ola, text=KUBA, version=1)


def test_two_people_of_one_institution_may_have_one_number_by_mistake(cast: Town, ola: Person) -> None:
    """It is asked about before, and never refused: both records exist, and somebody must sort them out."""
    other = register_person(actor=cast.anna.actor, first_name="Aleksandra", pesel=OLA)
    assert bytes(row(ola).index) == bytes(row(other).index)


def test_institutions_cannot_compare_their_numbers(cast: Town, ola: Person) -> None:
    """I20: equal numbers have nothing in common where another institution keeps one."""
    pupil = register_person(actor=cast.wanda.actor, first_name="Ola", pesel=OLA)
    assert bytes(row(ola).index) != bytes(row(pupil).index)
    assert row(ola).key_id != row(pupil).key_id


def test_a_number_that_was_copied_into_another_row_does_not_open(cast: Town, ola: Person) -> None:
    other = register_person(actor=cast.anna.actor, first_name="Kuba", pesel=KUBA)
    stolen = row(ola)
    with permit():
        Pesel._base_manager.filter(person=other).update(sealed=bytes(stolen.sealed))
    with pytest.raises(Unavailable) as refusal:
        clear(other)
    assert refusal.value.code == "keys.unopened"
