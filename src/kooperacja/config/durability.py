"""Whether the database keeps what it acknowledged; looked at whenever the product starts to serve.

The figures behind it are in `config/database.py`: with weaker settings a power cut loses writes that
people were told are saved. So a weak setting stops the start, and `doctor` names it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

from django.db import connection

from kooperacja.config.database import wal_is_safe
from kooperacja.foundation.errors import Unavailable

# SQLite's number for synchronous=FULL; EXTRA is stronger still.
FULL = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the database itself reports it."""

    name: str
    value: str
    strong: bool


def settings() -> list[Setting]:
    return list(_sqlite() if connection.vendor == "sqlite" else _postgresql())


def require() -> None:
    """Refuse to serve on settings that lose acknowledged writes."""
    weak = [f"{setting.name}={setting.value}" for setting in settings() if not setting.strong]
    if weak:
        sentence = _("The database would lose saved data at a power cut (%(weak)s). Set it right and start again.")
        raise Unavailable("database.not_durable", sentence % {"weak": ", ".join(weak)})


def _sqlite() -> Iterator[Setting]:
    journal = _asked("PRAGMA journal_mode")
    synchronous = int(_asked("PRAGMA synchronous"))
    mapped = int(_asked("PRAGMA mmap_size") or 0)
    in_wal = journal == "wal"
    version = str(sys.modules["sqlite3"].sqlite_version)
    yield Setting("synchronous", str(synchronous), synchronous >= FULL)
    yield Setting("journal_mode", f"{journal} (SQLite {version})", wal_is_safe() if in_wal else journal == "truncate")
    yield Setting("mmap_size", str(mapped), mapped == 0)


def _postgresql() -> Iterator[Setting]:
    for name in ("fsync", "full_page_writes"):
        value = _asked(f"SHOW {name}")
        yield Setting(name, value, value == "on")
    commit = _asked("SHOW synchronous_commit")
    yield Setting("synchronous_commit", commit, commit != "off")


def _asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
