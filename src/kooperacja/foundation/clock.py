"""The one clock: instants in UTC, dates of Warsaw. Nothing else asks the system for the time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")

# An open end is an instant and never NULL: GREATEST skips NULL on PostgreSQL and max(a, b) returns
# it on SQLite. Year 9999 overflows when it is turned into local time, so the end is year 9000.
OPEN_END = datetime(9000, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


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
