"""What a `Visible` will ask, kept as data until it is asked.

A plan is the actor's place, and what callers have narrowed, joined and added since. Two plans of one
*shape* differ in values only, and so do their statements, which are therefore compiled once for a shape
(`prepared`). What a shape cannot tell for sure is `Unsuited`, and its statement is built each time.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Exact
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.access.prepared import Leaf, Name, Rows, Shelf, Statement, fresh

# Integers beyond it may be outside of a column's range, which the ORM decides by the value.
LARGEST = 2**31 - 1


class Unsuited(Exception):
    """A part of which it is not known how the statement depends on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """From where an actor sees rows: his own live facts, as the arms use them. Anchors are `None`
    where they are too many to be listed. `spared` are groups of vetoes with the anchors they spare.
    `led` where a condition of the caller has an index that leads to few rows.
    """

    action: str
    supervises: bool
    kinds: tuple[str, ...]
    user: int
    institution: int
    role: str
    purpose: str
    at: datetime
    categories: Sequence[str]
    own: Sequence[int] | None
    foreign: Sequence[int]
    statutory: Sequence[int]
    emergencies: Sequence[int]
    spared: Sequence[tuple[tuple[str, ...], Sequence[int]]]
    led: bool = False

    @property
    def who(self) -> dict[str, Any]:
        """The actor as the values that grounds are bound to."""
        return {name: getattr(self, name) for name in ("user", "institution", "role", "purpose", "action")}

    def walked(self, walk: "Walk") -> tuple[Hashable, "Place"]:
        names = ("user", "institution", "role", "purpose", "at", "categories", "foreign", "statutory", "emergencies")
        parts = {name: walk.value(getattr(self, name)) for name in names}
        own = (None, None) if self.own is None else walk.value(self.own)
        spared = [(vetoes, walk.value(anchors)) for vetoes, anchors in self.spared]
        shape = (
            "place",
            self.action,
            self.supervises,
            self.led,
            self.kinds,
            own[0],
            *(key for key, _given in parts.values()),
            *((vetoes, key) for vetoes, (key, _given) in spared),
        )
        given = {name: value for name, (_key, value) in parts.items()}
        spares = tuple((vetoes, anchors) for vetoes, (_key, anchors) in spared)
        return shape, replace(self, own=own[1], spared=spares, **given)


Arms = Callable[[type[Labelled], Place], Mapping[str, Rows]]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A method of a query set, with what it was called with."""

    method: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    def walked(self, walk: "Walk") -> tuple[Hashable, "Step"]:
        args = [walk.part(one) for one in self.args]
        kwargs = [(name, *walk.part(one)) for name, one in self.kwargs.items()]
        key = (self.method, *(key for key, _given in args), *((name, key) for name, key, _given in kwargs))
        given = {name: one for name, _key, one in kwargs}
        return key, Step(self.method, tuple(one for _key, one in args), given)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Rows of a model from a place. `arms` makes the query of each ground; `looks` are the steps that
    add what is shown of a row and choose none.
    """

    model: type[Labelled]
    place: Place
    arms: Arms
    steps: tuple[Step, ...] = ()
    looks: tuple[Step, ...] = ()

    def then(self, method: str, *args: Any, **kwargs: Any) -> "Plan":
        return replace(self, steps=(*self.steps, Step(method, args, kwargs)))

    def beside(self, method: str, *args: Any, **kwargs: Any) -> "Plan":
        return replace(self, looks=(*self.looks, Step(method, args, kwargs)))

    def queries(self) -> list[tuple[str, Rows]]:
        """The disjoint arms with their names."""
        return [(name, _taken(self.steps, rows)) for name, rows in self.arms(self.model, self.place).items()]

    def shown(self, rows: Rows, order: Sequence[str], limit: int | None) -> Rows:
        """The rows of an arm in their order, with what is shown of them. SQLite works out every column of
        every row before it sorts; there the rows are chosen first, and what is shown is added to those.
        """
        first = rows.order_by(*order)[:limit]
        if not self.looks:
            return first
        if limit is not None and connection.vendor == "sqlite":
            chosen = self.model._base_manager.filter(pk__in=first.values("pk"))
            return _taken(self.looks, chosen).order_by(*order)
        return _taken(self.looks, rows).order_by(*order)[:limit]

    def walked(self, walk: "Walk") -> tuple[Hashable, "Plan"]:
        place, given = walk.node(self.place)
        steps, looks = ([walk.node(step) for step in some] for some in (self.steps, self.looks))
        keys = [tuple(key for key, _step in some) for some in (steps, looks)]
        key = (self.model._meta.label, self.arms, place, *keys)
        made = [tuple(step for _key, step in some) for some in (steps, looks)]
        return key, replace(self, place=given, steps=made[0], looks=made[1])


