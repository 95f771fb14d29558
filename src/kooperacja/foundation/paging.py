"""Pages of a short list that everybody may see, cut by the number of the first row. Protected rows
have pages by key, made by the kernel.
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import RuleBroken

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True, slots=True)
class OffsetPage(Generic[T]):
    """One page and how many rows there are in all."""

    rows: list[T]
    total: int
    offset: int

    @property
    def last(self) -> int:
        return self.offset + len(self.rows)

    @property
    def earlier(self) -> str:
        """With which row the page before begins; empty where there is none."""
        return str(max(self.offset - SIZE, 0)) if self.offset else ""

    @property
    def later(self) -> str:
        return str(self.offset + SIZE) if self.last < self.total else ""


def page_of(found: QuerySet[Any], offset: int, tell: Callable[[list[Any]], list[T]]) -> OffsetPage[T]:
    """Rows and their number in one statement; a page past the end is the first one."""
    # A window over the rows would carry all of them, with all their columns, to the end.
    number = found.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    cut = list(found.annotate(total=Subquery(number))[offset : offset + SIZE])
    if offset and not cut:
        return page_of(found, 0, tell)
    return OffsetPage(tell(cut), cut[0].total if cut else 0, offset)


# ---- Pages by key, for programs: rows that come meanwhile move nothing


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[T]):
    """One page and the cursors of its neighbours; an empty one has no neighbour."""

    rows: list[T]
    total: int
    after: str
    before: str


def key_page(found: QuerySet[Any], order: Sequence[str], *, after: str, before: str, limit: int) -> KeyPage[Any]:
    """`order` is of ascending columns that are never NULL, the last of them unique."""
    walk = tuple(f"-{name}" for name in order) if before else tuple(order)
    cursor = _read(before or after, len(order))
    rows = list(_beyond(found, walk, cursor).order_by(*walk)[: limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    if before:
        rows.reverse()
    later, earlier = (True, more) if before else (more, bool(cursor))
    return KeyPage(
        rows,
        found.order_by().count(),
        _written(rows[-1], order) if rows and later else "",
        _written(rows[0], order) if rows and earlier else "",
    )


def _beyond(found: QuerySet[Any], walk: Sequence[str], cursor: Sequence[Any]) -> QuerySet[Any]:
    if not cursor:
        return found
    condition, equal = Q(), Q()
    for name, value in zip(walk, cursor, strict=True):
        column, sign = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{sign}": value})
        equal &= Q(**{column: value})
    try:
        return found.filter(condition)
    except (TypeError, ValueError) as error:
        raise _unknown_page() from error


def _written(row: Any, order: Sequence[str]) -> str:
    values = json.dumps([getattr(row, name) for name in order])
    return base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> list[Any]:
    values = cursor_values(cursor)
    if cursor and len(values) != length:
        raise _unknown_page()
    return values


def cursor_values(cursor: str) -> list[Any]:
    """What a cursor of this pager, or of the kernel's, holds: words and whole numbers. A forged one
    is refused with a sentence, and opens nothing.
    """
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) if cursor else []
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or not all(map(_is_plain, values)):
        raise _unknown_page()
    return values


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return value.isprintable()
    return isinstance(value, int) and not isinstance(value, bool)


def _unknown_page() -> RuleBroken:
    return RuleBroken("page.unknown", _("This page address is incomplete. Open the list again."))
