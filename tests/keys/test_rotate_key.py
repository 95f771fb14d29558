"""A new key for an institution: everything sealed anew, readable all the time, resumable anywhere."""

from itertools import islice
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.config.cli import main
from kooperacja.foundation.errors import Unavailable
from kooperacja.keys import actions
from kooperacja.keys.actions import rotate_key
from kooperacja.keys.models import InstitutionKey
from kooperacja.people.actions import register_person, set_pesel
from kooperacja.people.models import Person, Pesel
from kooperacja.people.queries import may_be_known
from tests.cast import Town
from tests.keys.conftest import NUMBERS, SYSTEM, keys, numbers_used, told


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PORTION", 2)


def rotation(cast: Town) -> Any:
    return rotate_key(actor=SYSTEM, institution_id=cast.at("gops").pk)


def known(cast: Town) -> bool:
    return all(may_be_known(cast.iga.actor, "Nikt", "Taki", None, number) for number in NUMBERS)


def test_all_numbers_are_sealed_anew_and_the_old_key_is_destroyed(cast: Town, people: list[Person]) -> None:
    assert list(rotation(cast)) == [2, 2, 1]
    assert keys() == [(1, "destroyed"), (2, "current")]
    assert numbers_used() == [2] * 5
    assert told(cast, people) == NUMBERS
    assert known(cast)
    assert bytes(InstitutionKey.objects.get(number=1).wrapped) == b""


@pytest.mark.parametrize("portions", [0, 1, 2, 3])
def test_one_that_was_stopped_anywhere_goes_on(cast: Town, people: list[Person], portions: int) -> None:
    """Stopped after so many portions: all is readable with two keys, and the next run makes no third one."""
    steps = rotation(cast)
    assert len(list(islice(steps, portions))) == portions
    steps.close()
    assert told(cast, people) == NUMBERS
    assert known(cast)
    assert sum(rotation(cast)) == 5 - min(5, 2 * portions)
    assert keys()[-1] == (2, "current") if portions else keys() == [(1, "destroyed"), (2, "current")]
    assert told(cast, people) == NUMBERS


@pytest.mark.parametrize("broken", ["_finish", "_portion"])
def test_one_that_was_killed_between_two_steps_goes_on(
    cast: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(actions, broken, _killed)
        with pytest.raises(KeyboardInterrupt):
            list(rotation(cast))
        assert keys() == [(1, "retired"), (2, "current")]
        assert told(cast, people) == NUMBERS
    list(rotation(cast))
    assert keys() == [(1, "destroyed"), (2, "current")]
    assert told(cast, people) == NUMBERS


def _killed(*_args: Any) -> None:
    raise KeyboardInterrupt


def test_one_that_was_killed_inside_of_a_portion_has_done_none_of_it(
    cast: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kooperacja.people.actions import pesel

    whole, done = pesel._reseal, []

    def half(hand: Any, row: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(row.pk)
        whole(hand, row)

    with monkeypatch.context() as patch:
        patch.setattr(pesel, "_reseal", half)
        with pytest.raises(KeyboardInterrupt):
            list(rotation(cast))
    assert numbers_used() == [1] * 5
    assert sum(rotation(cast)) == 5


def test_what_is_written_meanwhile_has_the_new_key_and_stays(cast: Town, people: list[Person]) -> None:
    steps = rotation(cast)
    next(steps)
    set_pesel(actor=cast.halina.actor, person=people[4], text=NUMBERS[0], version=1)
    came = register_person(actor=cast.halina.actor, first_name="Nowa", pesel=NUMBERS[1])
    assert sum(steps) == 2
    assert told(cast, [*people, came]) == (*NUMBERS[:4], NUMBERS[0], NUMBERS[1])
    assert keys() == [(1, "destroyed"), (2, "current")]


def test_versions_and_days_of_change_are_left_alone(cast: Town, people: list[Person]) -> None:
    """A form that somebody has open is not overtaken by a rotation."""
    with permit():
        before = list(Pesel._base_manager.order_by("pk").values_list("version", "updated_at"))
    list(rotation(cast))
    with permit():
        assert list(Pesel._base_manager.order_by("pk").values_list("version", "updated_at")) == before


def test_other_institutions_keep_their_keys(cast: Town, people: list[Person]) -> None:
    pupil = register_person(actor=cast.wanda.actor, first_name="Ola", pesel=NUMBERS[1])
    list(rotation(cast))
    assert InstitutionKey.objects.get(institution=cast.at("school")).number == 1
    assert told(cast, people) == NUMBERS
    assert pupil.owner_id == cast.at("school").pk


def test_an_institution_that_has_sealed_nothing_gets_no_key(cast: Town, at_monday: Any) -> None:
    assert list(rotation(cast)) == []
    assert keys() == []


def test_without_the_root_key_nothing_is_begun(cast: Town, people: list[Person], ring_file: Any) -> None:
    ring_file.unlink()
    with pytest.raises(Unavailable) as refusal:
        list(rotation(cast))
    assert refusal.value.code == "keys.root_missing"
    assert keys() == [(1, "current")]


def test_the_trail_knows_of_the_rotation_and_holds_no_number(cast: Town, people: list[Person]) -> None:
    list(rotation(cast))
    entries = Entry.objects.filter(action__startswith="key.").order_by("sequence")
    assert [entry.action for entry in entries] == ["key.rotate", "key.destroy"]
    assert not any(number.encode() in bytes(entry.payload) for entry in Entry.objects.all() for number in NUMBERS)


def test_the_command_rotates_all_institutions_or_one(
    cast: Town, people: list[Person], capsys: pytest.CaptureFixture[str]
) -> None:
    register_person(actor=cast.wanda.actor, first_name="Ola", pesel=NUMBERS[1])
    assert main(["keys", "rotate", "--institution", str(cast.at("gops").pk)]) == 0
    assert keys() == [(1, "destroyed"), (2, "current"), (1, "current")]
    assert main(["keys", "rotate"]) == 0
    assert keys() == [(1, "destroyed"), (2, "destroyed"), (3, "current"), (1, "destroyed"), (2, "current")]
    assert main(["keys", "rotate", "--institution", "999999"]) == 2
    assert main(["keys", "status"]) == 0
    assert "klucz 3 z 2026-11-02, bieżący, wartości: 5" in capsys.readouterr().out
    assert told(cast, people) == NUMBERS
