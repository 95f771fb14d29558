"""Geometry of the small slopes, one for each area: how its rating changed from round to round. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kooperacja.diagnosis.kinds import HIGHEST, LOWEST

WIDTH, HEIGHT = 200, 96
LEFT, RIGHT, TOP, BOTTOM = 18, 186, 18, 82


@dataclass(frozen=True, slots=True)
class Dot:
    """A rating at its place. `label` is the number beside the first and the last one, else empty."""

    x: int
    y: int
    label: str
    text_y: int


@dataclass(frozen=True, slots=True)
class Slope:
    """`lines` join what was rated in rounds that follow one another; a round without a rating leaves a gap."""

    dots: tuple[Dot, ...]
    lines: tuple[tuple[Dot, Dot], ...]
    levels: tuple[int, ...]


def slope(scores: Sequence[int | None]) -> Slope:
    """From the ratings of the rounds, the oldest first."""
    known = [place for place, score in enumerate(scores) if score is not None]
    dots: list[Dot | None] = [
        None if score is None else _dot(place, score, len(scores), named=place in {known[0], known[-1]})
        for place, score in enumerate(scores)
    ]
    lines = tuple((one, two) for one, two in pairwise(dots) if one and two)
    levels = tuple(_height(step) for step in range(LOWEST, HIGHEST + 1))
    return Slope(tuple(dot for dot in dots if dot), lines, levels)


def _dot(place: int, score: int, number: int, *, named: bool) -> Dot:
    x = (LEFT + RIGHT) // 2 if number == 1 else LEFT + (RIGHT - LEFT) * place // (number - 1)
    y = _height(score)
    return Dot(x, y, str(score) if named else "", y - 8)


def _height(score: int) -> int:
    return BOTTOM - (BOTTOM - TOP) * (score - LOWEST) // (HIGHEST - LOWEST)
