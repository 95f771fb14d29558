"""Rules of a diagnosis, from a dated file, and the questionnaire that comes with the product."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.diagnosis.shape import AreaShape, Form

HERE = Path(__file__).parent


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    with (HERE / "rules.toml").open("rb") as source:
        return tuple(tomllib.load(source)["rule"])


def _rule(day: date) -> dict[str, Any]:
    return next(line for line in _rules() if line["from"] <= day < line.get("to", date.max))


def ready_by(begun_on: date) -> date:
    """Until when a diagnosis that begins on this day is finished: calendar days."""
    return begun_on + timedelta(days=int(_rule(begun_on)["ready_days"]))


def workshops_needed(day: date) -> int:
    return int(_rule(day)["workshops"])


@cache
def shipped() -> dict[tuple[str, int], Form]:
    """By code and number. A file that is wrong stops a test, not a town."""
    found = [_form(path) for path in sorted((HERE / "forms").glob("*.toml"))]
    return {(form.code, form.number): form for form in found}


def _form(path: Path) -> Form:
    with path.open("rb") as source:
        told = tomllib.load(source)
    areas = tuple(AreaShape(one["code"], one["label"], tuple(one["anchors"])) for one in told["area"])
    return Form(told["code"], told["number"], told["title"], told["source"], areas)
