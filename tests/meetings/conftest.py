"""PZK Wierzbowo at its meeting of 1 December 2026: seven seats, six ready, and the Malinowscy of whom most may know."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from kooperacja.access.actions import appoint
from kooperacja.access.models import Basis, Capacity, Share
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import WARSAW, now
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.meetings import actions
from kooperacja.meetings.models import CaseItem, GeneralItem, Invitation, Meeting
from kooperacja.meetings.queries.rows import get_item, get_meeting
from kooperacja.teams import actions as teams
from kooperacja.teams.models import Seat, Team
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town
from tests.replay import retold
from tests.teams.conftest import papers

DAY = datetime(2026, 12, 1, 10, 0, tzinfo=WARSAW)
SEATS = {
    "ewa": ("gops", "coordinator"),
    "anna": ("gops", "secretary"),
    "piotr": ("school", "member"),
    "jan": ("police", "member"),
    "olga": ("pcpr", "member"),
    "tomasz": ("pup", "member"),
    "grazyna": ("mostek", "member"),
}


@pytest.fixture
@retold
def team(cast: Town, case: Case) -> Team:  # noqa: F811
    """Seven seats. „Mostek” has not signed the agreement, so Grażyna is not ready."""
    return founded(cast)


def founded(cast: Town, *names: str) -> Team:
    ewa = cast.ewa.actor
    row = teams.found_team(actor=ewa, name="PZK Wierzbowo", variant="rural", kind="pzk", agreement=cast.agreement)
    papers(cast, row)
    for name in names or SEATS:
        place, function = SEATS[name]
        seat = teams.open_seat(actor=ewa, team=row, institution=cast.at(place), function=function)
        teams.name_worker(actor=ewa, seat=seat, user_id=getattr(cast, name).user.pk)
    Seat.objects.filter(team=row).update(statement="paper", stated_on=now().date())
    return teams.start(actor=ewa, team=row)


@pytest.fixture
def shown(cast: Town, case: Case) -> Callable[[str], None]:  # noqa: F811
    """GOPS lets somebody of a partner know that the case is there: its number, who works on it, what is planned."""

    def show(name: str) -> None:
        worker = getattr(cast, name)
        show_coordination(cast, case, worker)

    return show


def show_coordination(cast: Town, row: Case, worker: Any) -> None:
    keys: dict[str, Any] = {
        "subject": row.subject,
        "recipient": worker.institution,
        "category": Category.COORDINATION,
        "purpose": Purpose.JOINT_HELP,
    }
    basis = Basis.objects.create(**keys, source="art. 100 ust. 2 ustawy o pomocy społecznej")
    Share.objects.create(**keys, owner=row.owner, anchor=row.anchor, agreement=cast.agreement, basis=basis)
    who = {"user_id": worker.user.pk, "institution_id": worker.institution.pk}
    appoint(cast.anna.actor, anchor=row.anchor, capacity=Capacity.TEAM, **who)


@pytest.fixture
def meeting(cast: Town, team: Team) -> Meeting:
    """Planned by Ewa."""
    row = actions.plan(actor=cast.ewa.actor, team=team, starts_at=DAY, place="GOPS, sala 4")
    return of(cast.ewa, row)


@pytest.fixture
def item(cast: Town, meeting: Meeting, case: Case, shown: Callable[[str], None]) -> CaseItem:  # noqa: F811
    """The plan of the Malinowscy, which GOPS, the school, the police and PCPR may know of."""
    for name in ("piotr", "jan", "olga"):
        shown(name)
    ewa = {"user_id": cast.ewa.user.pk, "institution_id": cast.at("gops").pk}
    appoint(cast.anna.actor, anchor=case.anchor, capacity=Capacity.TEAM, **ewa)
    return actions.add_case(actor=cast.anna.actor, meeting=meeting, case=case, why="plan")


@pytest.fixture
def held(cast: Town, meeting: Meeting, item: CaseItem, at_monday: Any) -> Meeting:
    """Open, and five are there: Tomasz has not come."""
    actions.invite(actor=cast.ewa.actor, meeting=meeting)
    at_monday.move_to(DAY)
    row = actions.open_meeting(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting))
    come(cast, row, "ewa", "anna", "piotr", "jan", "olga")
    return of(cast.ewa, row)


def come(cast: Town, meeting: Meeting, *names: str) -> None:
    users = [getattr(cast, name).user.pk for name in names]
    seats = Seat.objects.filter(team=meeting.team, user__in=users).values_list("pk", flat=True)
    actions.mark_present(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting), seats=list(seats))


def of(worker: Any, meeting: Meeting) -> Meeting:
    return get_meeting(worker.actor, meeting.ref)


def seen(worker: Any, item: CaseItem | GeneralItem) -> Any:
    """The point as this worker has it now."""
    return get_item(worker.actor, of(worker, item.meeting), item.ref)


def place(cast: Town, meeting: Meeting, name: str) -> Invitation:
    return Invitation.objects.get(meeting=meeting, user=getattr(cast, name).user)


def votes(cast: Town, meeting: Meeting, **choices: str) -> dict[int, str]:
    return {place(cast, meeting, name).pk: choice for name, choice in choices.items()}


def refused(code: str, act: Callable[[], Any]) -> KooperacjaError:
    with pytest.raises(KooperacjaError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value
