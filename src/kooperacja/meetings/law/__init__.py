"""What holds where the rules of a team say nothing: quorum, and how often a family comes back; a dated proposal."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.foundation.clock import today

FILE = Path(__file__).parent / "rules.toml"


@cache
def _read() -> dict[str, Any]:
    with FILE.open("rb") as source:
        return tomllib.load(source)


def _holding(name: str, day: date) -> list[dict[str, Any]]:
    return [line for line in _read()[name] if line["since"] <= day < line["until"]]


def quorum(kind: str, members: int, percent: int = 0) -> int:
    """How many of so many members must be present: by the variant of the team, where it says more than which percent;
    otherwise by a line of this kind of team, or by the general one.
    """
    if percent:
        return members * percent // 100 + 1
    lines = [line for line in _holding("quorum", today()) if line.get("kind", kind) == kind]
    part = max(lines, key=lambda line: "kind" in line)["more_than"]
    return int(members * part) + 1


def review_days() -> int:
    return int(_holding("review", today())[0]["days"])
