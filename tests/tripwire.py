"""Fails a test in which the product reads a protected table without having come through the door, or
writes one without saying in whose name (`access.writing`), which row-level security would refuse.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from kooperacja.access.models import DoorBypassed, Guarded
from kooperacja.access.permit import is_permitted, is_writing
from tests.roles import is_the_products


def protected_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Guarded))


def _pattern(words: str) -> re.Pattern[str]:
    tables = "|".join(map(re.escape, protected_tables()))
    return re.compile(rf'(?:{words})\s+"?(?:{tables})"?\b', re.IGNORECASE)


@contextmanager
def tripwire() -> Iterator[None]:
    read, written = _pattern("FROM|JOIN"), _pattern("INSERT INTO|UPDATE|DELETE FROM")

    def check(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not is_permitted() and sql.lstrip()[:6].upper() == "SELECT" and read.search(sql):
            raise DoorBypassed(f"read past the door: {sql[:300]}")
        if not is_writing() and written.match(sql) and is_the_products():
            raise DoorBypassed(f"written in nobody's name, see access.writing: {sql[:300]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield
