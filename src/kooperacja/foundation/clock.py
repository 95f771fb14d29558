"""The one clock: instants in UTC, dates of Warsaw. Nothing else asks the system for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

WARSAW = ZoneInfo("Europe/Warsaw")

# An open end is an instant and never NULL: GREATEST skips NULL on PostgreSQL and max(a, b) returns
# it on SQLite. Year 9999 overflows when it is turned into local time, so the end is year 9000.
OPEN_END = datetime(9000, 1, 1, tzinfo=UTC)


_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _travelled.get() or datetime.now(UTC)


@contextmanager
def travelling(instant: datetime) -> Iterator[None]:
    """In this block the clock stands at `instant`. Only for the fictional county and for tests: in
    real use nothing is backdated, so elsewhere it is refused.
    """
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("time travel is for the demonstration and for tests only")
    token = _travelled.set(instant)
    try:
        yield
    finally:
        _travelled.reset(token)


def today() -> date:
    """Today's date in Warsaw."""
    return now().astimezone(WARSAW).date()


def local_date(instant: datetime) -> date:
    """The Warsaw date of an instant."""
    return instant.astimezone(WARSAW).date()


def day_start(day: date) -> datetime:
    """The instant at which a Warsaw day begins."""
    return datetime.combine(day, time(), tzinfo=WARSAW).astimezone(UTC)


def day_end(last_day: date) -> datetime:
    """The end of an interval whose last day is `last_day`: the start of the day after (I7)."""
    return day_start(last_day + timedelta(days=1))
