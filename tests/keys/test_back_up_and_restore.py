"""A copy of the root keys under a passphrase, and the way back."""

import io
from pathlib import Path
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.config.cli import main
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.keys import ring
from kooperacja.keys.actions import back_up, restore, rotate_root
from kooperacja.people.models import Person
from tests.cast import Town
from tests.keys.conftest import NUMBERS, SYSTEM, told

PASSPHRASE = "trzy zielone słonie"


@pytest.fixture
def copy(people: list[Person], tmp_path: Path) -> Path:
    place = tmp_path / "copy.keys"
    back_up(actor=SYSTEM, place=place, passphrase=PASSPHRASE)
    return place


def test_what_was_lost_comes_back(cast: Town, people: list[Person], copy: Path, ring_file: Path) -> None:
    whole = ring.read()
    ring_file.unlink()
    assert restore(actor=SYSTEM, place=copy, passphrase=PASSPHRASE) == 1
    assert ring.read() == whole
    assert ring_file.stat().st_mode & 0o777 == 0o600
    assert told(cast, people) == NUMBERS


def test_the_copy_is_private_and_holds_no_key_in_clear(copy: Path, ring_file: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    [root] = ring.read()
    assert root.secret not in copy.read_bytes()
    assert ring_file.read_bytes() not in copy.read_bytes()


@pytest.mark.parametrize("wrong", [PASSPHRASE.upper(), "", PASSPHRASE + " "])
def test_another_passphrase_opens_nothing_and_changes_nothing(copy: Path, ring_file: Path, wrong: str) -> None:
    before = ring_file.read_bytes()
    with pytest.raises(RuleBroken) as refusal:
        restore(actor=SYSTEM, place=copy, passphrase=wrong)
    assert refusal.value.code == "keys.copy_unopened"
    assert ring_file.read_bytes() == before


@pytest.mark.parametrize("length", [0, 5, 40, -1])
def test_a_cut_copy_opens_nothing(copy: Path, ring_file: Path, length: int) -> None:
    copy.write_bytes(copy.read_bytes()[:length])
    with pytest.raises(RuleBroken):
        restore(actor=SYSTEM, place=copy, passphrase=PASSPHRASE)


def test_an_old_root_key_comes_back_behind_the_newer_one(cast: Town, people: list[Person], copy: Path) -> None:
    """For a copy of the database that was made before the rotation."""
    [old] = ring.read()
    list(rotate_root(actor=SYSTEM))
    [newer] = ring.read()
    assert restore(actor=SYSTEM, place=copy, passphrase=PASSPHRASE) == 1
    assert ring.read() == (newer, old)
    assert restore(actor=SYSTEM, place=copy, passphrase=PASSPHRASE) == 0
    assert told(cast, people) == NUMBERS


def test_a_file_that_is_there_is_not_overwritten(copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(Conflict):
        back_up(actor=SYSTEM, place=copy, passphrase=PASSPHRASE)
    assert copy.read_bytes() == before


def test_a_short_passphrase_is_refused(people: list[Person], tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refusal:
        back_up(actor=SYSTEM, place=tmp_path / "x", passphrase="krótkie")
    assert refusal.value.code == "keys.passphrase_short"
    assert not (tmp_path / "x").exists()


def test_before_anything_was_sealed_there_is_nothing_to_keep(cast: Town, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refusal:
        back_up(actor=SYSTEM, place=tmp_path / "x", passphrase=PASSPHRASE)
    assert refusal.value.code == "keys.nothing"


def test_the_commands_take_the_passphrase_from_a_pipe(
    cast: Town, people: list[Person], tmp_path: Path, ring_file: Path, monkeypatch: Any
) -> None:
    place = str(tmp_path / "copy")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    assert main(["keys", "backup", place]) == 0
    ring_file.unlink()
    for typed, code in (("inne hasło do kopii\n", 2), (PASSPHRASE + "\n", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(["keys", "restore", place]) == code
    assert told(cast, people) == NUMBERS
    assert Entry.objects.filter(action__in=["key.back_up", "key.restore"]).count() == 2
    assert main(["keys", "restore", str(tmp_path / "nothing")]) == 2
