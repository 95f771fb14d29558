"""Where the data of a benchmark are kept: built once for an engine, a size and a seed, and copied for
each run, so that a run may change and commit what it likes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from kooperacja.config.serving import migrate

ROOT = Path(__file__).resolve().parents[1]
BUILDERS = ("bench/bulk.py", "bench/county.py", "bench/town.py")


def mark() -> str:
    """What the data follow from beside size and seed: the tables, and those who fill them."""
    sources = [*sorted(ROOT.glob("src/kooperacja/*/migrations/*.py")), *(ROOT / name for name in BUILDERS)]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def built(what: str, build: Callable[[], None]) -> str:
    """The name of the database that holds `what` (a size and a seed), made now if there is none."""
    store = _postgresql if connection.vendor == "postgresql" else _sqlite
    return store(f"kooperacja_bench_{what}", build)


@contextmanager
def connected(name: str) -> Iterator[Any]:
    """The default connection leads to another database in this block; yields that connection."""
    usual = connections["default"]
    other = usual.copy()
    other.settings_dict["NAME"] = name
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = usual


@contextmanager
def passing_through(other: Any) -> Iterator[None]:
    """As `connected`, over a connection that stays open."""
    usual = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = usual


@contextmanager
def working_copy(name: str) -> Iterator[str]:
    """A copy for one run, gone afterwards."""
    if connection.vendor == "postgresql":
        copy = f"{name}_{os.getpid()}"
        _admin(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY FILE_COPY')
    else:
        copy = f"{name}.{os.getpid()}"
        shutil.copyfile(name, copy)
    try:
        yield copy
    finally:
        _drop(copy)


def _drop(name: str) -> None:
    if connection.vendor == "postgresql":
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        return
    for part in ("", "-wal", "-shm", "-journal"):
        Path(name + part).unlink(missing_ok=True)


def _made(name: str, build: Callable[[], None]) -> None:
    with connected(name):
        migrate()
        build()


# ---- SQLite: a file


def _sqlite(prefix: str, build: Callable[[], None]) -> str:
    folder = Path(settings.DATA_DIR)
    wanted = folder / f"{prefix}_{mark()}.sqlite3"
    if not wanted.exists():
        for old in folder.glob(f"{prefix}_*.sqlite3*"):
            old.unlink()
        unfinished = folder / f"{prefix}.unfinished"
        _drop(str(unfinished))
        _made(str(unfinished), build)
        unfinished.rename(wanted)
    return str(wanted)


# ---- PostgreSQL: a database on the server that was named


def _postgresql(prefix: str, build: Callable[[], None]) -> str:
    wanted = f"{prefix}_{mark()}"
    names = [name for (name,) in _admin("SELECT datname FROM pg_database")]
    if wanted not in names:
        for old in (name for name in names if name.startswith(f"{prefix}_")):
            _drop(old)
        unfinished = f"{prefix}_unfinished"
        _admin(f"CREATE DATABASE \"{unfinished}\" ENCODING 'UTF8' TEMPLATE template0")
        _made(unfinished, build)
        _admin(f'ALTER DATABASE "{unfinished}" RENAME TO "{wanted}"')
    return wanted


def _admin(statement: str) -> list[Any]:
    """One statement in the database that every server has; names in it are our own."""
    with connected("postgres"), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
