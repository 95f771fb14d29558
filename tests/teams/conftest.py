"""PZK Wierzbowo being formed: led by GOPS, resting on the agreement that „Mostek” has not signed."""

from datetime import date
from typing import Any

import pytest

from kooperacja.teams import actions
from kooperacja.teams.models import Seat, Team
from tests.cast import Town

ORDINANCE: dict[str, Any] = {"number": "12/2026", "issuer": "Wójt Gminy Wierzbowo", "signed_on": date(2026, 9, 14)}


@pytest.fixture
def team(cast: Town, at_monday: Any) -> Team:
    """Founded by Ewa, the coordinator of GOPS, on Monday 2 November 2026."""
    return actions.found_team(
        actor=cast.ewa.actor, name="PZK Wierzbowo", variant="rural", kind="pzk", agreement=cast.agreement
    )


@pytest.fixture
def chair(cast: Town, team: Team) -> Seat:
    """Ewa's own seat."""
    seat = opened(cast, team, "gops", "coordinator")
    return actions.name_worker(actor=cast.ewa.actor, seat=seat, user_id=cast.ewa.user.pk)


@pytest.fixture
def school_seat(cast: Town, team: Team) -> Seat:
    """Nobody sits there yet."""
    return opened(cast, team, "school")


def opened(cast: Town, team: Team, key: str, function: str = "member", **more: Any) -> Seat:
    return actions.open_seat(actor=cast.ewa.actor, team=team, institution=cast.at(key), function=function, **more)


def papers(cast: Town, team: Team) -> None:
    """The three founding acts that the rural variant asks for."""
    for kind in ("agreement", "ordinance", "rules"):
        actions.add_act(actor=cast.ewa.actor, team=team, kind=kind, **ORDINANCE)
