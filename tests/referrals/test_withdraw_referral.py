"""The sender withdraws; what was received stays with the addressee."""

from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.referrals import actions, queries
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, OLA, accepted, drafted, received, returned, sent, side_of


@pytest.mark.parametrize("made", [drafted, sent, received, returned])
def test_until_it_is_accepted_a_referral_can_be_withdrawn(cast: Town, at_monday: Any, made: Any) -> None:
    side = side_of(cast.piotr, made(cast))
    actions.withdraw(actor=cast.piotr.actor, side=side, text="Sytuacja się wyjaśniła.")
    assert side_of(cast.piotr, side).referral.state == "withdrawn"


def test_an_accepted_one_cannot_be_withdrawn(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.piotr, accepted(cast))
    with pytest.raises(Conflict):
        actions.withdraw(actor=cast.piotr.actor, side=side, text="Już nie.")


def test_the_addressee_keeps_its_letter_and_reads_why(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    actions.withdraw(actor=cast.piotr.actor, side=side_of(cast.piotr, side), text="Rodzina się wyprowadziła.")
    with snapshot():
        page = queries.referral_page(cast.anna.actor, side_of(cast.anna, side), JOINT_HELP)
    assert page.letter is not None
    assert page.letter.request == OLA.request
    assert page.last_answer is not None
    assert page.last_answer.text == "Rodzina się wyprowadziła."
    assert page.moves == []


def test_the_addressee_cannot_withdraw_and_a_reason_is_needed(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    with pytest.raises(NotAllowed):
        actions.withdraw(actor=cast.anna.actor, side=side, text="Nie chcemy.")
    with pytest.raises(RuleBroken):
        actions.withdraw(actor=cast.piotr.actor, side=side_of(cast.piotr, side), text="")


def test_the_form_says_what_will_happen(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    browser, address = as_worker(cast.piotr), f"/skierowania/{side.referral.ref}/wycofaj/"
    assert "Prośba się zakończy." in browser.get(address).content.decode()
    assert browser.post(address, {"text": "Pomyłka.", "once": "1"}).status_code == 303
    assert "Wycofane" in browser.get(f"/skierowania/{side.referral.ref}/").content.decode()
