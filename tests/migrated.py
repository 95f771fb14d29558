"""A whole run migrates once: each further process of it copies what the first one has made.

`./kooperacja test` names a folder of the run in `KOOPERACJA_TEST_KEPT`. A bare pytest has none and migrates.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core import management
from django.db import connection

KEPT = os.environ.get("KOOPERACJA_TEST_KEPT", "")


@contextmanager
def migrated_once() -> Iterator[None]:
    """In it `migrate` fills an empty test database from the one that this run has migrated before, if there is one."""
    really = management.call_command

    def call_command(name: str, *words: Any, **options: Any) -> Any:
        if name != "migrate" or not KEPT:
            return really(name, *words, **options)
        if _ready().exists():
            return _copy()
        answer = really(name, *words, **options)
        _keep()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(management, "call_command", call_command)
        yield


def clone_to(place: Path | str, of: str = "") -> None:
    """The test database as it is now, as a file of SQLite or as a database of PostgreSQL of that name (there also
    another database than that of the test).
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(place)) as file:
            connection.connection.backup(file)
        return
    _recreate(str(place), of or connection.settings_dict["NAME"])


def _ready() -> Path:
    return Path(KEPT) / f"{connection.vendor}.ready"


def _place() -> Path | str:
    return Path(KEPT) / "kept.sqlite3" if connection.vendor == "sqlite" else f"kept_{Path(KEPT).name.lower()}"


def _keep() -> None:
    """One process keeps its database; another that has migrated at the same time leaves it be."""
    try:
        os.close(os.open(_ready().with_suffix(".claimed"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    clone_to(_place())
    _ready().touch()


def _copy() -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(_place())) as file:
            file.backup(connection.connection)
        return
    _recreate(connection.settings_dict["NAME"], str(_place()))


def _recreate(name: str, template: str) -> None:
    """PostgreSQL copies a database only while nobody is connected to it; a thread of an earlier test may still be."""
    connection.close()
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        cursor.execute(others, [template])
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)}")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
