"""Statutory deadlines of a case, from a dated file that is reviewed like code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kooperacja.foundation.working_days import Deadline, in_working_days

FILE = Path(__file__).parent / "deadlines.toml"
INTERVIEW = "family_interview"


@dataclass(frozen=True, slots=True)
class Rule:
    """A deadline in working days, in force `[since, until)`, for these kinds of institutions."""

    name: str
    urgent: bool
    working_days: int
    institutions: frozenset[str]
    since: date
    until: date
    source: str


@cache
def rules() -> tuple[Rule, ...]:
    with FILE.open("rb") as file:
        return tuple(
            Rule(
                name=row["name"],
                urgent=row["urgent"],
                working_days=row["working_days"],
                institutions=frozenset(row["institutions"]),
                since=row["from"],
                until=row.get("to", date.max),
                source=row["source"],
            )
            for row in tomllib.load(file)["deadline"]
        )


def interview_rule(kind: str, learned_on: date, *, urgent: bool) -> Rule | None:
    """The rule for the family interview of such an institution, or None where it makes none."""
    found = (
        rule
        for rule in rules()
        if rule.name == INTERVIEW
        and rule.urgent == urgent
        and kind in rule.institutions
        and rule.since <= learned_on < rule.until
    )
    return next(found, None)


def interview_deadline(kind: str, learned_on: date, *, urgent: bool) -> Deadline | None:
    rule = interview_rule(kind, learned_on, urgent=urgent)
    return in_working_days(learned_on, rule.working_days) if rule else None
