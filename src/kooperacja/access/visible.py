"""What `visible(...)` answers with: a narrowing, countable, pageable set of permitted rows."""

import base64
import binascii
import heapq
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import Labelled
from kooperacja.access.permit import Claim, permit
from kooperacja.access.plans import Among, Constant, Plan, Text, later, owned_by, statements
from kooperacja.access.prepared import Rows
from kooperacja.access.snapshot import Snapshot
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound, RuleBroken

# A stated total is exact up to this number, above it only "more than" (invariant I3).
COUNT_LIMIT = 1000
# Reads of this level and above are logged, and so is each read of another institution's row.
LOGGED_LEVEL = 3
LOGGED = ("owner", "level", "subject")
# What opened a row, as the trail says it. Each row that an emergency opens is logged, of whatever level.
OWN, SHARED, STATUTORY, EMERGENCY = "own", "shared", "statutory", "emergency"

M = TypeVar("M", bound=Labelled)
Order = Sequence[str]


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are; `more` when only "more than `number`" is known."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One keyset page. `after` and `before` are opaque cursors of the neighbours, or empty."""

    rows: list[M]
    after: str = ""
    before: str = ""


class Visible(Generic[M]):
    """Rows that this actor may see now. Each method that returns rows runs its statements in the
    snapshot and notes what must be logged. Each arm has the name of what opens its rows.
    """

    def __init__(self, plan: Plan, actor: Actor, shot: Snapshot, *, claim: Claim) -> None:
        self._plan = plan
        self._actor = actor
        self._shot = shot
        self._claim = claim

    def _then(self, method: str, *args: Any, **kwargs: Any) -> "Visible[M]":
        return Visible(self._plan.then(method, *args, **kwargs), self._actor, self._shot, claim=self._claim)

    def filter(self, *args: Any, **kwargs: Any) -> "Visible[M]":
        return self._then("filter", *args, **kwargs)

    def led_by(self, *args: Any, **kwargs: Any) -> "Visible[M]":
        """As `filter`, by what has an index of its own and few rows; the owner's rows are not walked."""
        plan = replace(self._plan, place=replace(self._plan.place, led=True))
        return Visible(plan, self._actor, self._shot, claim=self._claim).filter(*args, **kwargs)

    def exclude(self, *args: Any, **kwargs: Any) -> "Visible[M]":
        return self._then("exclude", *args, **kwargs)

    def owned(self) -> "Visible[M]":
        """Without rows of other institutions."""
        return self.filter(later(owned_by, institution=self._actor.institution_id))

    def select_related(self, *fields: str) -> "Visible[M]":
        return self._then("select_related", *map(Constant, fields))

    def annotate(self, **annotations: Any) -> "Visible[M]":
        return self._then("annotate", **annotations)

    def beside(self, *related: str, columns: Sequence[str] = (), **annotations: Any) -> "Visible[M]":
        """What is shown of each row: related rows, and expressions. Nothing is chosen or sorted by them,
        so they are worked out only for the rows that are shown. Of `columns` the others are not read, but
        those by which the reading is logged.
        """
        plan = self._plan.beside("select_related", *map(Constant, related)) if related else self._plan
        plan = plan.beside("annotate", **annotations) if annotations else plan
        plan = plan.beside("only", *map(Constant, (*LOGGED, *columns))) if columns else plan
        return Visible(plan, self._actor, self._shot, claim=self._claim)

    def holds(self, lookup: str, column: str = "pk") -> Q:
        """A condition for other statements: their column `lookup` is among these rows, by `column`."""
        return Q(Among(self._plan, lookup, column))

    def value(self, *columns: str, **match: Any) -> Any:
        """One text column of the matching row, or empty, as an expression for `annotate` of another
        `Visible`; several columns are one text for `parted`. `match` ties it to the outer row, which
        must have the same owner and subject: the read is logged with that row.
        """
        return Text(self._plan.then("filter", **match), columns)

    def get(self, **lookup: Any) -> M:
        """The one row, or `NotFound`: missing and forbidden are the same (I19)."""
        rows = self.filter(**lookup).all(limit=1)
        if not rows:
            raise missing()
        return rows[0]

    def exists(self) -> bool:
        return bool(self._sizes([self._plan], 1)[0])

    def count(self) -> Total:
        """Exact up to 1,000; the statement reads no more than that."""
        return _total(self._sizes([self._plan], COUNT_LIMIT + 1)[0])

    def totals(self, *conditions: Q, order: Order = ()) -> list[Total]:
        """How many of the rows meet each condition, as `count` says it, all in one statement. They are
        counted in the order of the list, by whose index the conditions may be answered.
        """
        plans = [self._plan.then("filter", condition) for condition in conditions]
        return [_total(number) for number in self._sizes(plans, COUNT_LIMIT + 1, order)]

    def _sizes(self, plans: Sequence[Plan], limit: int, order: Order = ()) -> list[int]:
        """How many rows each plan has, up to the limit in each arm."""

        def tail(_plan: Plan, rows: Rows) -> Rows:
            return rows.order_by(*order).values("pk")[:limit]

        parts = statements(plans, tail, "size", limit, tuple(order))
        sizes = [0] * len(plans)
        if not parts:
            return sizes
        counts = ", ".join(f"(SELECT COUNT(*) FROM ({part.sql}) counted)" for part in parts)  # noqa: S608 - compiled.
        with permit(self._claim), connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", [param for part in parts for param in part.params])
            found = cursor.fetchone()
        for part, size in zip(parts, found, strict=True):
            sizes[part.name[0]] += size
        return sizes

    def tally(self, field: str) -> dict[Any, int]:
        """How many rows have each value of a column."""
        parts = statements([self._plan], lambda _plan, rows: rows.order_by().values_list(field), "tally", field)
        with permit(self._claim):
            return dict(Counter(value for part in parts for (value,) in part.tuples()))

    def all(self, *order: str, limit: int | None = None) -> list[M]:
        """The rows in this order; without one, newest change first."""
        order = order or ("-updated_at", "-pk")
        return self._shown(self._rows(self._plan, order, limit)[:limit])

    def page(self, order: Order, *, after: str = "", before: str = "", limit: int = 50) -> Page[M]:
        """One page by keyset. `order` must end in a unique column, and none of it may be NULL."""
        back = bool(before)
        walk = _reversed(order) if back else tuple(order)
        cursor = _decoded(before or after, len(walk))
        rows = self._rows_after(walk, cursor, limit + 1)
        more, rows = len(rows) > limit, rows[:limit]
        if back:
            rows.reverse()
        has_next, has_previous = (True, more) if back else (more, bool(cursor))
        return Page(
            self._shown(rows),
            after=_encoded(rows[-1][0], order) if rows and has_next else "",
            before=_encoded(rows[0][0], order) if rows and has_previous else "",
        )

    def _rows_after(self, walk: Order, cursor: Sequence[Any], limit: int) -> list[tuple[M, str]]:
        try:
            plan = self._plan.then("filter", _beyond(walk, cursor)) if cursor else self._plan
            return self._rows(plan, walk, limit)
        except (TypeError, ValueError, ValidationError) as error:
            if not cursor:
                raise
            raise _unknown_page() from error

    def _rows(self, plan: Plan, order: Order, limit: int | None) -> list[tuple[M, str]]:
        """With each row what opened it, until it is noted which of them were shown."""

        def tail(plan: Plan, rows: Rows) -> Rows:
            return plan.shown(rows, order, limit)

        parts = statements([plan], tail, "rows", tuple(order), limit)
        with permit(self._claim):
            found = [[(row, part.name[1]) for row in part.objects()] for part in parts]
        return _merged(found, order)

    def _shown(self, opened: list[tuple[M, str]]) -> list[M]:
        seen = self._shot.seen
        for row, name in opened:
            foreign = row.owner_id != self._actor.institution_id
            if foreign or row.level >= LOGGED_LEVEL or name == EMERGENCY:
                seen.subjects.add(row.subject_id)
                seen.grounds.add(name)
                seen.count += 1
        return [row for row, _name in opened]


