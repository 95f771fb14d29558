"""The table of moves: which party, in which role, from which state. Pure."""

from datetime import UTC, datetime

import pytest

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.workflow import Move
from kooperacja.referrals.access import WORKING
from kooperacja.referrals.models import Referral, ReferralState
from kooperacja.referrals.urls import ADDRESSES
from kooperacja.referrals.views.moves import PAGES
from kooperacja.referrals.workflow import ENDED, FLOW, MOVES, STATES, TURN, offered, shown

SENDER, ADDRESSEE, THIRD = 1, 2, 3
BY_SENDER = {"send", "resend", "confirm", "not_done", "withdraw"}
BY_NOBODY = {"close_unconfirmed"}


def actor(institution_id: int, role: str = Role.KEY_WORKER, user_id: int = 7) -> Actor:
    return Actor(user_id, 1, institution_id, role, "")


def referral(state: str = "received") -> Referral:
    return Referral(sender_id=SENDER, addressee_id=ADDRESSEE, state=state, assigned_to_id=7)


def test_every_state_has_its_word_tone_and_icon() -> None:
    assert [state.value for state in STATES] == ReferralState.values
    for state in STATES:
        assert all((state.label, state.tone, state.icon, state.short))


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_belongs_to_one_party(move: Move) -> None:
    step = FLOW.get(move.name)
    who = {place for place in (SENDER, ADDRESSEE, THIRD) if step.allowed(actor(place), referral())}
    if step.name in BY_NOBODY:
        assert who == set()
    else:
        assert who == ({SENDER} if step.name in BY_SENDER else {ADDRESSEE})


@pytest.mark.parametrize("role", Role.values)
def test_only_working_roles_make_moves(role: str) -> None:
    made = [
        move.name for move in MOVES for place in (SENDER, ADDRESSEE) if move.allowed(actor(place, role), referral())
    ]
    assert bool(made) == (role in WORKING)


@pytest.mark.parametrize("state", ENDED)
def test_from_an_end_no_move_leads_away(state: str) -> None:
    assert [move.name for move in MOVES if state in move.sources] == []
    assert state not in TURN


def test_each_state_but_the_first_is_reached_and_each_but_an_end_is_left() -> None:
    targets = {move.target for move in MOVES}
    sources = {source for move in MOVES for source in move.sources}
    assert targets == set(ReferralState.values) - {"draft"}
    assert sources == set(ReferralState.values) - set(ENDED)
    assert set(TURN) == sources


def test_a_view_never_has_two_main_buttons() -> None:
    for state in ReferralState.values:
        for place in (SENDER, ADDRESSEE):
            moves = offered(actor(place, Role.INSTITUTION_MANAGER), referral(state), has_case=False)
            assert [move.style for move in moves].count("go") <= 1


def test_opening_is_no_button_and_a_second_case_is_not_offered() -> None:
    assert offered(actor(ADDRESSEE), referral("sent"), has_case=False) == []
    names = {move.name for move in offered(actor(ADDRESSEE), referral("accepted"), has_case=True)}
    assert names == {"assign"}


def test_confirmed_is_said_only_where_somebody_confirmed() -> None:
    closed = referral("closed")
    assert str(shown(closed).label) == "Zamknięte bez potwierdzenia"
    closed.confirmed_at = datetime(2026, 11, 2, tzinfo=UTC)
    assert str(shown(closed).label) == "Potwierdzone"


def test_every_move_of_a_person_has_an_address_and_a_page() -> None:
    by_hand = {move.name for move in MOVES} - {"receive", "close_unconfirmed"}
    assert set(ADDRESSES) == set(PAGES) == by_hand
