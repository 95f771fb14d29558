"""From which day until which somebody is away, as instants."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.clock import day_end, day_start, now, today
from kooperacja.foundation.errors import RuleBroken

# Whoever is away for longer has handed the files over.
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """The days as people say them: both are days of the absence."""

    since: date
    until: date

    @property
    def start(self) -> datetime:
        """Today begins now: nothing is backdated."""
        return max(day_start(self.since), now())

    @property
    def end(self) -> datetime:
        return day_end(self.until)


def period(since: date | None, until: date | None) -> Period:
    if since is None or until is None:
        raise RuleBroken(
            "handover.days_missing",
            _("Give the first and the last day of the absence."),
            field="since" if since is None else "until",
        )
    if since < today():
        raise RuleBroken(
            "handover.day_past", _("This day has passed. Standing in begins today or later."), field="since"
        )
    if until < since:
        raise RuleBroken("handover.days_order", _("The last day is before the first one."), field="until")
    if until - since > LONGEST:
        sentence = _("Somebody stands in for a year at most. For longer, hand the files over.")
        raise RuleBroken("handover.too_long", sentence, field="until")
    return Period(since, until)
