"""Amounts, kinds of receipts and multiples, from dated files that are reviewed like code.

Money is in grosze, whole numbers. What was not checked against any text says so, and so does the page.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.income.amounts import zlote

HERE = Path(__file__).parent
# How a source begins where the line is ours and not the law's.
PROPOSAL = "[I]"
ACT = "ustawa z 12.03.2004 o pomocy społecznej"


class Effect(StrEnum):
    ADD = "add"
    HECTARES = "hectares"
    SPREAD = "spread"
    IGNORE = "ignore"
    DEDUCT = "deduct"


@dataclass(frozen=True, slots=True)
class Dated:
    """In force `[since, until)`."""

    since: date
    until: date

    def is_valid(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Table(Dated):
    """The amounts in grosze: for a person alone, for a person in a family, from one conversion hectare. From the
    day of `review` on a newer table is to be expected.
    """

    single: int
    family: int
    hectare: int
    source: str
    review: date

    @property
    def single_zlote(self) -> Decimal:
        return zlote(self.single)

    @property
    def family_zlote(self) -> Decimal:
        return zlote(self.family)

    @property
    def hectare_zlote(self) -> Decimal:
        return zlote(self.hectare)

    def criterion(self, people: int) -> int:
        return self.single if people == 1 else self.family


@dataclass(frozen=True, slots=True)
class Kind(Dated):
    code: str
    label: str
    effect: Effect
    article: str
    note: str
    checked: str


@dataclass(frozen=True, slots=True)
class Multiple(Dated):
    percent: int
    source: str

    @property
    def is_law(self) -> bool:
        return not self.source.startswith(PROPOSAL)

    @property
    def words(self) -> str:
        return self.source.removeprefix(PROPOSAL).strip()


def _lines(file: str, table: str) -> Iterator[dict[str, Any]]:
    with (HERE / file).open("rb") as source:
        for line in tomllib.load(source)[table]:
            yield {"since": line.pop("from"), "until": line.pop("to", date.max), **line}


@cache
def tables() -> tuple[Table, ...]:
    return tuple(
        Table(
            since=line["since"],
            until=line["until"],
            single=line["single"] * 100,
            family=line["family"] * 100,
            hectare=line["hectare"] * 100,
            source=line["source"],
            review=line.get("review", line["until"]),
        )
        for line in _lines("amounts.toml", "table")
    )


@cache
def kinds() -> tuple[Kind, ...]:
    return tuple(Kind(**{**line, "effect": Effect(line["effect"])}) for line in _lines("kinds.toml", "kind"))


@cache
def multiples() -> tuple[Multiple, ...]:
    return tuple(Multiple(**line) for line in _lines("multiples.toml", "multiple"))


def table_on(day: date) -> Table | None:
    """The table in force on a day, or None before the first one that is kept."""
    return next((table for table in tables() if table.is_valid(day)), None)


def kinds_on(day: date) -> dict[str, Kind]:
    return {kind.code: kind for kind in kinds() if kind.is_valid(day)}


def multiples_on(day: date) -> list[Multiple]:
    return [multiple for multiple in multiples() if multiple.is_valid(day)]
