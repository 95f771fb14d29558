"""Fails a test in which a SELECT reads a protected table without having come through the door."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from kooperacja.access.models import DoorBypassed, Guarded
from kooperacja.access.permit import is_permitted


def protected_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Guarded))


def _pattern() -> re.Pattern[str]:
    tables = "|".join(map(re.escape, protected_tables()))
    return re.compile(rf'(?:FROM|JOIN)\s+"?(?:{tables})"?\b', re.IGNORECASE)


@contextmanager
def tripwire() -> Iterator[None]:
    pattern = _pattern()

    def check(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not is_permitted() and sql.lstrip()[:6].upper() == "SELECT" and pattern.search(sql):
            raise DoorBypassed(f"read past the door: {sql[:300]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield
