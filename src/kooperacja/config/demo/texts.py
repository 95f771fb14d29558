"""What is written in the county: topics of letters, words of moves, notes. The texts are in two files."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from kooperacja.config.demo.people import school_month_before

HERE = Path(__file__).parent
BY_SEX = re.compile(r"\[([^/\]]*)/([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of request: about whom, from whom to whom, and the words from which letters are made."""

    code: str
    weight: int
    reason: str
    whom: str
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    ask: tuple[str, ...]
    facts: tuple[str, ...]
    done: tuple[str, ...]
    answers: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteText:
    kind: str
    category: str
    about: str
    text: str


def _read(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


@cache
def topics() -> dict[str, Topic]:
    return {row["code"]: _topic(row) for row in _read("letters.toml")["topic"]}


def _topic(row: dict[str, Any]) -> Topic:
    named = {"senders": row["from"], "addressees": row["to"], **row}
    return Topic(**{name: _frozen(named[name]) for name in Topic.__slots__})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def words() -> dict[str, Any]:
    """Words of moves: a list, or lists by the code of the reason."""
    found: dict[str, Any] = _read("letters.toml")["words"]
    return found


@cache
def notes() -> tuple[NoteText, ...]:
    return tuple(NoteText(**row) for row in _read("notes.toml")["note"])


def written(template: str, dice: Random, day: date, *, man: bool) -> str:
    """The template with its gaps filled: words by the person's sex, numbers by the dice."""
    text = BY_SEX.sub(lambda found: found[1 if man else 2], template)
    return text.format(
        hours=dice.randrange(14, 52, 2),
        calls=dice.choice(("dwóch telefonów", "trzech telefonów", "czterech telefonów")),
        few=dice.choice(("dwa", "trzy", "cztery")),
        weeks=dice.randrange(3, 11),
        percent=dice.randrange(46, 80),
        amount=dice.randrange(180, 690, 10),
        debt=f"{dice.randrange(2, 15)} {dice.randrange(1, 9)}00",
        month=school_month_before(day),
    )
