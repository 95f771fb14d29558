"""Corrections of what letters brought, as the own side sees them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kooperacja.access.door import visible
from kooperacja.disclosures.models import Correction
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """The last word on a line: `is_sent` says whether the right version went along."""

    day: date
    is_sent: bool
    taken_on: date | None


def corrections_of(actor: Actor, entries: Collection[int], purpose: str) -> dict[int, list[Correction]]:
    """By entry, the oldest first; one statement."""
    found: dict[int, list[Correction]] = {}
    for row in visible(Correction, actor, purpose).owned().filter(entry_id__in=sorted(entries)).all("pk"):
        found.setdefault(row.entry_id, []).append(row)
    return found


def last_of(corrections: Collection[Correction]) -> dict[int, CorrectedRow]:
    """By number of the line."""
    return {row.number: CorrectedRow(local_date(row.made_at), row.is_sent, row.taken_on) for row in corrections}
