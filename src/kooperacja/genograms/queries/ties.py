"""With whom and what a family has to do: what the cards of its people say, school and work, and who helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.cases.queries.case import Worker
from kooperacja.foundation.actor import Actor
from kooperacja.people.kinds import TIES, DetailKind
from kooperacja.people.models import Detail
from kooperacja.people.queries import Member


class Strength(StrEnum):
    """`plain`: nobody has said how it is."""

    STRONG = "strong"
    WEAK = "weak"
    STRAINED = "strained"
    PLAIN = "plain"


STRENGTH_OF = {
    DetailKind.TIE_STRONG: Strength.STRONG,
    DetailKind.TIE_WEAK: Strength.WEAK,
    DetailKind.TIE_STRAINED: Strength.STRAINED,
    DetailKind.INSTITUTION: Strength.PLAIN,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """`what` is an institution, a person or a group; `whose` the member of the family, empty for the family as a
    whole; `is_team` where it is an institution of the family's team.
    """

    what: str
    whose: str
    strength: Strength
    since: date | None
    source: str
    is_team: bool = False


def family_ties(
    actor: Actor, people: Sequence[Member], team: Sequence[Worker], purpose: str, on: date
) -> tuple[Tie, ...]:
    """In one statement; `people` and `team` are those that the reader sees already."""
    names = {one.pk: one.first_name for one in people}
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    wanted = Q(person_id__in=sorted(names), kind__in=sorted(TIES | {DetailKind.INSTITUTION}))
    rows = visible(Detail, actor, purpose).filter(held, wanted).all("pk")
    said = [
        Tie(row.text, names[row.person_id], STRENGTH_OF[DetailKind(row.kind)], row.since, row.paper) for row in rows
    ]
    done = [Tie(text, one.first_name, Strength.PLAIN, None, "") for one in people for text in one.occupations]
    since: dict[str, date] = {}
    for worker in team:
        day = worker.since.date()
        since[worker.institution] = min(day, since.get(worker.institution, day))
    helping = [Tie(name, "", Strength.PLAIN, day, "", is_team=True) for name, day in sorted(since.items())]
    return (*said, *done, *helping)
