"""Ages and days, from a dated file that is reviewed like code."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "terms.toml"
FEBRUARY, LEAP_DAY = 2, 29


@cache
def _terms() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _on(name: str, day: date, what: str) -> int:
    for line in _terms()[name]:
        if line["from"] <= day < line.get("to", date.max):
            return int(line[what])
    raise LookupError(f"{name} on {day}")


def of_age_on(born_on: date, day: date) -> date:
    """The first day on which somebody born then is of age, by the law of `day`."""
    year = born_on.year + _on("majority", day, "years")
    leap = (born_on.month, born_on.day) == (FEBRUARY, LEAP_DAY)
    return date(year, 3, 1) if leap and year % 4 else born_on.replace(year=year)


def is_minor(born_on: date | None, day: date) -> bool:
    return born_on is not None and day < of_age_on(born_on, day)


def warned_until(day: date) -> date:
    """Consents that end until this day are warned of today."""
    return day + timedelta(days=_on("warning", day, "days"))


def deferred_until(day: date) -> date:
    """The last day until which a notice may be put off without another review."""
    return day + timedelta(days=_on("deferral", day, "days"))
