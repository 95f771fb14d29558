"""Pages of a short list that everybody may see, cut by the number of the first row. Protected rows
have pages by key, made by the kernel.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, QuerySet, Subquery, Value

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
