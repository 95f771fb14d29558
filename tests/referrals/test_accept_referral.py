"""The addressee accepts."""

from datetime import date
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import Conflict, NotAllowed
from kooperacja.notices.models import Notice
from kooperacja.referrals import actions
from tests.cast import Town
from tests.referrals.story import accepted, received, sent, side_of


def test_the_receiving_worker_accepts_and_the_sender_is_told(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    assert side.referral.state == "accepted"
    assert side.referral.due_on == date(2026, 12, 2), "30 calendar days"
    told = Notice.objects.filter(code="referral.accept")
    assert [row.user_id for row in told] == [cast.piotr.user.pk]


def test_the_sender_cannot_accept(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.piotr, received(cast))
    with pytest.raises(NotAllowed) as refused:
        actions.accept(actor=cast.piotr.actor, side=side)
    assert refused.value.code == "referral.not_addressee"


def test_the_data_protection_officer_cannot_accept(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.filip, received(cast))
    with pytest.raises(NotAllowed):
        actions.accept(actor=cast.filip.actor, side=side)


def test_the_second_of_two_learns_what_the_first_one_did(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    hers = side_of(cast.ewa, side)
    actions.accept(actor=cast.anna.actor, side=side)
    with pytest.raises(Conflict) as refused:
        actions.decline(actor=cast.ewa.actor, side=hers, reason_code="not_ours", text="Nie my.")
    assert "Przyjęte" in str(refused.value)
    assert Entry.objects.filter(action="referral.decline").count() == 0


def test_what_was_not_opened_yet_is_not_accepted(cast: Town, at_monday: Any) -> None:
    with pytest.raises(Conflict):
        actions.accept(actor=cast.anna.actor, side=side_of(cast.anna, sent(cast)))


def test_the_button_accepts_once_however_often_it_is_pressed(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/przyjmij/"
    answers = [browser.post(address, {"once": "a"}).status_code for _click in range(2)]
    assert answers == [303, 303]
    assert Entry.objects.filter(action="referral.accept").count() == 1
    assert browser.get(address).status_code == 409, "the page of a move that is no longer possible"


def test_an_old_page_of_a_colleague_gets_an_answer_with_a_code(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    actions.accept(actor=cast.anna.actor, side=side)
    answer = as_worker(cast.ewa).post(f"/skierowania/{side.referral.ref}/przyjmij/", {"once": "b"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "state.changed" in page
    assert "Przyjęte" in page
