"""One read transaction, one instant: counts and pages of a request agree (kernel.md 6.1).

DEFERRED on SQLite, where IMMEDIATE would let a page that only reads refuse every writer;
REPEATABLE READ, READ ONLY on PostgreSQL. `at` never falls below the last instant in the trail.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction

from kooperacja.audit import queries as trail
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now

T = TypeVar("T")

# A clock further behind the trail than this is an alarm: sensitive reads stop (I42).
CLOCK_SLACK = timedelta(seconds=5)


@dataclass
class Seen:
    """What was shown: subjects of rows that must be logged before the first byte."""

    subjects: set[int] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)
    count: int = 0


@dataclass
class Snapshot:
    """The instant, what was looked up once (`known`), what was shown (`seen`), and whether it is for
    reading or for an export.
    """

    at: datetime
    clock_behind: bool
    action: str = "read"
    known: dict[Any, Any] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)

    def once(self, key: Any, load: Callable[[], T]) -> T:
        if key not in self.known:
            self.known[key] = load()
        value: T = self.known[key]
        return value


_current: ContextVar[Snapshot | None] = ContextVar("snapshot", default=None)


def current() -> Snapshot | None:
    return _current.get()


def forget(user_id: int) -> None:
    """A fact about this worker has just been written, 0 for all: what an open snapshot has looked up
    for him is asked anew.
    """
    shot = _current.get()
    if shot is not None:
        shot.known = {key: found for key, found in shot.known.items() if user_id and not _is_of(key, user_id)}


def _is_of(key: Any, user_id: int) -> bool:
    """Keys name the actor for whom something was looked up."""
    return any(isinstance(part, Actor) and part.user_id == user_id for part in key)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open one, or join the one that is open. Inside an action the snapshot is the action's own
    transaction, so that what it reads is what it changes.
    """
    opened = _current.get()
    if opened is not None:
        yield opened
        return
    with read_transaction():
        shot = _taken()
        token = _current.set(shot)
        try:
            yield shot
        finally:
            _current.reset(token)


def _taken() -> Snapshot:
    clock, mark = now(), trail.clock_mark()
    if mark is None:
        return Snapshot(clock, clock_behind=False)
    return Snapshot(max(clock, mark), clock_behind=clock < mark - CLOCK_SLACK)


@contextmanager
def read_transaction() -> Iterator[None]:
    """Join the transaction that is open, or begin one that only reads."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    usual = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]
