"""What a builder once wrote into the database, written again for each test that asks for it.

Building takes hundreds of statements made through models; the same rows again take one for each table.
They keep their ids. SQLite numbers on behind them, and the sequences of PostgreSQL never go back, so
that no later row gets an id of theirs.

`remember` is for the town, from which every test begins. `retold` is for a story told by real actions on
top of it: its rows are written again only where they would come out the same, which is in a database that
holds nothing but the town and stories told again, at the same instant. Everywhere else the story happens.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

import time_machine
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import sql

from kooperacja.access.permit import permit
from kooperacja.foundation.clock import now
from tests.cast import Town


@dataclass(frozen=True)
class Replay:
    """The rows as statements, and what the builder returned as bytes, so that each test gets its own."""

    build: Callable[[], Any]
    written: tuple[tuple[str, list[Any]], ...]
    returned: bytes
    # Rows that were there before have changed: this cannot be told by inserting rows.
    changes_others: bool

    def __call__(self) -> Any:
        """The town again, in a database that knows nothing else yet."""
        return self.tell(self.build, "town")

    def tell(self, build: Callable[[], Any], state: Hashable) -> Any:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, rows in self.written:
                    cursor.executemany(statement, rows) if rows else cursor.execute(statement)
        except IntegrityError:
            # Rows that the test has made before stand in the way.
            return build()
        _known.state = state if _known.is_watched else None
        return pickle.loads(self.returned)  # noqa: S301 - pickled by this process.


def remember(build: Callable[[], Any]) -> Replay:
    """Build once, remember the rows that came, and leave the database as it was."""
    state = _known.state
    with transaction.atomic():
        before = _everything()
        returned = build()
        after = _everything()
        came = {model: [pk for pk in rows if pk not in before[model]] for model, rows in after.items()}
        written = tuple(_statement(model, pks) for model, pks in came.items() if pks)
        transaction.set_rollback(True)
    _known.state = state
    changed = any(rows != {pk: after[model].get(pk) for pk in rows} for model, rows in before.items())
    return Replay(build, written, pickle.dumps(returned), changed)


def _everything() -> dict[type[models.Model], dict[Any, tuple[Any, ...]]]:
    """By table and key, each row of the database."""
    with permit():
        return {
            model: {row[0]: row for row in model._base_manager.values_list("pk", *_columns(model))}
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed
        }


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _statement(model: type[models.Model], pks: list[Any]) -> tuple[str, list[Any]]:
    """SQLite prepares one row's statement and repeats it; PostgreSQL reads one text with all rows."""
    with permit():
        rows = list(model._base_manager.filter(pk__in=pks).order_by("pk"))
    if connection.vendor != "postgresql":
        each = [_insert(model, [row]) for row in rows]
        return each[0][0], [values for _statement, values in each]
    with connection.cursor() as cursor:
        return cursor.mogrify(*_insert(model, rows)), []


def _insert(model: type[models.Model], rows: list[models.Model]) -> tuple[str, Any]:
    """As Django inserts them, but all columns as they stand, the ids and the dates of making too."""
    query = sql.InsertQuery(model)
    query.insert_values([field for field in model._meta.concrete_fields if not field.generated], rows, raw=True)
    (statement,) = query.get_compiler(connection=connection).as_sql()
    return statement


# ---- Stories


@dataclass
class _Known:
    """What this process knows of the database of the present test; no state where anything else was written."""

    state: Hashable | None = None
    is_watched: bool = False
    told: Counter[Hashable] = field(default_factory=Counter)
    stories: dict[Hashable, Replay] = field(default_factory=dict)


_known = _Known()
# All that leaves the rows as they are; whatever else a test does makes its database one of its own.
HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE")


@contextmanager
def watched() -> Iterator[None]:
    """Notices every statement of the test that may change a row, or take one back."""
    _known.state, _known.is_watched = None, True

    def look(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        if not statement.lstrip().upper().startswith(HARMLESS):
            _known.state = None
        return execute(statement, params, many, context)

    try:
        with connection.execute_wrapper(look):
            yield
    finally:
        _known.is_watched = False


def retold(story: Callable[..., Any]) -> Callable[..., Any]:
    """A story or a fixture that begins with the town; the second telling in a process is remembered."""

    @wraps(story)
    def tell(*args: Any, **kwargs: Any) -> Any:
        key = _key(story, args, kwargs)
        if key is None:
            return story(*args, **kwargs)
        _known.told[key] += 1
        if key not in _known.stories:
            if _known.told[key] == 1:
                return story(*args, **kwargs)
            _known.stories[key] = remember(lambda: story(*args, **kwargs))
        if _known.stories[key].changes_others:
            return story(*args, **kwargs)
        return _known.stories[key].tell(lambda: story(*args, **kwargs), key)

    return tell


def _key(story: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable | None:
    """The same key, the same rows: what was told before, the story, what it was given, and the instant."""
    if _known.state is None or not connection.in_atomic_block:
        return None
    try:
        given = (*map(_given, args), *((name, _given(value)) for name, value in sorted(kwargs.items())))
    except TypeError:
        return None
    return _known.state, story.__module__, story.__qualname__, given, now()


def _given(value: Any) -> Hashable:
    """A plain value as it is; the town by those who act in it; the clock is in the key anyway."""
    match value:
        case None | str() | int() | date():
            return value
        case time_machine.Traveller():
            return None
        case models.Model():
            return value._meta.label, repr({name: there for name, there in vars(value).items() if name != "_state"})
        case Town():
            return tuple(worker.actor for worker in value.workers.values())
    raise TypeError(value)
