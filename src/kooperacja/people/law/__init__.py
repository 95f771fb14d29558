"""Ages: how they are reckoned, and which of them decide who may consent (a dated file, reviewed like code)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "consent.toml"
OF_AGE, AGREES_TOO = "of_age", "agrees_too"


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Completed years, in force `[since, until)`."""

    name: str
    years: int
    since: date
    until: date
    source: str


@cache
def rules() -> tuple[AgeRule, ...]:
    with FILE.open("rb") as file:
        return tuple(
            AgeRule(row["name"], row["years"], row["from"], row.get("to", date.max), row["source"])
            for row in tomllib.load(file)["age"]
        )


def years(name: str, on: date) -> int:
    """How many completed years the rule of this name asks on this day."""
    return next(rule.years for rule in rules() if rule.name == name and rule.since <= on < rule.until)


def anniversary(born_on: date, old: int) -> date:
    """The day on which so many years are completed, from its beginning: the birthday, and 28 February in a year
    that has no 29th (art. 112 of the civil code).
    """
    year = born_on.year + old
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def age_on(born_on: date, day: date) -> int:
    """Completed years."""
    old = day.year - born_on.year
    return old - (day < anniversary(born_on, old))


def of_age_on(born_on: date, day: date) -> date:
    """The first day on which somebody born then decides alone, by the law of `day`."""
    return anniversary(born_on, years(OF_AGE, day))


def is_minor(born_on: date | None, day: date) -> bool:
    return born_on is not None and day < of_age_on(born_on, day)
