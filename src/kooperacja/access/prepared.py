"""Statements that are asked again and again, made of the ORM once and then sent with other values.

Building a statement costs several times what running it does. It is compiled with marks in the place of
its values; each mark is found again among the parameters and replaced when the statement is sent. The first
time it is compiled with its values too: where the kept one, filled with them, says anything else (a value was
escaped, rounded or written into the text), it depends on its values in another way and is not kept.
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

Leaf = int | str | date | datetime
Rows = QuerySet[Any, Any]
# Of which plan a query is, by number, and of which of its arms.
Name = tuple[int, str]
Build = Callable[[Sequence[Leaf]], Sequence[tuple[Name, Rows]]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled select with its values, for the connection of the thread that sends it. It has a name."""

    name: Name
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def objects(self) -> list[Any]:
        """The rows as instances, with what was selected beside them."""
        return list(ModelIterable(cast("Any", _Source(self._ready()))))

    def of(self, model: type[Model]) -> "Statement":
        """The same of another table, which has columns of these names. The first one may stand nowhere else in it."""
        known, other = (connection.ops.quote_name(one._meta.db_table) for one in (self.compiler.query.model, model))
        return replace(self, sql=self.sql.replace(known, other))

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        found: Iterator[tuple[Any, ...]] = self._ready().results_iter(tuple_expected=True)
        return found

    def _ready(self) -> Any:
        """The compiler knows how columns become values; text and parameters are those of this statement."""
        ready = copy.copy(self.compiler)
        ready.connection = connection
        ready.as_sql = lambda *_args, **_kwargs: (self.sql, self.params)
        return ready


class _Source:
    """What `ModelIterable` asks of a query set."""

    db = DEFAULT_DB_ALIAS

    def __init__(self, ready: Any) -> None:
        self._known_related_objects: dict[Any, Any] = {}
        self._ready = ready
        self.query = self

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._ready


def fresh(parts: Sequence[tuple[Name, Rows]]) -> list[Statement]:
    """Compiled now, with the values that are in them; what can have no row is left out."""
    return [statement for name, rows in parts if (statement := _compiled(name, rows))]


def _compiled(name: Name, rows: Rows) -> Statement | None:
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return Statement(name, compiler, sql, tuple(params))


# ---- Kept ones


Slot = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class _Kept:
    """`slots` has for each parameter the place of a value, and whether it is looked for inside of texts;
    `None` for a constant of the statement.
    """

    statement: Statement
    slots: tuple[Slot | None, ...]

    def filled(self, values: Sequence[Any]) -> Statement:
        known = self.statement
        pairs = zip(self.slots, known.params, strict=True)
        params = tuple(_put(slot, values) if slot else param for slot, param in pairs)
        return Statement(known.name, known.compiler, known.sql, params)


def _put(slot: Slot, values: Sequence[Any]) -> Any:
    place, inside = slot
    return f"%{connection.ops.prep_for_like_query(values[place])}%" if inside else values[place]


@dataclass(slots=True)
class Shelf:
    """Statements by their shape: all of a query but its values. Forgets all when it grows too large."""

    limit: int = 4000
    _kept: dict[Any, list[_Kept] | None] = field(default_factory=dict)

    def statements(self, shape: Any, values: Sequence[Leaf], build: Build) -> list[Statement]:
        """`build` makes the named queries of values, in the order in which they are given."""
        key = (connection.vendor, shape)
        if key not in self._kept:
            if len(self._kept) >= self.limit:
                self._kept.clear()
            self._kept[key] = _kept(values, build)
        kept = self._kept[key]
        if kept is None:
            return fresh(build(values))
        stored = [_stored(value) for value in values]
        return [one.filled(stored) for one in kept]


def _kept(values: Sequence[Leaf], build: Build) -> list[_Kept] | None:
    try:
        marks = _marks(values, 0)
        first = _marked(marks, build)
        if set(marks).isdisjoint(values):
            stored = [_stored(value) for value in values]
            same = [said(one.filled(stored)) for one in first] == [said(one) for one in fresh(build(values))]
        else:
            # A constant that equals a mark would here equal the value too; other marks tell them apart.
            same = list(map(_traits, first)) == list(map(_traits, _marked(_marks(values, 1), build)))
    except (TypeError, ValueError, ValidationError, _TooMany):
        return None
    return first if same else None


LIST_OR_VALUE = re.compile(r"IN \((%s(?:, %s)*)\)|%s")


def said(statement: Statement) -> tuple[Name, str, list[Any]]:
    """Its name, its text with lists of one length, and its values in order, a list as a set: built anew, a list
    holds each value once.
    """
    left = list(statement.params)
    values: list[Any] = []
    for found in LIST_OR_VALUE.finditer(statement.sql):
        number = found.group().count("%s")
        taken, left = left[:number], left[number:]
        values.append(frozenset(taken) if found.group(1) else taken)
    if left:
        raise ValueError(statement.name)
    return statement.name, LIST_OR_VALUE.sub("?", statement.sql), values


def _marked(marks: list[Leaf], build: Build) -> list[_Kept]:
    slots: dict[Any, Slot] = {}
    for place, mark in enumerate(marks):
        slots[_typed(_stored(mark))] = place, False
        if isinstance(mark, str):
            slots[_typed(f"%{mark}%")] = place, True
    return [
        _Kept(statement, tuple(slots.get(_typed(param)) for param in statement.params))
        for statement in fresh(build(marks))
    ]


def _traits(kept: _Kept) -> tuple[Any, ...]:
    statement = kept.statement
    constants = [param for slot, param in zip(kept.slots, statement.params, strict=True) if slot is None]
    return statement.name, statement.sql, kept.slots, constants


def _typed(param: Any) -> Any:
    """1, True and 1.0 are equal, and not the same parameter."""
    return (type(param), param) if isinstance(param, Leaf) else None


class _TooMany(ValueError):
    """There are not so many marks."""


# Marks fit into the smallest integer column, so that no check of a range takes them for impossible.
FIRST, EACH = 16_000, 8_000


def _marks(values: Sequence[Leaf], salt: int) -> list[Leaf]:
    if len(values) > EACH:
        raise _TooMany
    return [_mark(value, salt, place) for place, value in enumerate(values)]


def _mark(value: Leaf, salt: int, place: int) -> Leaf:
    match value:
        case datetime():
            return datetime(1001 + salt, 1, 1, tzinfo=UTC) + timedelta(seconds=place, microseconds=678)
        case date():
            return date(1001 + salt * 100, 1, 1) + timedelta(days=place)
        case int():
            return FIRST + salt * EACH + place
    return f"\x1a{salt}.{place}"


def _stored(value: Leaf) -> Any:
    """As the ORM hands it to the engine."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


# ---- By name


@dataclass(slots=True)
class Prepared:
    """One select; `build` makes it of values by name, and of nothing else."""

    build: Callable[..., Rows]
    _shelf: Shelf = field(default_factory=Shelf)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        return [row for one in self.statements(values) for row in one.tuples()]

    def statements(self, values: Mapping[str, Any]) -> list[Statement]:
        names = tuple(values)

        def build(given: Sequence[Leaf]) -> list[tuple[Name, Rows]]:
            return [((0, ""), self.build(**dict(zip(names, given, strict=True))))]

        return self._shelf.statements(names, list(values.values()), build)
