"""What is known about a person, now and before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.people.kinds import MASKED, ON_PAPER
from kooperacja.people.models import Detail, Person


@dataclass(frozen=True, slots=True)
class DetailRow:
    """`until` is the first day on which it does not hold; one that never held was corrected. The text of a
    masked row is empty here: it is told by `reveal_detail` alone.
    """

    pk: int
    ref: str
    kind: str
    label: str
    text: str
    other: str
    paper: str
    since: date
    until: date | None
    author: str
    written_at: datetime
    closed_by: str
    closed_at: datetime | None

    @property
    def is_masked(self) -> bool:
        return self.kind in MASKED

    @property
    def was_wrong(self) -> bool:
        return self.closed_at is not None and self.until == self.since

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def details_of(actor: Actor, person_id: int, purpose: str) -> list[DetailRow]:
    """All rows that the reader sees, those that were ended or corrected too; the newest first."""
    return [told for _person, told in _told(actor, purpose, Q(person_id=person_id))]


def details_on_paper(actor: Actor, people: Iterable[int], purpose: str) -> dict[int, list[DetailRow]]:
    """What a family card says of each of these people (by id) that holds today; two statements for all of them."""
    holds = Q(until=None) | Q(until__gt=today())
    said = Q(person_id__in=sorted(people), kind__in=ON_PAPER, since__lte=today()) & holds
    found: dict[int, list[DetailRow]] = {}
    for person, told in _told(actor, purpose, said):
        found.setdefault(person, []).append(told)
    return found


def _told(actor: Actor, purpose: str, condition: Q) -> list[tuple[int, DetailRow]]:
    """Each row with the id of its person, and the name of somebody whom it names."""
    seen = visible(Detail, actor, purpose).filter(condition)
    rows = seen.select_related("author", "closed_by").all("-since", "-pk")
    named = {row.other_id for row in rows if row.other_id}
    people = visible(Person, actor, purpose).filter(pk__in=sorted(named)).all("pk") if named else []
    names = {one.pk: str(one) for one in people}
    return [(row.person_id, _row(row, names.get(row.other_id or 0, ""))) for row in rows]


def with_detail(actor: Actor, purpose: str, asked: str) -> Q:
    """People of whom a visible address, telephone or e-mail that holds today answers the question."""
    holds = Q(until=None) | Q(until__gt=today())
    return visible(Detail, actor, purpose).led_by(holds, words__found=asked).holds("pk", "person_id")


def get_detail(actor: Actor, ref: str, purpose: str) -> Detail:
    """The row with its person, for an action or its form."""
    with snapshot():
        return visible(Detail, actor, purpose).select_related("person").get(ref=ref)


def _row(row: Detail, other: str) -> DetailRow:
    return DetailRow(
        pk=row.pk,
        ref=row.ref,
        kind=row.kind,
        label=row.get_kind_display(),
        text="" if row.kind in MASKED else row.text,
        other=other,
        paper=row.paper,
        since=row.since,
        until=row.until,
        author=row.author.full_name,
        written_at=row.written_at,
        closed_by=row.closed_by.full_name if row.closed_by else "",
        closed_at=row.closed_at,
    )
