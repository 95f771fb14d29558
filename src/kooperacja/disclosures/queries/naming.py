"""Decisions of the reader's institution on names of workers, and the one that is in force."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kooperacja.disclosures.models import NamingDecision
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today

COMING, PRESENT, ENDED = "coming", "present", "ended"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """`status` is coming, present or ended."""

    pk: int
    is_named: bool
    since: date
    reason: str
    author: str
    decided_at: datetime
    status: str


def decisions(actor: Actor) -> list[DecisionRow]:
    """The one whose day is latest first; of two of the same day the one that was decided later."""
    rows = list(_mine(actor).select_related("author"))
    present = next((row.pk for row in rows if row.since <= today()), 0)
    return [_row(row, present) for row in rows]


def are_workers_named(actor: Actor) -> bool:
    row = _mine(actor).filter(since__lte=today()).first()
    return row is not None and row.is_named


def _mine(actor: Actor) -> QuerySet[NamingDecision]:
    return NamingDecision.objects.filter(institution=actor.institution_id).order_by("-since", "-pk")


def _row(row: NamingDecision, present: int) -> DecisionRow:
    status = PRESENT if row.pk == present else COMING if row.since > today() else ENDED
    return DecisionRow(row.pk, row.is_named, row.since, row.reason, row.author.full_name, row.decided_at, status)
