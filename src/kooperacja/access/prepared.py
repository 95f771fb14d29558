"""Statements that are asked at every request, made of the ORM once and then sent as they are.

Building such a statement costs several times what running it does. It is compiled with marks in the
place of its values; each mark is found again among the parameters and replaced when it is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# What no real value is equal to, by the name of the value that it stands for.
MARKS: Mapping[str, Any] = {
    "user": -1_000_001,
    "institution": -1_000_002,
    "role": "\x1arole",
    "purpose": "\x1apurpose",
    "at": datetime(1, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """`slots` has for each parameter the name of a value, or empty for a constant in `params`."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[str, ...]


@dataclass(slots=True)
class Prepared:
    """`build` makes the query of values by name; its columns must need no conversion."""

    build: Callable[..., QuerySet[Any, Any]]
    _by_engine: dict[str, _Compiled] = field(default_factory=dict)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        compiled = self._by_engine.get(connection.vendor) or self._compile(values)
        stored = {name: _stored(value) for name, value in values.items()}
        params = [stored[slot] if slot else param for slot, param in zip(compiled.slots, compiled.params, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _compile(self, values: Mapping[str, Any]) -> _Compiled:
        marks = {name: MARKS[name] for name in values}
        sql, params = self.build(**marks).query.sql_with_params()
        names = {_stored(mark): name for name, mark in marks.items()}
        compiled = _Compiled(sql, tuple(params), tuple(names.get(param, "") for param in params))
        missing = marks.keys() - set(compiled.slots)
        if missing:
            raise LookupError(f"the statement does not ask for {sorted(missing)}")
        return self._by_engine.setdefault(connection.vendor, compiled)


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
