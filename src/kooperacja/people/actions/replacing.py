"""What becomes of a value that is replaced: it is kept with its author and date (I38), and who holds a copy of a
mistake is told (art. 19 RODO).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF
from kooperacja.audit.queries import last_change
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.replacing import Change
from kooperacja.people.hooks import CORRECTED, Corrected
from kooperacja.people.kinds import CATEGORY_OF, DetailKind
from kooperacja.people.models import Detail, Person


def checked(change: str) -> str:
    if change not in Change.values:
        sentence = _("Say whether it was a mistake or has changed in life.")
        raise RuleBroken("person.change", sentence, field="change")
    return change


@dataclass(frozen=True, slots=True)
class Old:
    """A value that is replaced, and the row (kind and id) of which the trail says who wrote it."""

    kind: DetailKind
    text: str
    of: tuple[str, int]


def keep(actor: Actor, person: Person, old: Old, change: str) -> None:
    """The old value as a closed row of the card: one that never held, or one that held until today. Who wrote it and
    when is what the trail says; where it says nothing, the day is all that is known.
    """
    author_id, at = last_change(*old.of) or (actor.user_id, person.created_at)
    ended = today()
    # A row that held for less than a day would read as one that never did.
    began = ended if change == Change.ERROR else min(local_date(at), ended - timedelta(days=1))
    category = CATEGORY_OF[old.kind]
    Detail(
        owner_id=person.owner_id,
        anchor_id=person.anchor_id,
        subject_id=person.anchor_id,
        category=category,
        level=LEVEL_OF[category],
        person=person,
        kind=old.kind,
        text=old.text,
        since=began,
        until=ended,
        author_id=author_id,
        written_at=at,
        closed_by_id=actor.user_id,
        closed_at=now(),
    ).save(force_insert=True)


def follow(
    actor: Actor,
    change: str,
    place: tuple[int, int, int],
    category: str,
    *,
    since: datetime | None = None,
    is_name: bool = False,
) -> None:
    """Tell the packages above of a mistake; `place` is the owner, the anchor and the subject of the row."""
    if change == Change.ERROR:
        corrected = Corrected(*place, category, since, is_name)
        for call in CORRECTED:
            call(actor=actor, corrected=corrected)
