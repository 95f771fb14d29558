"""Dated limits of files, from a file that is reviewed like code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kooperacja.foundation.clock import today

FILE = Path(__file__).parent / "limits.toml"
MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Limits:
    """In force `[since, until)`; sizes in bytes, pictures in points."""

    since: date
    until: date
    megabytes: int
    megapixels: int
    unpacked_megabytes: int
    parts: int
    objects: int
    days_until_erased: int

    @property
    def size(self) -> int:
        return self.megabytes * MEGABYTE


@cache
def every() -> tuple[Limits, ...]:
    names = ("megabytes", "megapixels", "unpacked_megabytes", "parts", "objects", "days_until_erased")
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["limits"]
    return tuple(Limits(row["from"], row.get("to", date.max), *(row[name] for name in names)) for row in rows)


def limits(day: date | None = None) -> Limits:
    """Those in force on a day; before the first ones the first ones."""
    day = day or today()
    return next((one for one in every() if one.since <= day < one.until), every()[0])
