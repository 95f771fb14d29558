"""Two rotations from two terminals, of which one is killed, on a database file of their own."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stdnum.pl import pesel

PEOPLE = 450
NUMBERS = [digits + pesel.calc_check_digit(digits) for digits in (f"900514{number:04}" for number in range(PEOPLE))]
ANNA = "anna@gops.example"
SINCE = "2026-01-01T00:00:00+01:00"
WORLD: dict[str, Any] = {
    "institutions": [{"key": "gops", "name": "GOPS", "kind": "welfare_centre", "level": "commune"}],
    "users": [{"key": "anna", "email": ANNA, "full_name": "Anna Lis", "password": "dlugie-haslo-anny"}],
    "memberships": [
        {
            "key": "post",
            "user": "anna",
            "institution": "gops",
            "role": "institution_manager",
            "title": "kierowniczka",
            "supervises": True,
            "from": SINCE,
        }
    ],
    "authorisations": [{"user": "anna", "institution": "gops", "categories": ["identity", "family"], "from": SINCE}],
    "statements": [{"user": "anna", "institution": "gops", "from": SINCE}],
    "people": [
        {"key": f"p{number}", "owner": "gops", "first_name": "Osoba", "pesel": text}
        for number, text in enumerate(NUMBERS)
    ],
}

pytestmark = [pytest.mark.sqlite, pytest.mark.installation]


class Terminal:
    """Commands as people give them, in a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KOOPERACJA")}
        named = {"KOOPERACJA_TESTING": "1", "KOOPERACJA_DATA_DIR": str(folder), "LANGUAGE": "en"}
        self.environment = kept | named | {"DJANGO_SETTINGS_MODULE": "kooperacja.config.settings"}

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "kooperacja", *words]
        return subprocess.Popen(command, env=self.environment, stdout=-1, stderr=-1, text=True)

    def run(self, *words: str) -> str:
        process = self.begin(*words)
        said, complained = process.communicate(timeout=120)
        assert process.returncode == 0, complained
        return said


@pytest.mark.long
def test_of_two_rotations_one_is_killed_and_nothing_is_lost(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / "world.json").write_text(json.dumps(WORLD), encoding="utf-8")
    terminal.run("migrate")
    ids = tmp_path / "ids.json"
    terminal.run("world", "load", str(tmp_path / "world.json"), "--ids", str(ids))
    both = [terminal.begin("keys", "rotate") for _terminal in range(2)]
    _wait_until_begun(tmp_path)
    both[0].kill()
    for process in both:
        process.communicate(timeout=120)
    terminal.run("keys", "rotate")
    [row] = [line for line in terminal.run("keys", "status").splitlines() if "GOPS" in line]
    assert "current" in row
    assert f"values: {PEOPLE}" in row
    refs = [one["ref"] for one in json.loads(ids.read_text(encoding="utf-8"))["people"].values()]
    for number in (0, PEOPLE - 1):
        told = terminal.run("act", "person.reveal-pesel", refs[number], "--as", ANNA)
        assert json.loads(told) == {"pesel": NUMBERS[number]}


def _wait_until_begun(folder: Path) -> None:
    """A second key is there; the rotation may be quicker than the look at it."""
    for _look in range(400):
        with closing(sqlite3.connect(folder / "kooperacja.sqlite3")) as file:
            if file.execute("SELECT COUNT(*) FROM keys_institutionkey").fetchone()[0] > 1:
                return
        time.sleep(0.02)
    raise AssertionError("no rotation has begun")
