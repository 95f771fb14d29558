"""Two people act on one referral in the same moment. SQLite has one writer at a time, so only
PostgreSQL can be wrong here; stale pages are tried on both engines beside each move.
"""

from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.referrals import actions
from tests.at_once import at_once
from tests.cast import Town
from tests.referrals.story import received, side_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def moves(name: str) -> int:
    return Entry.objects.filter(action=f"referral.{name}").count()


def test_one_of_two_accepts_and_the_other_is_told(cast: Town, at_monday: Any) -> None:
    """I34, I35: one effect, one entry in the trail."""
    side = received(cast)
    both = [
        lambda: actions.accept(actor=cast.anna.actor, side=side_of(cast.anna, side)),
        lambda: actions.accept(actor=cast.ewa.actor, side=side_of(cast.ewa, side)),
    ]
    assert at_once(*both) == ["conflict", "done"]
    assert moves("accept") == 1
    assert side_of(cast.anna, side).referral.state == "accepted"


def test_an_acceptance_and_a_withdrawal_are_never_both(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    both = [
        lambda: actions.accept(actor=cast.anna.actor, side=side_of(cast.anna, side)),
        lambda: actions.withdraw(actor=cast.piotr.actor, side=side_of(cast.piotr, side), text="Nieaktualne."),
    ]
    assert at_once(*both) == ["conflict", "done"]
    assert moves("accept") + moves("withdraw") == 1
