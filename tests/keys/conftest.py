"""A ring of the test's own, so that no test finds the root keys of another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.foundation import sealing
from kooperacja.foundation.actor import Actor
from kooperacja.keys import ring
from kooperacja.keys.models import InstitutionKey
from kooperacja.people.actions import register_person, reveal_pesel
from kooperacja.people.models import Person, Pesel
from tests.cast import Town

NUMBERS = ("90051412343", "14232112341", "18270912341", "44051401359", "02211307589")
SYSTEM = Actor.system("keys rotate")
HELP = "joint_help"


@pytest.fixture(autouse=True)
def ring_file(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.KEY_RING = tmp_path / "keys" / "ring.json"
    # A passphrase is stretched on purpose; a test need not wait for that.
    monkeypatch.setattr(sealing, "SCRYPT_LOG_N", 4)
    return ring.path()


@pytest.fixture
def people(cast: Town, at_monday: Any) -> Iterator[list[Person]]:
    """Five people of GOPS, each with a number."""
    return [
        register_person(actor=cast.halina.actor, first_name=f"Osoba {number}", pesel=pesel)
        for number, pesel in enumerate(NUMBERS)
    ]


def told(cast: Town, people: list[Person]) -> tuple[str, ...]:
    return tuple(reveal_pesel(actor=cast.halina.actor, person=one, purpose=HELP) for one in people)


def keys() -> list[tuple[int, str]]:
    """Number and state of each key, oldest first."""
    rows = InstitutionKey.objects.order_by("institution", "number")
    return [
        (row.number, "destroyed" if row.destroyed_at else "retired" if row.retired_at else "current") for row in rows
    ]


def numbers_used() -> list[int]:
    """Which keys have sealed the numbers."""
    with permit():
        return list(Pesel._base_manager.order_by("pk").values_list("key__number", flat=True))