def _taken(steps: Iterable[Step], rows: Rows) -> Rows:
    for step in steps:
        rows = getattr(rows, step.method)(*step.args, **step.kwargs)
    return rows


# ---- Parts of a statement that are made when it is


class _Part:
    """Stands in a query for what it resolves to."""

    conditional = True

    def made(self) -> Any:
        raise NotImplementedError

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return self.made().resolve_expression(*args, **kwargs)


@dataclass(frozen=True, slots=True, eq=False)
class Among(_Part):
    """A condition: `lookup` of the row is among the values that `column` has in the plan's rows."""

    plan: Plan
    lookup: str
    column: str

    @override
    def made(self) -> Q:
        condition = Q(pk__in=[])
        for _name, rows in self.plan.queries():
            condition |= Q(**{f"{self.lookup}__in": rows.order_by().values(self.column)})
        return condition

    def walked(self, walk: "Walk") -> tuple[Hashable, "Among"]:
        key, plan = walk.node(self.plan)
        return ("among", self.lookup, self.column, key), replace(self, plan=plan)


@dataclass(frozen=True, slots=True, eq=False)
class Text(_Part):
    """The texts that `columns` have in the newest of the plan's rows, or empty; several are one text,
    which `parted` takes apart.
    """

    plan: Plan
    columns: tuple[str, ...]

    @override
    def made(self) -> Coalesce:
        rows = (rows for _name, rows in self.plan.queries())
        found = [Subquery(one.order_by("-pk").values_list(_joined(self.columns))[:1]) for one in rows]
        return Coalesce(*found, Value(""), Value(""), output_field=TextField())

    def walked(self, walk: "Walk") -> tuple[Hashable, "Text"]:
        key, plan = walk.node(self.plan)
        return ("text", self.columns, key), replace(self, plan=plan)


# The unit separator of ASCII, which nobody types.
BETWEEN = "\x1f"


def _joined(columns: Sequence[str]) -> Any:
    if len(columns) == 1:
        return F(columns[0])
    parts = [part for column in columns for part in (Value(BETWEEN), F(column))]
    return Concat(*parts[1:], output_field=TextField())


def parted(text: str, number: int) -> list[str]:
    """The texts of several columns; all are empty where there was no row."""
    parts = text.split(BETWEEN, number - 1)
    return parts + [""] * (number - len(parts))


@dataclass(frozen=True, slots=True, eq=False)
class Later(_Part):
    """An expression or a query that `build` makes of the values, and of nothing else: neither of the
    clock nor of the language.
    """

    build: Callable[..., Any]
    values: Mapping[str, Any]

    @override
    def made(self) -> Any:
        return self.build(**self.values)

    def walked(self, walk: "Walk") -> tuple[Hashable, "Later"]:
        parts = {name: walk.value(value) for name, value in self.values.items()}
        key = ("later", self.build, *((name, key) for name, (key, _given) in parts.items()))
        return key, replace(self, values={name: given for name, (_key, given) in parts.items()})


def later(build: Callable[..., Any], **values: Any) -> Any:
    """`build(**values)` as a part of a statement of `Visible`, made when the statement is."""
    return Later(build, values)


class _Plain(Exact):
    """An equality that SQLite looks up in no index. It knows no sizes, and would begin with all rows of
    an institution where the anchors of a worker are few.
    """

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params


def owned_by(institution: int) -> Q:
    """Rows of this institution, where something else has led to them."""
    return Q(_Plain(F("owner_id"), institution))


class Constant(str):
    """A text that is a part of the shape, as the name of a relation is."""

    __slots__ = ()


