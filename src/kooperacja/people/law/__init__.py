"""Ages that decide who may consent, from a dated file that is reviewed like code."""

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
