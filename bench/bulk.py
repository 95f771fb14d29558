"""Rows by the million into the real tables: COPY on PostgreSQL, `executemany` on SQLite.

Indexes are dropped and made again as they were, and the engine learns what is in the tables (ANALYZE).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

BATCH = 50_000
Row = tuple[Any, ...]


def stamp(instant: datetime) -> str:
    """An instant of UTC in words that both engines take, and as Django itself keeps it on SQLite."""
    return instant.strftime("%Y-%m-%d %H:%M:%S")


def fill(model: type[Model], names: Sequence[str], rows: Iterable[Row], *, at: datetime) -> None:
    """Write rows of the named columns; the other columns get the defaults of the model."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in names and not field.primary_key]
    tail = tuple(_default(field, at) for field in rest)
    columns = [str(field.column) for field in (*map(fields.__getitem__, names), *rest)]
    whole = (row + tail for row in rows)
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, columns, whole)
    else:
        _insert(model._meta.db_table, columns, whole)


def _default(field: Any, at: datetime) -> Any:
    value = stamp(at) if getattr(field, "auto_now_add", False) else field.get_default()
    if isinstance(value, datetime):
        return stamp(value)
    return int(value) if isinstance(value, bool) else value


def _copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    raw, stream = connection.connection, iter(rows)
    while batch := list(islice(stream, BATCH)):
        raw.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', batch)  # noqa: S608 - our own names.


@contextmanager
def loading(models: Sequence[type[Model]]) -> Iterator[None]:
    """In this block indexes rest and references are not checked: the rows are right by construction."""
    connection.ensure_connection()
    tables = [model._meta.db_table for model in models]
    postgresql = connection.vendor == "postgresql"
    _each(REST_POSTGRESQL if postgresql else REST_SQLITE)
    made_again = [_rested(statement, name) for name, statement in _indexes(tables, postgresql=postgresql)]
    if postgresql:
        yield
    else:
        _each(["BEGIN"])
        yield
        _each(["COMMIT"])
    _each(made_again)
    _each(connection.ops.sequence_reset_sql(no_style(), models))
    _each(["VACUUM ANALYZE", "RESET session_replication_role"] if postgresql else ["ANALYZE"])


REST_POSTGRESQL = ("SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'")
# Without a journal: what is left unfinished is thrown away. The next connection brings the usual one back.
REST_SQLITE = (
    *("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000"),
    *("PRAGMA journal_mode=DELETE", "PRAGMA journal_mode=OFF"),
)
INDEXES_POSTGRESQL = """
    SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS
        (SELECT 1 FROM pg_constraint WHERE conindid = to_regclass(quote_ident(indexname)))
"""
INDEXES_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (%s)"


def _indexes(tables: Sequence[str], *, postgresql: bool) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(INDEXES_POSTGRESQL, [list(tables)])
        else:
            cursor.execute(INDEXES_SQLITE % ", ".join(["%s"] * len(tables)), tables)
        found: list[tuple[str, str]] = cursor.fetchall()
    return found


def _rested(statement: str, name: str) -> str:
    _each([f'DROP INDEX "{name}"'])
    return statement


def _each(statements: Iterable[str]) -> None:
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute(statement)
