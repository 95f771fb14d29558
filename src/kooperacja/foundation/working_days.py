"""Polish working days and deadlines (art. 57 KPA).

A working day is Monday to Friday that is not a public holiday of the act of 18.01.1951 on days
free from work; 24 December is one of them since 2025. The day of the event is not counted, and a
deadline that falls on a day off moves to the next working day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
DAY = timedelta(days=1)


@cache
def _holidays_of(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("PL", years=year, language="pl").items())


def holiday_name(day: date) -> str | None:
    """The Polish name of the public holiday on this day, or None."""
    return _holidays_of(day.year).get(day)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and holiday_name(day) is None


def next_working_day(day: date) -> date:
    """This day when it is a working one, otherwise the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted deadline: the event, the last day, and the days that count, in order.

    `working` tells whether working days were counted; when calendar days were, `counted` is
    empty and `moved_from` may name the day off from which the deadline moved.
    """

    start: date
    due_on: date
    days: int
    working: bool
    counted: tuple[date, ...] = ()
    moved_from: date | None = None

    @property
    def holidays(self) -> list[tuple[date, str]]:
        """Public holidays on weekdays between the event and the deadline, which were skipped."""
        span = (self.start + DAY * n for n in range(1, (self.due_on - self.start).days + 1))
        named = ((day, holiday_name(day)) for day in span if day.weekday() < SATURDAY)
        return [(day, name) for day, name in named if name]


def in_working_days(start: date, days: int) -> Deadline:
    """The deadline `days` working days after the day of the event, which is not counted."""
    counted: list[date] = []
    day = start
    while len(counted) < days:
        day += DAY
        if is_working_day(day):
            counted.append(day)
    due_on = counted[-1] if counted else next_working_day(start)
    return Deadline(start, due_on, days, True, tuple(counted))


def in_calendar_days(start: date, days: int) -> Deadline:
    """The deadline `days` calendar days after the event; a day off moves it (art. 57 § 4 KPA)."""
    raw = start + DAY * days
    due_on = next_working_day(raw)
    return Deadline(start, due_on, days, False, moved_from=raw if due_on != raw else None)


def working_days_between(earlier: date, later: date) -> int:
    """How many working days follow `earlier`, up to and with `later`; negative when reversed."""
    if later < earlier:
        return -working_days_between(later, earlier)
    span = (earlier + DAY * n for n in range(1, (later - earlier).days + 1))
    return sum(is_working_day(day) for day in span)