def _total(number: int) -> Total:
    return Total(min(number, COUNT_LIMIT), number > COUNT_LIMIT)


def missing() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))


def _merged(parts: list[list[tuple[M, str]]], order: Order) -> list[tuple[M, str]]:
    if len(parts) == 1:
        return parts[0]
    return list(heapq.merge(*parts, key=lambda opened: _SortKey(opened[0], order)))


class _SortKey:
    """Compares rows as ORDER BY does, with some columns descending."""

    def __init__(self, row: Labelled, order: Order) -> None:
        self.values = [(_value(row, name), name.startswith("-")) for name in order]

    def __lt__(self, other: "_SortKey") -> bool:
        for (mine, descending), (theirs, _same) in zip(self.values, other.values, strict=True):
            if mine != theirs:
                return bool(mine > theirs if descending else mine < theirs)
        return False


def _value(row: Any, name: str) -> Any:
    for part in name.lstrip("-").split("__"):
        row = getattr(row, part)
    return row


def _reversed(order: Order) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: Order, cursor: Sequence[Any]) -> Q:
    """Rows after the cursor: (a > x) or (a = x and b > y), each column in its direction. `a >= x` says
    nothing new; it is what an index is walked from, where it would be walked from its beginning.
    """
    condition, equal = Q(), Q()
    for name, value in zip(order, cursor, strict=True):
        column, operator = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{operator}": value})
        equal &= Q(**{column: value})
    first, side = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{side}": cursor[0]}) & condition


def _encoded(row: Labelled, order: Order) -> str:
    values = json.dumps([_value(row, name) for name in order], default=str)
    return base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")


def _decoded(cursor: str, length: int) -> list[Any]:
    """The values of a cursor; a forged one is refused with a sentence, and opens nothing."""
    if not cursor:
        return []
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeDecodeError):
        values = None
    if not isinstance(values, list) or len(values) != length:
        raise _unknown_page()
    return values


def _unknown_page() -> RuleBroken:
    return RuleBroken("page.unknown", _("This page address is incomplete. Open the list again."))


def subjects_of(rows: Iterable[Labelled]) -> set[int]:
    return {row.subject_id for row in rows}
