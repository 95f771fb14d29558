"""With whom and what a family has to do: what the cards of its people say, school and work, and who helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kooperacja.cases.queries.case import Worker
from kooperacja.people.kinds import DetailKind
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


def family_ties(people: Sequence[Member], cards: Sequence[Detail], team: Sequence[Worker]) -> tuple[Tie, ...]:
    """Of rows that the reader sees already."""
    names = {one.pk: one.first_name for one in people}
    rows = [row for row in cards if row.kind in STRENGTH_OF and row.person_id in names]
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
