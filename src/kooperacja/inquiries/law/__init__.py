"""On what an institution may ask another for information, and how long each has; from dated files."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.foundation.clock import today
from kooperacja.foundation.working_days import Deadline, in_calendar_days, in_working_days

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Basis:
    """A line of `bases.toml`; without `addressees` institutions of every kind may be asked."""

    code: str
    label: str
    article: str
    askers: frozenset[str]
    addressees: frozenset[str]
    categories: frozenset[str]
    since: date
    until: date
    source: str
    checked: str

    def lets(self, asker: str, addressee: str) -> bool:
        return asker in self.askers and (not self.addressees or addressee in self.addressees)


@cache
def _read(file: str) -> dict[str, Any]:
    with (HERE / file).open("rb") as source:
        return tomllib.load(source)


@cache
def bases() -> tuple[Basis, ...]:
    return tuple(
        Basis(
            code=line["code"],
            label=line["label"],
            article=line["article"],
            askers=frozenset(line["askers"]),
            addressees=frozenset(line["addressees"]),
            categories=frozenset(line["categories"]),
            since=line["from"],
            until=line.get("to", date.max),
            source=line["source"],
            checked=line["checked"],
        )
        for line in _read("bases.toml")["basis"]
    )


def bases_for(asker: str, addressee: str = "") -> list[Basis]:
    """What an institution of this kind may rest on today; towards an addressee of that kind, if it is given."""
    day = today()
    live = [line for line in bases() if line.since <= day < line.until and asker in line.askers]
    return [line for line in live if not addressee or line.lets(asker, addressee)]


def basis_of(code: str) -> Basis | None:
    """Whatever its dates: an old letter still says on what it rested."""
    return next((line for line in bases() if line.code == code), None)


def deadline(kind: str, start: date) -> Deadline:
    """The deadline of a request that was sent on this day."""
    for line in _read("deadlines.toml")["deadline"]:
        if line["kind"] == kind and line["from"] <= start < line.get("to", date.max):
            return (in_working_days if line["working"] else in_calendar_days)(start, line["days"])
    raise LookupError(f"deadline of {kind} on {start}")
