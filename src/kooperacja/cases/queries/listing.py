"""The list of cases: filter, order, keyset pages, and all rows for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q

from kooperacja.access.door import visible
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.visible import Order, Total, Visible
from kooperacja.cases.models import ENDED, Case, CaseState
from kooperacja.cases.queries.case import Interview, described, interview_of
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.words import question
from kooperacja.foundation.workflow import State
from kooperacja.people.models import Household

# Numbers are given in order, so the order of opening is the order of numbers.
ORDERS: dict[str, Order] = {
    "number": ("pk",),
    "family": ("family_folded", "pk"),
    "due": ("interview_due_on", "pk"),
    "changed": ("updated_at", "pk"),
}
NEWEST_CHANGE = "-changed"
PAGE, SHEET = 50, 1000
# Which cases are shown: those not closed unless the reader asks otherwise.
OPEN, ALL = "open", "all"
# What is typed beside a surname, and stands in no row.
SAID = frozenset({"rodzina", "sprawa"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for. `state` is open, all or one state; `key_worker` an account or 0."""

    text: str = ""
    state: str = OPEN
    key_worker: int = 0
    sort: str = NEWEST_CHANGE

    @property
    def order(self) -> Order:
        columns = ORDERS.get(self.sort.lstrip("-"), ORDERS["changed"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.key_worker or self.state != OPEN)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list; the family is empty for a reader who sees coordination only."""

    pk: int
    ref: str
    number: str
    external_number: str
    family: str
    place: str
    key_worker: str
    state: State
    is_urgent: bool
    is_restricted: bool
    interview: Interview | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    rows: tuple[CaseRow, ...]
    total: Total
    after: str
    before: str


def case_page(
    actor: Actor, purpose: str, wanted: Wanted, *, after: str = "", before: str = "", limit: int = PAGE
) -> CasePage:
    """Two statements, whatever the data."""
    found = _found(actor, purpose, wanted)
    rows = _ordered(described(found, actor, purpose), actor, purpose, wanted)
    page = rows.page(wanted.order, after=after, before=before, limit=limit)
    return CasePage(tuple(map(_row, page.rows)), found.count(), page.after, page.before)


def case_rows(actor: Actor, purpose: str, wanted: Wanted) -> Iterator[CaseRow]:
    """All rows of the same filter (I5), in portions."""
    found = _ordered(described(_found(actor, purpose, wanted), actor, purpose), actor, purpose, wanted)
    after, more = "", True
    while more:
        page = found.page(wanted.order, after=after, limit=SHEET)
        yield from map(_row, page.rows)
        after, more = page.after, bool(page.after)


def workers_of(institution_id: int) -> list[tuple[int, str]]:
    """Workers of the institution as choices: account, name with post."""
    return [(row.user_id, f"{row.user.full_name}, {row.title}") for row in workers(institution_id)]


def _found(actor: Actor, purpose: str, wanted: Wanted) -> Visible[Case]:
    rows = visible(Case, actor, purpose)
    if wanted.state in CaseState.values:
        rows = rows.filter(state=wanted.state)
    elif wanted.state != ALL:
        rows = rows.exclude(state__in=ENDED)
    if wanted.key_worker:
        rows = rows.filter(_led_by(wanted.key_worker))
    return rows.led_by(_matches(actor, purpose, wanted.text.strip())) if wanted.text.strip() else rows


def _ordered(rows: Visible[Case], actor: Actor, purpose: str, wanted: Wanted) -> Visible[Case]:
    """With the column of the family's name only where the list is sorted by it: it is the dearest."""
    if "family_folded" not in wanted.order[0]:
        return rows
    homes = visible(Household, actor, purpose)
    return rows.annotate(family_folded=homes.value("folded", anchor_id=OuterRef("subject_id")))


def _led_by(user_id: int) -> Q:
    rows = Appointment.objects.filter(valid_at(now()), user_id=user_id, capacity=Capacity.KEY_WORKER)
    return Q(anchor__in=rows.values("anchor_id"))


def _matches(actor: Actor, purpose: str, text: str) -> Q:
    """By number, number elsewhere, or the surname of a family that the reader sees."""
    asked = question(text, SAID)
    homes = visible(Household, actor, purpose).led_by(words__found=asked)
    return Q(words__found=asked) | homes.holds("subject_id", "anchor_id")


def _row(row: Case) -> CaseRow:
    found = vars(row)
    return CaseRow(
        pk=row.pk,
        ref=row.ref,
        number=row.number,
        external_number=row.external_number,
        family=found["family"],
        place=found["place"],
        key_worker=found["key_worker"],
        state=CASE_FLOW.state(row.state),
        is_urgent=row.is_urgent,
        is_restricted=found["is_restricted"],
        interview=interview_of(row, today()),
        updated_at=row.updated_at,
    )
