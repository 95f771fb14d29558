"""Items of consents of the reader's institution: filter, order, pages, and all rows for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.cases.models import Case
from kooperacja.consents.law import warned_until
from kooperacja.consents.models import ConsentItem
from kooperacja.consents.queries.case import item_row
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_end, now, today
from kooperacja.people.models import Person

LIVE, SOON, OVER, REFUSED, ALL = "live", "soon", "over", "refused", "all"
ORDERS: dict[str, Order] = {
    "until": ("consent__until", "pk"),
    "signed": ("consent__signed_on", "pk"),
    "recipient": ("recipient__short_name", "pk"),
}
PAGE, SHEET = 50, 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; those that hold, the first to end first, unless said otherwise."""

    status: str = LIVE
    recipient: int = 0
    sort: str = "until"

    @property
    def order(self) -> Order:
        columns = ORDERS.get(self.sort.lstrip("-"), ORDERS["until"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return bool(self.recipient or self.status != LIVE)


@dataclass(frozen=True, slots=True)
class ListRow:
    """The person is empty for a reader who sees coordination only."""

    case_ref: str
    case_number: str
    consent_ref: str
    number: int
    person: str
    recipient: str
    category: str
    signed_on: date
    until: date
    is_soon: bool
    ends_at_majority: bool
    status: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: tuple[ListRow, ...]
    total: Total
    after: str
    before: str


def item_page(
    actor: Actor, purpose: str, wanted: Wanted, *, after: str = "", before: str = "", limit: int = PAGE
) -> ListPage:
    found = _found(actor, purpose, wanted)
    rows = _described(found, actor, purpose)
    page = rows.page(wanted.order, after=after, before=before, limit=limit)
    return ListPage(tuple(map(_row, page.rows)), found.count(), page.after, page.before)


def item_rows(actor: Actor, purpose: str, wanted: Wanted) -> Iterator[ListRow]:
    """All rows of the same filter (I5), in portions."""
    found = _described(_found(actor, purpose, wanted), actor, purpose)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from map(_row, page.rows)
        after, more = page.after, bool(page.after)


def recipients() -> list[tuple[int, str]]:
    return list(Institution.objects.order_by("short_name", "pk").values_list("pk", "short_name"))


def _found(actor: Actor, purpose: str, wanted: Wanted) -> Visible[ConsentItem]:
    rows = visible(ConsentItem, actor, purpose).owned()
    if wanted.recipient:
        rows = rows.filter(recipient_id=wanted.recipient)
    if wanted.status == REFUSED:
        return rows.filter(basis=None)
    if wanted.status == OVER:
        return rows.filter(basis__valid_to__lte=now())
    if wanted.status == SOON:
        return rows.filter(basis__valid_to__gt=now(), basis__valid_to__lte=day_end(warned_until(today())))
    return rows if wanted.status == ALL else rows.filter(basis__valid_to__gt=now())


def _described(rows: Visible[ConsentItem], actor: Actor, purpose: str) -> Visible[ConsentItem]:
    people = visible(Person, actor, purpose).value("first_name", "last_name", anchor_id=OuterRef("subject_id"))
    cases = visible(Case, actor, purpose).value("ref", "number", anchor_id=OuterRef("anchor_id"))
    return rows.select_related("consent", "recipient", "basis").annotate(name=people, file=cases)


def _row(row: ConsentItem) -> ListRow:
    line = item_row(row)
    ref, number = parted(vars(row)["file"], 2)
    return ListRow(
        case_ref=ref,
        case_number=number,
        consent_ref=row.consent.ref,
        number=row.number,
        person=" ".join(filter(None, parted(vars(row)["name"], 2))),
        recipient=line.recipient,
        category=line.category,
        signed_on=row.consent.signed_on,
        until=row.consent.until,
        is_soon=line.is_live and row.consent.until <= warned_until(today()),
        ends_at_majority=row.consent.ends_at_majority,
        status=line.status,
        ended_at=line.ended_at,
    )
