"""Days, from a dated file that is reviewed like code."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "terms.toml"


@cache
def _terms() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _on(name: str, day: date, what: str) -> int:
    for line in _terms()[name]:
        if line["from"] <= day < line.get("to", date.max):
            return int(line[what])
    raise LookupError(f"{name} on {day}")


def warned_until(day: date) -> date:
    """Consents that end until this day are warned of today."""
    return day + timedelta(days=_on("warning", day, "days"))


def deferred_until(day: date) -> date:
    """The last day until which a notice may be put off without another review."""
    return day + timedelta(days=_on("deferral", day, "days"))
