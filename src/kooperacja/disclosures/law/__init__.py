"""Provisions and limits, from dated files that are reviewed like code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Provision:
    """A line of the file. Without `givers` it is for institutions of every kind."""

    article: str
    givers: frozenset[str]
    receivers: frozenset[str]
    categories: frozenset[str]
    purpose: str
    since: date
    until: date
    source: str
    checked: str

    def lets(self, giver: str, receiver: str, category: str, purpose: str) -> bool:
        return (
            (not self.givers or giver in self.givers)
            and receiver in self.receivers
            and category in self.categories
            and purpose == self.purpose
        )


@cache
def _read(file: str) -> dict[str, Any]:
    with (HERE / file).open("rb") as source:
        return tomllib.load(source)


@cache
def provisions() -> tuple[Provision, ...]:
    return tuple(
        Provision(
            article=line["article"],
            givers=frozenset(line["givers"]),
            receivers=frozenset(line["receivers"]),
            categories=frozenset(line["categories"]),
            purpose=line["purpose"],
            since=line["from"],
            until=line.get("to", date.max),
            source=line["source"],
            checked=line["checked"],
        )
        for line in _read("provisions.toml")["provision"]
    )


def provisions_on(day: date) -> list[Provision]:
    return [line for line in provisions() if line.since <= day < line.until]


def most_recipients(day: date) -> int:
    """How many institutions one act may hand data over to."""
    for line in _read("limits.toml")["recipients"]:
        if line["from"] <= day < line.get("to", date.max):
            return int(line["most"])
    raise LookupError(f"limit of recipients on {day}")
