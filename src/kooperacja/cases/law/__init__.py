"""Deadlines of a case and rules of its way, from dated files that are reviewed like code."""

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from kooperacja.foundation.working_days import Deadline, in_working_days, next_working_day

FILE = Path(__file__).parent / "deadlines.toml"
WAY = Path(__file__).parent / "way.toml"
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


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a file is kept, counted in whole years from 1 January after its closing."""

    code: str
    years: int
    name: str
    name_en: str

    def until(self, closed_on: date) -> date:
        """The first day on which the file need not be kept any more."""
        return date(closed_on.year + 1 + self.years, 1, 1)


@cache
def _way() -> dict[str, Any]:
    with WAY.open("rb") as file:
        return tomllib.load(file)


def review_until(day: date) -> date:
    """By when the next review is due, moved to the next working day."""
    return next_working_day(_months_after(day, _way()["review"]["months"]))


def longest_rest(day: date) -> date:
    return _months_after(day, _way()["rest"]["months"])


@cache
def retention_classes() -> dict[str, Retention]:
    rows = _way()["retention"]
    return {row["code"]: Retention(row["code"], row["years"], row["name"], row["name_en"]) for row in rows}


def retention_choices() -> list[tuple[str, str]]:
    """As options of a form, in the language of the reader."""
    polish = (get_language() or "pl").startswith("pl")
    return [(code, one.name if polish else one.name_en) for code, one in retention_classes().items()]


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
