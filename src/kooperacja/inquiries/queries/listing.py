"""Requests as lines: of the lists, of a case, of a worker's deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.workflow import State
from kooperacja.foundation.working_days import working_days_between
from kooperacja.inquiries.models import Inquiry, InquiryKind, InquirySide, InquiryState, Party
from kooperacja.inquiries.words import data_words
from kooperacja.inquiries.workflow import FLOW, offered
from kooperacja.ui.formats import distance_text

ORDERS: dict[str, Order] = {
    "made": ("made_at", "pk"),
    "due": ("inquiry__due_on", "pk"),
    "partner": ("inquiry__addressee__short_name", "pk"),
}
TO_US_ORDERS: dict[str, Order] = {**ORDERS, "partner": ("inquiry__asker__short_name", "pk")}
RELATED = ("inquiry__asker", "inquiry__addressee", "inquiry__author")
LATE = "late"
PAGE, SHEET, MOST = 50, 500, 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked for; the newest first, unless said otherwise. `state` may be "late"."""

    party: str = Party.ASKER.value
    kind: str = ""
    state: str = ""
    partner: int = 0
    case_number: str = ""
    sort: str = "-made"

    @property
    def order(self) -> Order:
        orders = ORDERS if self.party == Party.ASKER else TO_US_ORDERS
        columns = orders.get(self.sort.lstrip("-"), orders["made"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return any((self.kind, self.state, self.partner, self.case_number))


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """A line. `days_left` are working days, of a request that waits: negative when it is late."""

    ref: str
    kind: str
    kind_label: str
    partner: str
    is_asker: bool
    case_ref: str
    case_number: str
    data: str
    sent_at: datetime
    due_on: date
    waits: bool
    is_late: bool
    days_left: int
    state: State
    author: str

    @property
    def distance(self) -> str:
        return distance_text(self.days_left) if self.waits else ""


@dataclass(frozen=True, slots=True)
class InquiriesPage:
    rows: tuple[InquiryRow, ...]
    total: Total
    after: str
    before: str


def inquiries_page(
    actor: Actor, purpose: str, wanted: Filter, *, after: str = "", before: str = "", limit: int = PAGE
) -> InquiriesPage:
    found = _found(actor, purpose, wanted)
    page = described(found, actor, purpose).page(wanted.order, after=after, before=before, limit=limit)
    return InquiriesPage(tuple(map(row_of, page.rows)), found.count(), page.after, page.before)


def inquiry_rows(actor: Actor, purpose: str, wanted: Filter) -> Iterator[InquiryRow]:
    """All rows of the same filter (I5), in portions."""
    found = described(_found(actor, purpose, wanted), actor, purpose)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from map(row_of, page.rows)
        after, more = page.after, bool(page.after)


def to_answer(actor: Actor, purpose: str) -> Total:
    """What others asked and nobody has answered."""
    return _open(actor, purpose).filter(party=Party.ADDRESSEE).count()


def due(actor: Actor, purpose: str) -> list[InquiryRow]:
    """What waits for an answer: of the reader's side, and what the reader himself asked; by deadline."""
    rows = _open(actor, purpose).filter(Q(party=Party.ADDRESSEE) | Q(inquiry__author=actor.user_id))
    sides = described(rows, actor, purpose).all("inquiry__due_on", "pk", limit=MOST)
    return [row_of(side) for side in sides if side.is_asker or offered(actor, side.inquiry)]


def open_at(actor: Actor, anchor_id: int, purpose: str) -> list[InquiryRow]:
    """What was asked from here and waits: it is not asked twice."""
    rows = _open(actor, purpose).filter(party=Party.ASKER, anchor_id=anchor_id)
    return [row_of(side) for side in described(rows, actor, purpose).all("-made_at", "-pk", limit=MOST)]


def _open(actor: Actor, purpose: str) -> Visible[InquirySide]:
    return visible(InquirySide, actor, purpose).owned().filter(inquiry__state=InquiryState.SENT)


def _found(actor: Actor, purpose: str, wanted: Filter) -> Visible[InquirySide]:
    rows = visible(InquirySide, actor, purpose).owned().filter(party=wanted.party)
    other = "addressee" if wanted.party == Party.ASKER else "asker"
    plain = {"inquiry__kind": wanted.kind, f"inquiry__{other}_id": wanted.partner}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.case_number:
        cases = visible(Case, actor, purpose).filter(number=wanted.case_number.strip())
        rows = rows.filter(cases.holds("case_id"))
    if wanted.state == LATE:
        return rows.filter(inquiry__state=InquiryState.SENT, inquiry__due_on__lt=today())
    return rows.filter(inquiry__state=wanted.state) if wanted.state else rows


def described(rows: Visible[InquirySide], actor: Actor, purpose: str) -> Visible[InquirySide]:
    cases = visible(Case, actor, purpose).value("ref", "number", anchor_id=OuterRef("anchor_id"))
    return rows.select_related(*RELATED).annotate(file=cases)


def row_of(side: InquirySide) -> InquiryRow:
    ref, number = parted(vars(side)["file"], 2)
    about: Inquiry = side.inquiry
    waits = about.state == InquiryState.SENT
    return InquiryRow(
        ref=about.ref,
        kind=about.kind,
        kind_label=str(InquiryKind(about.kind).label),
        partner=(about.addressee if side.is_asker else about.asker).short_name,
        is_asker=side.is_asker,
        case_ref=ref,
        case_number=number,
        data=data_words(about.data),
        sent_at=about.sent_at,
        due_on=about.due_on,
        waits=waits,
        is_late=about.is_late(today()),
        days_left=working_days_between(today(), about.due_on) if waits else 0,
        state=FLOW.state(about.state),
        author=about.author.full_name if side.is_asker else "",
    )
