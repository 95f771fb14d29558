"""The file of root keys is made once. Lost, it is missed aloud, and never made anew in silence."""

from typing import Any

import pytest

from kooperacja.config.cli import main
from kooperacja.config.doctor import findings
from kooperacja.foundation.errors import KooperacjaError, Unavailable
from kooperacja.keys import queries, ring
from kooperacja.people.actions import edit_person, register_person
from kooperacja.people.models import Person
from tests.cast import Town
from tests.keys.conftest import NUMBERS, keys, told


def test_the_first_number_makes_it_for_its_owner_alone(cast: Town, at_monday: Any, ring_file: Any) -> None:
    assert not ring_file.exists()
    register_person(actor=cast.anna.actor, first_name="Ola", pesel=NUMBERS[0])
    assert ring_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in ring_file.parent.iterdir()] == [ring_file.name]


def test_of_two_that_begin_at_once_one_is_kept(ring_file: Any) -> None:
    assert ring.begin() == ring.begin() == ring.read()


@pytest.mark.parametrize("damage", ["gone", "empty", "another", "text", "cut"])
def test_nothing_opens_nothing_is_sealed_and_nothing_is_made(
    cast: Town, people: list[Person], ring_file: Any, damage: str
) -> None:
    whole = ring_file.read_bytes()
    if damage == "gone":
        ring_file.unlink()
    elif damage == "another":
        ring.replace([ring.made()])
    else:
        ring_file.write_bytes({"empty": b"", "text": b"{}", "cut": whole[: len(whole) // 2]}[damage])
    left = ring_file.read_bytes() if ring_file.exists() else None
    for act in (
        lambda: told(cast, people),
        lambda: register_person(actor=cast.anna.actor, first_name="Ola", pesel=NUMBERS[0]),
        lambda: register_person(actor=cast.wanda.actor, first_name="Ola", pesel=NUMBERS[0]),
    ):
        with pytest.raises(KooperacjaError) as refusal:
            act()
        assert isinstance(refusal.value, Unavailable)
        assert "keys restore" in str(refusal.value)
    assert (ring_file.read_bytes() if ring_file.exists() else None) == left
    ring_file.write_bytes(whole)
    assert told(cast, people) == NUMBERS
    assert keys()[0] == (1, "current")


def test_who_changes_no_number_goes_on_working(
    cast: Town, people: list[Person], ring_file: Any, as_worker: Any
) -> None:
    ring_file.unlink()
    edit_person(actor=cast.halina.actor, person=people[0], version=1, first_name="Inna", born_on=people[0].born_on)
    browser = as_worker(cast.halina)
    page = browser.get(f"/osoby/{people[0].ref}/")
    assert page.status_code == 200
    assert "•" in page.content.decode()
    assert browser.post(f"/osoby/{people[0].ref}/pesel/").status_code == 503


def test_the_machine_that_watches_and_the_doctor_are_told(
    cast: Town, people: list[Person], ring_file: Any, client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert client.get("/readyz").json()["checks"]["keys"] is True
    assert _doctor().good
    ring_file.unlink()
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json()["checks"]["keys"] is False
    assert "keys restore" in _doctor().found
    assert not _doctor().good
    assert main(["keys", "status"]) == 1
    assert "nie ma klucza głównego" in capsys.readouterr().out


def test_a_ring_that_others_may_read_is_named(cast: Town, people: list[Person], ring_file: Any) -> None:
    ring_file.chmod(0o640)
    assert "chmod 600" in _doctor().found
    assert queries.trouble() == ""


def _doctor() -> Any:
    return next(one for one in findings() if one.what in {"Root keys", "Klucze główne"})
