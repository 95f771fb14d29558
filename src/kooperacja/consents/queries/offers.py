"""What the form of a consent offers: categories and institutions that an agreement in force covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kooperacja.agreements.labels import LEVEL_OF, Category, Level, Purpose
from kooperacja.agreements.models import Pact
from kooperacja.consents.access import shown_categories
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, local_date, now, today
from kooperacja.foundation.intervals import valid_at

# How long a consent lasts where no agreement ends earlier.
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Line:
    """One category, and for which of the institutions it may be given."""

    category: str
    label: str
    is_special: bool
    recipients: frozenset[int]


@dataclass(frozen=True, slots=True)
class Offer:
    """The matrix of the form. `until` is the last day of the agreements, or a year from today."""

    recipients: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    until: date

    def keys(self) -> list[str]:
        return list(self.labels())

    def labels(self) -> dict[str, str]:
        """What each key of the matrix says, in its order."""
        return {
            f"{recipient}:{line.category}": f"{line.label}: {name}"
            for line in self.lines
            for recipient, name in self.recipients
            if recipient in line.recipients
        }


def offered(actor: Actor) -> Offer:
    rows = Pact.objects.filter(valid_at(now()), owner=actor.institution_id, purpose=Purpose.JOINT_HELP)
    found = list(rows.values_list("recipient_id", "recipient__short_name", "category", "valid_to").distinct())
    mine = [category for category in shown_categories(actor) if category in {row[2] for row in found}]
    shown = [row for row in found if row[2] in mine]
    names = {(pk, name) for pk, name, _category, _end in shown}
    return Offer(
        recipients=tuple(sorted(names, key=lambda one: one[1])),
        lines=tuple(_line(category, shown) for category in mine),
        until=_last_day([end for *_keys, end in shown if end < OPEN_END]),
    )


def _line(category: Category, rows: Sequence[tuple[int, str, str, datetime]]) -> Line:
    recipients = frozenset(pk for pk, _name, kind, _end in rows if kind == category)
    return Line(category.value, str(category.label), LEVEL_OF[category] >= Level.SPECIAL, recipients)


def _last_day(ends: list[datetime]) -> date:
    year = today() + YEAR
    return min([year, *(local_date(end) - timedelta(days=1) for end in ends)])
