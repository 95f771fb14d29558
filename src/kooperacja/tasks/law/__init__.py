"""When somebody is reminded of an action, from a dated file."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "reminders.toml"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`days` are working days after the deadline, negative before it; `to` is taker, coordinator or manager."""

    days: int
    to: str


@cache
def _lines() -> tuple[dict[str, Any], ...]:
    with FILE.open("rb") as source:
        return tuple(tomllib.load(source)["reminder"])


def reminders(day: date) -> list[Reminder]:
    """Those in force on this day, in the order in which they press."""
    live = [line for line in _lines() if line["from"] <= day < line.get("to", date.max)]
    return sorted((Reminder(line["days"], line["to_whom"]) for line in live), key=lambda one: one.days)
