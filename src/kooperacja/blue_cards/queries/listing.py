"""Cards as lines: of the list, of a worker's deadlines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.blue_cards.access import SUFFERING
from kooperacja.blue_cards.models import BlueCard, CardPerson, CardState
from kooperacja.blue_cards.queries.rows import VIOLENCE, cards, is_member, require_member
from kooperacja.blue_cards.workflow import CARD_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.workflow import State
from kooperacja.foundation.working_days import working_days_between
from kooperacja.ui.formats import distance_text

ORDERS: dict[str, Order] = {"filled": ("filled_on", "pk"), "changed": ("updated_at", "pk"), "state": ("state", "pk")}
OPEN, LATE = "open", "late"
PAGE, SHEET, MOST = 50, 500, 100
RELATED = ("owner", "team")


@dataclass(frozen=True, slots=True)
class Filter:
    """`state` may be "open" or "late"; the newest card first, unless said otherwise."""

    state: str = ""
    sort: str = "-filled"

    @property
    def order(self) -> Order:
        columns = ORDERS.get(self.sort.lstrip("-"), ORDERS["filled"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns


@dataclass(frozen=True, slots=True)
class CardRow:
    """`about` are those who suffer, by name: never an address, which no list shows."""

    ref: str
    about: str
    filler: str
    team: str
    filled_on: date
    deadline: date | None
    days_left: int
    state: State

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def distance(self) -> str:
        return distance_text(self.days_left) if self.deadline else ""


@dataclass(frozen=True, slots=True)
class CardsPage:
    rows: tuple[CardRow, ...]
    total: Total
    after: str
    before: str


def cards_page(actor: Actor, wanted: Filter, *, after: str = "", before: str = "", limit: int = PAGE) -> CardsPage:
    """For those who are appointed to a statutory file; to others there is no such page."""
    require_member(actor)
    found = _found(actor, wanted)
    page = found.select_related(*RELATED).page(wanted.order, after=after, before=before, limit=limit)
    return CardsPage(tuple(_rows(actor, page.rows)), found.count(), page.after, page.before)


def card_rows(actor: Actor, wanted: Filter) -> Iterator[CardRow]:
    """All rows of the same filter (I5), in portions."""
    require_member(actor)
    found = _found(actor, wanted).select_related(*RELATED)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from _rows(actor, page.rows)
        after, more = page.after, bool(page.after)


def due(actor: Actor) -> list[CardRow]:
    """What has a deadline, for the reader's deadlines; nothing is asked where he is in no statutory file."""
    if not is_member(actor):
        return []
    waits = Q(due_on__isnull=False) | Q(tell_due_on__isnull=False)
    rows = cards(actor).filter(waits).select_related(*RELATED).all("pk", limit=MOST)
    return [_row(row, "") for row in rows]


def _found(actor: Actor, wanted: Filter) -> Visible[BlueCard]:
    rows = cards(actor)
    if wanted.state == OPEN:
        return rows.exclude(state=CardState.CONCLUDED)
    if wanted.state == LATE:
        return rows.filter(Q(due_on__lt=today()) | Q(tell_due_on__lt=today()))
    return rows.filter(state=wanted.state) if wanted.state else rows


def _rows(actor: Actor, found: Iterable[BlueCard]) -> Iterator[CardRow]:
    rows = list(found)
    parts = [part.value for part in SUFFERING]
    people = visible(CardPerson, actor, VIOLENCE).filter(card_id__in=[row.pk for row in rows], part__in=parts)
    names: dict[int, list[str]] = {}
    for one in people.all("pk") if rows else ():
        names.setdefault(one.card_id, []).append(str(one))
    yield from (_row(row, ", ".join(names.get(row.pk, ()))) for row in rows)


def _row(card: BlueCard, about: str) -> CardRow:
    left = working_days_between(today(), card.deadline) if card.deadline else 0
    return CardRow(
        ref=card.ref,
        about=about,
        filler=card.owner.short_name,
        team=card.team.name if card.team else "",
        filled_on=card.filled_on,
        deadline=card.deadline,
        days_left=left,
        state=CARD_FLOW.state(card.state),
    )


def row_of(card: BlueCard) -> CardRow:
    return _row(card, "")
