"""Dated tables of rights and purposes, reviewed as files, each line with its source."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from kooperacja.foundation.clock import OPEN_END, day_start

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of a table: its keys, its interval in instants, and where it comes from."""

    keys: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime
    source: str


def rights() -> list[Line]:
    """(role, category, action) lines of `roles.toml`."""
    return sorted(_lines("roles.toml", "right", ("roles", "categories", "actions")))


def purposes() -> list[Line]:
    """(kind of anchor, purpose) lines of `purposes.toml`."""
    return sorted(_lines("purposes.toml", "purpose", ("kinds", "purposes")))


def statute() -> list[Line]:
    """(purpose, part, category) lines of `statutory.toml`."""
    return sorted(_lines("statutory.toml", "line", ("purposes", "parts", "categories")))


def vital() -> list[Line]:
    """(category,) lines of `emergency.toml`."""
    return sorted(_lines("emergency.toml", "vital", ("categories",)))


def veto_rights() -> list[Line]:
    """(kind, role, set or lift) lines of `vetoes.toml`."""
    return sorted(_lines("vetoes.toml", "veto", ("kinds", "roles", "actions")))


@cache
def _limits() -> tuple[Line, ...]:
    return tuple(sorted(_lines("emergency.toml", "limit", ("hours",))))


def longest_emergency(at: datetime) -> timedelta:
    """How long an emergency access may last that begins at this instant."""
    return min(timedelta(hours=int(line.keys[0])) for line in _limits() if line.valid_from <= at < line.valid_to)


def _lines(file: str, table: str, axes: tuple[str, ...]) -> Iterator[Line]:
    with (HERE / file).open("rb") as source:
        blocks = tomllib.load(source)[table]
    for block in blocks:
        start, end = _instant(block["from"]), _instant(block.get("to"))
        for keys in product(*(block[axis] for axis in axes)):
            yield Line(keys, start, end, block["source"])


def _instant(day: Any) -> datetime:
    return day_start(day) if isinstance(day, date) else OPEN_END
