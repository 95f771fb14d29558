"""How often a plan is reviewed and who must be present to approve it, from a dated file."""

import tomllib
from datetime import date
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

from kooperacja.foundation.working_days import next_working_day

FILE = Path(__file__).parent / "plans.toml"
YEAR = 12
SHORTEST_MONTH = 28


@cache
def _lines() -> tuple[dict[str, Any], ...]:
    with FILE.open("rb") as source:
        return tuple(tomllib.load(source)["rule"])


def _rule(day: date) -> dict[str, Any]:
    return next(line for line in _lines() if line["from"] <= day < line.get("to", date.max))


def quorum(entitled: int, day: date) -> int:
    """How many must vote or abstain, of this many who are entitled."""
    return floor(entitled * float(_rule(day)["more_than"])) + 1


def review_on(day: date) -> date:
    """Until when a plan that began on this day is reviewed."""
    months = day.month - 1 + int(_rule(day)["review_months"])
    in_month = date(day.year + months // YEAR, months % YEAR + 1, min(day.day, SHORTEST_MONTH))
    return next_working_day(in_month)
