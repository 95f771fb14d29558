"""Geometry of the small pictures. Numbers only: the colours are in the style sheet, the sentence is the caller's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext, pgettext

DayKind = Literal["off", "start", "counted", "end", "holiday"]

WIDTH = 1150
LABEL_WIDTH = 230
ROW_HEIGHT = 42
BAR_HEIGHT = 24
HEAD_HEIGHT = 26
RIGHT_MARGIN = 20
MOST_TICKS = 8


@dataclass(frozen=True)
class StripDay:
    day: date
    kind: DayKind
    note: str


def day_weeks(start: date, counted: Sequence[date], holidays: Mapping[date, str], began: str = "") -> list[StripDay]:
    """Whole weeks from the day that starts a period to the last counted day, in reading order from Monday.

    `counted` are the working days that count, in order; the last one is the deadline. The day `start` is not
    counted; `began` says what happened on it, if it was not a receipt.
    """
    first = start - timedelta(days=start.weekday())
    end = counted[-1] if counted else start
    last = end + timedelta(days=6 - end.weekday())
    places = {day: place for place, day in enumerate(counted, start=1)}
    beginning = StripDay(start, "start", began or pgettext("day of a period", "receipt"))
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [beginning if day == start and day not in places else _strip_day(day, places, holidays) for day in days]


def _strip_day(day: date, places: Mapping[date, int], holidays: Mapping[date, str]) -> StripDay:
    if place := places.get(day):
        note = gettext("%(place)s of %(total)s") % {"place": place, "total": len(places)}
        return StripDay(day, "end" if place == len(places) else "counted", note)
    if day in holidays:
        return StripDay(day, "holiday", holidays[day] or pgettext("day of a period", "holiday"))
    return StripDay(day, "off", "")


@dataclass(frozen=True)
class Interval:
    """`until` None: without end."""

    label: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Bar:
    label: str
    x: int
    y: int
    width: int
    text_y: int


@dataclass(frozen=True)
class Tick:
    label: str
    x: int


@dataclass(frozen=True)
class IntervalPicture:
    """A bar per condition, and the band in which all of them hold at once (`band_width` 0: never)."""

    width: int
    height: int
    bottom: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    band_x: int
    band_width: int
    today_x: int
    today_text_x: int
    today_anchor: Literal["start", "end"]


def interval_picture(intervals: Sequence[Interval], today: date) -> IntervalPicture:
    scale = _Scale.over(intervals, today)
    bottom = HEAD_HEIGHT + len(intervals) * ROW_HEIGHT + 12
    band_from = scale.x(max(row.since for row in intervals))
    band_to = scale.x(min(row.until or scale.end for row in intervals))
    today_x = scale.x(today)
    to_the_left = today_x > WIDTH - 180
    return IntervalPicture(
        width=WIDTH,
        height=bottom + 14,
        bottom=bottom,
        bars=tuple(_bar(row, place, scale) for place, row in enumerate(intervals)),
        ticks=tuple(Tick(day.strftime("%m.%Y"), scale.x(day)) for day in _quarters(scale.start, scale.end)),
        band_x=band_from,
        band_width=max(0, band_to - band_from),
        today_x=today_x,
        today_text_x=today_x - 8 if to_the_left else today_x + 8,
        today_anchor="end" if to_the_left else "start",
    )


@dataclass(frozen=True)
class _Scale:
    start: date
    end: date

    @classmethod
    def over(cls, intervals: Sequence[Interval], today: date) -> "_Scale":
        """From the earliest beginning to a little after the last known end, so that an open end is seen to run on."""
        start = min([today, *(row.since for row in intervals)])
        known = [
            today,
            *(row.since for row in intervals),
            *(row.until for row in intervals if row.until),
        ]
        span = max((max(known) - start).days, 30)
        return cls(start, start + timedelta(days=span + max(30, span // 16)))

    def x(self, day: date) -> int:
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / (self.end - self.start).days
        return LABEL_WIDTH + round(share * (WIDTH - LABEL_WIDTH - RIGHT_MARGIN))


def _bar(row: Interval, place: int, scale: _Scale) -> Bar:
    x, y = scale.x(row.since), HEAD_HEIGHT + 12 + place * ROW_HEIGHT
    return Bar(row.label, x, y, max(4, scale.x(row.until or scale.end) - x), y + 17)


def _quarters(start: date, end: date) -> list[date]:
    """First days of quarters, thinned to at most `MOST_TICKS` so that their words never touch."""
    days = [
        date(year, month, 1)
        for year in range(start.year, end.year + 1)
        for month in (1, 4, 7, 10)
        if start < date(year, month, 1) < end
    ]
    step = -(-len(days) // MOST_TICKS) or 1
    return days[::step]
