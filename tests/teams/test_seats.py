"""Seats: opened by the leading institution, filled by the manager of each, stated in by their holders."""

from datetime import date

import pytest

from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.teams import actions
from kooperacja.teams.law import ON_PAPER, STATEMENT, statement_text
from kooperacja.teams.models import ConflictOfInterest, Seat, Team
from tests.cast import MONDAY, Town
from tests.teams.conftest import opened


@pytest.fixture
def piotr_sits(cast: Town, school_seat: Seat) -> Seat:
    return actions.name_worker(actor=cast.wanda.actor, seat=school_seat, user_id=cast.piotr.user.pk)


def test_the_manager_is_told_and_names_the_worker_who_is_told(cast: Town, piotr_sits: Seat) -> None:
    told = Notice.objects.filter(about_kind="team").order_by("pk").values_list("user_id", "code")
    assert list(told) == [(cast.wanda.user.pk, "team.seat"), (cast.piotr.user.pk, "team.named")]
    assert (piotr_sits.user_id, piotr_sits.has_statement) == (cast.piotr.user.pk, False)


@pytest.mark.parametrize(("who", "code"), [("piotr", "seat.not_yours"), ("jan", "seat.not_yours")])
def test_nobody_else_names_a_worker_of_the_school(cast: Town, school_seat: Seat, who: str, code: str) -> None:
    worker = cast.workers[who]
    with pytest.raises(NotAllowed) as refusal:
        actions.name_worker(actor=worker.actor, seat=school_seat, user_id=worker.user.pk)
    assert refusal.value.code == code


def test_only_a_worker_of_the_institution_sits_for_it(cast: Town, school_seat: Seat) -> None:
    with pytest.raises(RuleBroken) as refusal:
        actions.name_worker(actor=cast.ewa.actor, seat=school_seat, user_id=cast.jan.user.pk)
    assert refusal.value.code == "seat.no_worker"


def test_the_holder_confirms_the_words_that_he_was_shown(cast: Town, piotr_sits: Seat) -> None:
    with pytest.raises(NotAllowed):
        actions.confirm_statement(actor=cast.wanda.actor, seat=piotr_sits, version=STATEMENT)
    with pytest.raises(Conflict):
        actions.confirm_statement(actor=cast.piotr.actor, seat=piotr_sits, version="0")
    row = actions.confirm_statement(actor=cast.piotr.actor, seat=piotr_sits, version=STATEMENT)
    assert (row.statement, row.stated_on, row.stated_by) == ("1", MONDAY.date(), cast.piotr.user.pk)
    assert "w tajemnicy" in statement_text(row.statement)


def test_a_paper_is_recorded_with_its_date_and_never_for_oneself(cast: Town, chair: Seat, piotr_sits: Seat) -> None:
    row = actions.record_statement(actor=cast.wanda.actor, seat=piotr_sits, signed_on=date(2026, 10, 1))
    assert (row.statement, row.stated_on) == (ON_PAPER, date(2026, 10, 1))
    with pytest.raises(NotAllowed) as refusal:
        actions.record_statement(actor=cast.ewa.actor, seat=chair, signed_on=date(2026, 10, 1))
    assert refusal.value.code == "seat.own_paper"


def test_who_follows_in_a_seat_inherits_no_statement(cast: Town, team: Team, piotr_sits: Seat) -> None:
    actions.confirm_statement(actor=cast.piotr.actor, seat=piotr_sits, version=STATEMENT)
    later = actions.name_worker(actor=cast.wanda.actor, seat=piotr_sits, user_id=cast.wanda.user.pk)
    assert (later.user_id, later.has_statement) == (cast.wanda.user.pk, False)
    earlier = Seat.objects.get(pk=piotr_sits.pk)
    assert (earlier.valid_to, earlier.has_statement) == (MONDAY, True)


def test_a_worker_sits_in_a_team_once(cast: Town, team: Team, piotr_sits: Seat) -> None:
    second = opened(cast, team, "school", substitute_for=piotr_sits)
    with pytest.raises(RuleBroken) as refusal:
        actions.name_worker(actor=cast.wanda.actor, seat=second, user_id=cast.piotr.user.pk)
    assert refusal.value.code == "seat.twice"


def test_a_substitute_is_of_the_same_institution_and_ends_with_the_seat(
    cast: Town, team: Team, piotr_sits: Seat
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened(cast, team, "police", substitute_for=piotr_sits)
    assert refusal.value.code == "seat.substitute"
    second = opened(cast, team, "school", substitute_for=piotr_sits)
    actions.end_seat(actor=cast.wanda.actor, seat=piotr_sits, reason="odejście")
    assert set(Seat.objects.filter(valid_to=MONDAY)) == {piotr_sits, second}


def test_a_member_declares_a_conflict_and_says_when_it_is_over(cast: Town, piotr_sits: Seat) -> None:
    with pytest.raises(NotAllowed):
        actions.declare_conflict(actor=cast.ewa.actor, seat=piotr_sits, words="sąsiedztwo")
    declared = actions.declare_conflict(actor=cast.piotr.actor, seat=piotr_sits, words=" sprawy  mojej ulicy ")
    assert declared.words == "sprawy mojej ulicy"
    actions.end_conflict(actor=cast.piotr.actor, conflict=declared)
    assert ConflictOfInterest.objects.get().valid_to == MONDAY
