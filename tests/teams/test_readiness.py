"""The page of a team says who could see anything and why not; a seat itself opens nothing."""

from typing import Any

import pytest
from django.utils import translation

from kooperacja.access.models import Appointment, Authorisation, Declaration
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.teams import actions
from kooperacja.teams.law import STATEMENT
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.queries import get_team, readiness
from tests.cast import Town
from tests.teams.conftest import opened


def lacks(cast: Town, team: Team) -> dict[str, tuple[list[str], list[list[str]]]]:
    with translation.override("en"):
        lines = readiness(get_team(cast.ewa.actor, team.ref))
        return {line.institution.key or "": (line.lacks, [seat.lacks for seat in line.seats]) for line in lines}


def seated(cast: Town, seat: Seat) -> Seat:
    row = actions.name_worker(actor=cast.wanda.actor, seat=seat, user_id=cast.piotr.user.pk)
    return actions.confirm_statement(actor=cast.piotr.actor, seat=row, version=STATEMENT)


def test_mostek_has_not_signed_and_nobody_sits_for_it(cast: Town, team: Team, school_seat: Seat) -> None:
    seated(cast, school_seat)
    opened(cast, team, "mostek")
    name = cast.at("mostek").short_name
    found = lacks(cast, team)
    assert found["school"] == ([], [[]])
    assert found["mostek"][0] == [f"{name} has not signed the agreement yet."]
    assert found["mostek"][1] == [["Nobody sits here yet: the manager of the institution names a worker."]]


@pytest.mark.parametrize(
    ("facts", "word"),
    [(Declaration, "statement of confidentiality at"), (Authorisation, "art. 29"), (Membership, "does not work at")],
)
def test_each_fact_that_ends_is_said(cast: Town, team: Team, school_seat: Seat, facts: Any, word: str) -> None:
    seated(cast, school_seat)
    facts.objects.filter(user=cast.piotr.user).update(valid_to=now())
    (sentence,) = lacks(cast, team)["school"][1][0]
    assert word in sentence


def test_a_statutory_team_asks_for_no_agreement(cast: Town, at_monday: Any) -> None:
    team = actions.found_team(
        actor=cast.ewa.actor, name="Zespół interdyscyplinarny", variant="statutory", kind="interdisciplinary"
    )
    opened(cast, team, "mostek")
    assert lacks(cast, team)["mostek"][0] == []


def test_a_seat_opens_nothing(cast: Town, team: Team, school_seat: Seat) -> None:
    before = Appointment.objects.count()
    seated(cast, school_seat)
    assert Appointment.objects.count() == before


def test_the_answer_costs_the_same_for_two_seats_and_for_eight(
    cast: Town, team: Team, chair: Seat, school_seat: Seat, django_assert_num_queries: Any
) -> None:
    seated(cast, school_seat)
    for key in ("gops", "police", "mostek", "pcpr", "ppp", "pup"):
        costs(cast, team, django_assert_num_queries)
        opened(cast, team, key)
    costs(cast, team, django_assert_num_queries)


def costs(cast: Town, team: Team, expect: Any) -> None:
    loaded = get_team(cast.ewa.actor, team.ref)
    with expect(0):
        readiness(loaded)
