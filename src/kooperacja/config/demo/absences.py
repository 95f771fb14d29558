"""Who is away and who stands in, and a worker who has left at once with files in his name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kooperacja.access.snapshot import snapshot
from kooperacja.config.demo.pace import at
from kooperacja.config.demo.stories import County, Step
from kooperacja.desk.actions import end_membership
from kooperacja.handover.actions import arrange
from kooperacja.handover.periods import period
from kooperacja.handover.queries.substitutions import preview

# She led families of the town of Brzezin; nobody leads them now.
GONE = "monika"


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody is away for these days, and a colleague takes what he may see of it."""

    absent: str
    substitute: str
    since: date
    until: date


@dataclass(slots=True)
class Absences:
    steps: list[Step] = field(default_factory=list)

    def perform(self, county: County, step: Step) -> None:
        STEPS[step.name](county, step.told)


def _plan(county: County, told: Leave) -> None:
    actor, takes = county.actors[told.absent], county.actors[told.substitute].user_id
    with snapshot():
        files = preview(actor, actor.user_id, period(told.since, told.until)).files
    chosen = {file.anchor_id: takes for file in files if not file.refusal(takes)}
    arrange(actor=actor, absent_id=actor.user_id, since=told.since, until=told.until, chosen=chosen)


def _go(county: County, told: str) -> None:
    membership = county.memberships[told]
    manager = next(
        key for place, key in county.supervisors.items() if county.places[place].pk == membership.institution_id
    )
    end_membership(actor=county.actors[manager], membership=membership, reason="wypowiedzenie", at_once=True)


STEPS: dict[str, Callable[..., None]] = {"plan": _plan, "go": _go}


def absences_until(last: date) -> Absences:
    """A leave that has begun, one in a fortnight, and somebody who went this afternoon."""
    now = Leave("iga", "anna", last, last + timedelta(days=7))
    coming = Leave("anna", "iga", last + timedelta(days=14), last + timedelta(days=18))
    return Absences(
        [
            Step(at(last, 15, 40), "plan", now),
            Step(at(last, 15, 45), "plan", coming),
            Step(at(last, 15, 50), "go", GONE),
        ]
    )
