"""A team is founded, gets its papers and its seats, starts, ends; each missing thing is said in a sentence."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.audit.models import Kind as Trail
from kooperacja.foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from kooperacja.teams import access, actions
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.queries import get_team
from tests.cast import MONDAY, Town
from tests.teams.conftest import ORDINANCE, opened, papers


def loaded(cast: Town, team: Team) -> Team:
    return get_team(cast.ewa.actor, team.ref)


def test_each_missing_thing_is_said_until_the_team_starts(cast: Town, team: Team) -> None:
    ewa = cast.ewa.actor
    said = []
    for act in ("agreement", "ordinance", "rules"):
        said.append(access.can_start(ewa, loaded(cast, team)).code)
        actions.add_act(actor=ewa, team=team, kind=act, **ORDINANCE)
    seat = opened(cast, team, "gops", "coordinator")
    said.append(access.can_start(ewa, loaded(cast, team)).code)
    actions.name_worker(actor=ewa, seat=seat, user_id=cast.ewa.user.pk)
    with pytest.raises(NotAllowed) as alone:
        actions.start(actor=ewa, team=team)
    assert [*said, alone.value.code] == [
        "team.no_agreement", "team.no_ordinance", "team.no_rules", "team.no_coordinator", "team.alone",
    ]  # fmt: skip
    assert alone.value.ways
    opened(cast, team, "school")
    row = actions.start(actor=ewa, team=team)
    assert (row.state, row.started_on) == ("working", MONDAY.date())
    told = Entry.objects.filter(about_kind="team", about_id=team.pk).order_by("pk").values_list("action", "kind")
    assert (told[0], list(told)[-1]) == (("team.found", Trail.CHANGE), ("team.start", Trail.CHANGE))


def test_a_social_worker_founds_no_team(cast: Town, at_monday: Any) -> None:
    with pytest.raises(NotAllowed) as refusal:
        actions.found_team(actor=cast.anna.actor, name="PZK", variant="rural", kind="pzk")
    assert refusal.value.code == "team.not_founder"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "  "}, "team.name"),
        ({"variant": "lunar"}, "team.variant"),
        ({"kind": "ggk"}, "team.kind"),
    ],
)
def test_a_kind_that_the_variant_does_not_know_is_refused(
    cast: Town, at_monday: Any, said: dict[str, Any], code: str
) -> None:
    facts: dict[str, Any] = {"name": "PZK", "variant": "rural", "kind": "pzk", **said}
    with pytest.raises(RuleBroken) as refusal:
        actions.found_team(actor=cast.ewa.actor, **facts)
    assert refusal.value.code == code
    assert not Team.objects.exists()


def test_a_paper_is_written_down_once_and_not_before_it_is_signed(cast: Town, team: Team) -> None:
    papers(cast, team)
    late: dict[str, Any] = {**ORDINANCE, "number": "13/2026", "signed_on": MONDAY.date() + timedelta(days=1)}
    codes = []
    for said in (ORDINANCE, late):
        with pytest.raises(RuleBroken) as refusal:
            actions.add_act(actor=cast.ewa.actor, team=team, kind="ordinance", **said)
        codes.append(refusal.value.code)
    assert codes == ["act.doubled", "act.signed_on"]


def test_an_ended_team_keeps_its_history_and_is_closed(cast: Town, team: Team, school_seat: Seat) -> None:
    actions.end(actor=cast.ewa.actor, team=team, reason="Koniec  projektu")
    row = loaded(cast, team)
    assert (row.state, row.end_reason, row.ended_on) == ("dissolved", "Koniec projektu", date(2026, 11, 2))
    assert [seat.valid_to for seat in row.seats.all()] == [MONDAY]
    with pytest.raises(Conflict):
        actions.end(actor=cast.ewa.actor, team=team, reason="raz jeszcze")
    with pytest.raises(NotAllowed) as refusal:
        opened(cast, team, "police")
    assert refusal.value.code == "team.ended"


def test_who_does_not_sit_in_it_finds_no_team(cast: Town, team: Team, school_seat: Seat) -> None:
    assert get_team(cast.piotr.actor, team.ref) == team
    for ref in (team.ref, "missing"):
        with pytest.raises(NotFound):
            get_team(cast.jan.actor, ref)


def test_a_manager_of_another_institution_leads_nothing_here(cast: Town, team: Team, school_seat: Seat) -> None:
    with pytest.raises(NotAllowed) as refusal:
        actions.end(actor=cast.wanda.actor, team=team, reason="bo tak")
    assert refusal.value.code == "team.not_leader"
