"""What a builder once wrote into the database, written again for each test that asks for it.

Building takes a hundred statements made through models; the same rows again take one for each table.
They keep their ids. SQLite numbers on behind them, and the sequences of PostgreSQL never go back, so
that no later row gets an id of theirs.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import sql

from kooperacja.access.permit import permit


@dataclass(frozen=True)
class Replay:
    """The rows as statements, and what the builder returned as bytes, so that each test gets its own."""

    build: Callable[[], Any]
    written: tuple[tuple[str, list[Any]], ...]
    returned: bytes

    def __call__(self) -> Any:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, rows in self.written:
                    cursor.executemany(statement, rows) if rows else cursor.execute(statement)
        except IntegrityError:
            # Rows that the test has made before stand in the way.
            return self.build()
        return pickle.loads(self.returned)  # noqa: S301 - pickled by this process.


def remember(build: Callable[[], Any]) -> Replay:
    """Build once, remember the rows that came, and leave the database as it was."""
    with transaction.atomic(), permit():
        before = {model: set(_keys(model)) for model in _models()}
        returned = build()
        came = {model: model._base_manager.exclude(pk__in=there) for model, there in before.items()}
        written = tuple(_statement(model, list(rows)) for model, rows in came.items() if rows)
        transaction.set_rollback(True)
    return Replay(build, written, pickle.dumps(returned))


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _keys(model: type[models.Model]) -> Any:
    return model._base_manager.values_list("pk", flat=True)


def _statement(model: type[models.Model], rows: list[models.Model]) -> tuple[str, list[Any]]:
    """SQLite prepares one row's statement and repeats it; PostgreSQL reads one text with all rows."""
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
