"""Opening a letter receives it, before the page is read."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kooperacja.foundation.errors import NotFound
from kooperacja.notices.models import Notice
from kooperacja.referrals import actions
from tests.cast import Town
from tests.referrals.story import sent, side_of


def test_opening_by_who_opens_the_inbox_receives_it(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    at_monday.move_to(datetime(2026, 11, 3, 7, 5, tzinfo=UTC))
    page = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "Podgląd przed przyjęciem" in page
    assert "03.11.2026, 8:05" in page
    referral = side_of(cast.anna, side).referral
    assert (referral.state, referral.due_on) == ("received", date(2026, 11, 10))


def test_the_sender_and_who_only_watches_do_not_receive_it(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    for worker in (cast.piotr, cast.wanda, cast.filip):
        assert as_worker(worker).get(f"/skierowania/{side.referral.ref}/").status_code == 200
    assert side_of(cast.anna, side).referral.state == "sent"


def test_a_worker_without_the_inbox_does_not_see_it(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    with pytest.raises(NotFound):
        side_of(cast.iga, side)


def test_the_manager_opens_it_too(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    as_worker(cast.halina).get(f"/skierowania/{side.referral.ref}/")
    assert side_of(cast.anna, side).referral.state == "received"


def test_the_head_of_a_page_receives_nothing(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    as_worker(cast.anna).head(f"/skierowania/{side.referral.ref}/")
    assert side_of(cast.anna, side).referral.state == "sent"


def test_two_who_open_it_at_once_are_both_served(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    hers, mine = side_of(cast.ewa, side), side_of(cast.anna, side)
    actions.receive(actor=cast.anna.actor, side=mine)
    actions.receive(actor=cast.ewa.actor, side=hers)
    assert side_of(cast.anna, side).referral.state == "received"


def test_the_notice_is_no_longer_new_when_the_page_was_seen(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/")
    news = Notice.objects.filter(about_id=side.referral_id, seen_at=None)
    assert {row.user_id for row in news if row.code == "referral.send"} == {cast.ewa.user.pk}
