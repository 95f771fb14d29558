"""The register of one institution: what it handed over, and what it received."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import Correction, DisclosedItem, DisclosureState, Mode, Party, RegisterEntry
from kooperacja.disclosures.workflow import FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_end, day_start
from kooperacja.foundation.workflow import State

ORDERS: dict[str, Order] = {
    "made": ("made_at", "pk"),
    "partner": ("disclosure__recipient__short_name", "pk"),
}
RECEIVED_ORDERS: dict[str, Order] = {"made": ("made_at", "pk"), "partner": ("disclosure__giver__short_name", "pk")}
PAGE, SHEET = 50, 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; the newest first, unless said otherwise. `partner` is the other party."""

    party: str = Party.GIVER.value
    partner: int = 0
    case_number: str = ""
    data: str = ""
    mode: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "-made"

    @property
    def order(self) -> Order:
        orders = ORDERS if self.party == Party.GIVER else RECEIVED_ORDERS
        columns = orders.get(self.sort.lstrip("-"), orders["made"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return any((self.partner, self.case_number, self.data, self.mode, self.state, self.since, self.until))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the register. The case is empty on the recipient's side. `is_outdated`: the data were corrected, and
    the recipient has not put its own records right yet.
    """

    ref: str
    made_at: datetime
    case_ref: str
    case_number: str
    partner: str
    mode: str
    mode_label: str
    purpose: str
    data: tuple[str, ...]
    sources: tuple[str, ...]
    state: State
    author: str
    is_deferred: bool
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    rows: tuple[EntryRow, ...]
    total: Total
    after: str
    before: str


def register_page(
    actor: Actor, purpose: str, wanted: Wanted, *, after: str = "", before: str = "", limit: int = PAGE
) -> RegisterPage:
    """Two statements and the count."""
    found = _found(actor, purpose, wanted)
    page = described(found, actor, purpose).page(wanted.order, after=after, before=before, limit=limit)
    return RegisterPage(tuple(_rows(actor, purpose, page.rows)), found.count(), page.after, page.before)


def to_answer(actor: Actor, purpose: str) -> Total:
    """What came in and nobody on the reader's side has confirmed, letters that the giver wants back, and corrections
    that nobody has taken over.
    """
    open_ones = (DisclosureState.DISCLOSED.value, DisclosureState.RECALLED.value)
    rows = visible(RegisterEntry, actor, purpose).owned().filter(party=Party.RECIPIENT.value)
    return rows.filter(Q(disclosure__state__in=open_ones) | _outdated(actor, purpose)).count()


def _outdated(actor: Actor, purpose: str) -> Q:
    """Entries that were corrected since, so that a right version is still to be taken over."""
    return visible(Correction, actor, purpose).owned().filter(taken_on=None).holds("pk", "entry_id")


def register_rows(actor: Actor, purpose: str, wanted: Wanted) -> Iterator[EntryRow]:
    """All rows of the same filter (I5), in portions."""
    found = described(_found(actor, purpose, wanted), actor, purpose)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from _rows(actor, purpose, page.rows)
        after, more = page.after, bool(page.after)


def partners() -> list[tuple[int, str]]:
    return list(Institution.objects.order_by("short_name", "pk").values_list("pk", "short_name"))


def _found(actor: Actor, purpose: str, wanted: Wanted) -> Visible[RegisterEntry]:
    rows = visible(RegisterEntry, actor, purpose).owned().filter(party=wanted.party)
    other = "recipient" if wanted.party == Party.GIVER else "giver"
    plain = {
        f"disclosure__{other}_id": wanted.partner,
        "disclosure__mode": wanted.mode,
        "disclosure__state": wanted.state,
        "made_at__gte": wanted.since and day_start(wanted.since),
        "made_at__lt": wanted.until and day_end(wanted.until),
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.case_number:
        cases = visible(Case, actor, purpose).filter(number=wanted.case_number.strip())
        rows = rows.filter(cases.holds("case_id"))
    if wanted.data:
        items = visible(DisclosedItem, actor, purpose).owned().filter(data=wanted.data)
        rows = rows.filter(items.holds("pk", "entry_id"))
    return rows


def described(rows: Visible[RegisterEntry], actor: Actor, purpose: str) -> Visible[RegisterEntry]:
    cases = visible(Case, actor, purpose).value("ref", "number", anchor_id=OuterRef("anchor_id"))
    named = ("disclosure__recipient", "disclosure__giver", "disclosure__author", "disclosure__second")
    return rows.select_related(*named).annotate(file=cases, outdated=_outdated(actor, purpose))


def _rows(actor: Actor, purpose: str, rows: Iterable[RegisterEntry]) -> Iterator[EntryRow]:
    entries = list(rows)
    asked = visible(DisclosedItem, actor, purpose).filter(entry_id__in=[row.pk for row in entries])
    items = defaultdict(list)
    for item in asked.select_related("basis").all("number"):
        items[item.entry_id].append(item)
    return (described_row(row, items[row.pk]) for row in entries)


def described_row(row: RegisterEntry, items: Iterable[DisclosedItem]) -> EntryRow:
    ref, number = parted(vars(row)["file"], 2)
    about, lines = row.disclosure, list(items)
    return EntryRow(
        ref=about.ref,
        made_at=row.made_at,
        case_ref=ref,
        case_number=number,
        partner=(about.recipient if row.is_giver else about.giver).short_name,
        mode=about.mode,
        mode_label=str(Mode(about.mode).label),
        purpose=str(Purpose(about.purpose).label),
        data=tuple(dict.fromkeys(str(Category(item.data).label) for item in lines)),
        sources=tuple(dict.fromkeys(item.basis.source for item in lines if item.basis)),
        state=FLOW.state(about.state),
        author=about.author.full_name if row.is_giver else "",
        is_deferred=row.review_on is not None,
        is_outdated=bool(vars(row)["outdated"]),
    )