# ---- The walk


class Walk:
    """Goes through a plan once: gives its shape, takes its values in order, and gives the same plan
    with what `take` has answered in their place.
    """

    def __init__(self, take: Callable[[Leaf], Leaf]) -> None:
        self._take = take
        self._met: dict[int, tuple[int, Any]] = {}

    def node(self, thing: Any) -> tuple[Hashable, Any]:
        """A thing that is met again has the values that it had before."""
        if id(thing) in self._met:
            number, given = self._met[id(thing)]
            return ("again", number), given
        key, given = thing.walked(self)
        self._met[id(thing)] = len(self._met), given
        return key, given

    def part(self, thing: Any) -> tuple[Hashable, Any]:
        """What a query set's method was called with."""
        match thing:
            case Q():
                return self._condition(thing)
            case Plan() | _Part():
                return self.node(thing)
            case F() if type(thing) in {F, OuterRef}:
                return (type(thing).__name__, vars(thing)["name"]), thing
        return self.value(thing)

    def _condition(self, condition: Q) -> tuple[Hashable, Q]:
        keys: list[Hashable] = ["Q", condition.connector, condition.negated]
        children: list[Any] = []
        for child in condition.children:
            if isinstance(child, tuple):
                key, given = self.part(child[1])
                keys.append((child[0], key))
                children.append((child[0], given))
            else:
                key, given = self.part(child)
                keys.append(key)
                children.append(given)
        return tuple(keys), Q(*children, _connector=condition.connector, _negated=condition.negated)

    def value(self, value: Any) -> tuple[Hashable, Any]:
        """A value is taken; what decides how the statement is built is a part of the shape."""
        if value is None or isinstance(value, bool | Constant):
            return ("=", value), value
        if isinstance(value, list | tuple | set | frozenset):
            return self._list(list(value))
        kind, leaf = _leaf(value)
        return kind, self._take(leaf)

    def _list(self, values: list[Any]) -> tuple[Hashable, Any]:
        """Lists of nearly the same length have one shape: 4, 16, 64 values and so on. The last one fills the
        places left.
        """
        if not values:
            return "none", []
        leaves = [_leaf(value) for value in values]
        kinds = {kind for kind, _leaf in leaves}
        if len(kinds) > 1:
            raise Unsuited("a list of different values")
        length = 4 ** max(1, -(-(len(leaves) - 1).bit_length() // 2))
        filled = [leaf for _kind, leaf in leaves] + [leaves[-1][1]] * (length - len(leaves))
        return (*kinds, length), [self._take(leaf) for leaf in filled]


NUMBER = "number"
KINDS: Mapping[type, str] = {datetime: "instant", date: "day", int: NUMBER, str: "text"}


def _leaf(given: Any) -> tuple[str, Leaf]:
    value: Any = given.value if isinstance(given, Enum) else given
    name = KINDS.get(type(value))
    if name is None or (name == NUMBER and not -LARGEST <= value <= LARGEST):
        raise Unsuited(type(value).__name__)
    return name, value


# ---- Statements

Tail = Callable[[Plan, Rows], Rows]
_shelf = Shelf()


def statements(plans: Sequence[Plan], tail: Tail, *shape: Hashable) -> list[Statement]:
    """The selects of all arms of the plans; `tail` ends each of them, and `shape` tells all that `tail`
    depends on. The name of a statement is that of its plan, by number, and of its arm.
    """

    def given(values: Iterable[Leaf]) -> list[Plan]:
        following = iter(values)
        walk = Walk(lambda _value: next(following))
        return [walk.node(plan)[1] for plan in plans]

    values: list[Leaf] = []

    def take(value: Leaf) -> Leaf:
        values.append(value)
        return value

    try:
        walk = Walk(take)
        key = tuple(walk.node(plan)[0] for plan in plans)
    except Unsuited:
        return fresh(_ended(plans, tail))
    return _shelf.statements((key, shape), values, lambda leaves: _ended(given(leaves), tail))


def _ended(plans: Sequence[Plan], tail: Tail) -> list[tuple[Name, Rows]]:
    return [((number, name), tail(plan, rows)) for number, plan in enumerate(plans) for name, rows in plan.queries()]
