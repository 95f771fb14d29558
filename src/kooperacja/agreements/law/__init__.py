"""Dated numbers about agreements, reviewed as a file: each line has an interval and a source."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "expiry.toml"


@cache
def _lines() -> tuple[dict[str, Any], ...]:
    with FILE.open("rb") as source:
        return tuple(tomllib.load(source)["warning"])


def days_of_warning(day: date) -> int:
    """How many days before its last day an agreement is said to expire, by the line of this day."""
    lines = (line for line in _lines() if line["from"] <= day < line.get("to", date.max))
    return next((int(line["days"]) for line in lines), 0)
