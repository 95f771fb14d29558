"""Who fills Card A, with which coded lists, and how long each step may take; from dated files."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.foundation.working_days import Deadline, in_working_days

HERE = Path(__file__).parent
# From which column of a card the time of each step runs; `deadlines.toml` says the same by its `after`.
AFTER = {
    "hand_over": "filled_on",
    "name_group": "received_on",
    "meet": "accepted_on",
    "tell_absent": "absence_on",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A line of `deadlines.toml`; `checked` is empty where nobody has compared it with the act."""

    name: str
    after: str
    working_days: int
    article: str
    checked: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a coded list; `is_ours` where it is our proposal and no text of the act."""

    code: str
    label: str
    is_ours: bool


@cache
def _read(file: str, table: str) -> tuple[dict[str, Any], ...]:
    with (HERE / file).open("rb") as source:
        return tuple(tomllib.load(source)[table])


def _live(file: str, table: str, day: date) -> list[dict[str, Any]]:
    return [line for line in _read(file, table) if line["from"] <= day < line.get("to", date.max)]


def is_entitled(role: str, kind: str, day: date) -> bool:
    """Whether somebody in this role in an institution of this kind fills Card A on this day."""
    return any(role in line["roles"] and kind in line["kinds"] for line in _live("entitled.toml", "entitled", day))


def acts(day: date) -> list[Choice]:
    return _choices("act", day)


def taken(day: date) -> list[Choice]:
    """What may have been done at once."""
    return _choices("taken", day)


def _choices(table: str, day: date) -> list[Choice]:
    lines = _live("lists.toml", table, day)
    return [Choice(line["code"], line["label"], line["source"].startswith("[I]")) for line in lines]


def labels(table: str, codes: Collection[str]) -> list[str]:
    """The words of these codes, whatever their dates: an old card still says what was marked."""
    return [line["label"] for line in _read("lists.toml", table) if line["code"] in codes]


def step(name: str, day: date) -> Step:
    """The line for a step whose time began on this day."""
    for line in _live("deadlines.toml", "deadline", day):
        if line["step"] == name:
            return Step(name, line["after"], line["working_days"], line["article"], line["checked"])
    raise LookupError(f"deadline of {name} on {day}")


def deadline(name: str, start: date) -> Deadline:
    return in_working_days(start, step(name, start).working_days)


def core(day: date) -> list[tuple[str, ...]]:
    """Of each of these groups of kinds of institutions somebody sits in the diagnostic and help group."""
    return [tuple(line["kinds"]) for line in _live("group.toml", "core", day)]
