"""When things happen in the county: on working days, in office hours, counted back from the present."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from kooperacja.foundation.clock import WARSAW
from kooperacja.foundation.working_days import is_working_day, next_working_day

OPENS, CLOSES = 7 * 60 + 45, 15 * 60 + 30
DAY = timedelta(days=1)


def last_working_day(today: date) -> date:
    """The last working day before this one: whatever happened in the county is over by then."""
    return back(today, 1)


def back(day: date, working_days: int) -> date:
    """So many working days earlier."""
    while working_days:
        day -= DAY
        working_days -= is_working_day(day)
    return day


def ahead(day: date, working_days: int) -> date:
    """So many working days later."""
    while working_days:
        day += DAY
        working_days -= is_working_day(day)
    return day


def monday_of(day: date) -> date:
    """The first working day of the week of this day."""
    return next_working_day(day - DAY * day.weekday())


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=WARSAW)


def office_hours(dice: Random, days: Sequence[date]) -> list[datetime]:
    """An instant for each of these days, which do not decrease; no two on a day are the same."""
    moments: list[datetime] = []
    for day, same in groupby(days):
        minutes = sorted(dice.sample(range(OPENS, CLOSES), len(list(same))))
        moments += [at(day, *divmod(minute, 60)) for minute in minutes]
    return moments


def counted_back(dice: Random, last: date, gaps: Sequence[int]) -> list[date]:
    """The days of steps of which the last one is on `last`; `gaps` are the working days before each."""
    days = [last]
    for gap in reversed(gaps):
        days.append(back(days[-1], gap))
    return days[::-1]
