"""A server that refuses, hangs, answers 4xx, or is not there: a clear sentence, nothing lost, nothing told twice."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.foundation.errors import KooperacjaError, RuleBroken, Unavailable
from kooperacja.mailing.actions import KEPT_TRYING, try_server
from kooperacja.mailing.models import Failure, Mail
from kooperacja.notices.actions import send
from tests.cast import MONDAY, Town
from tests.mailing.conftest import POSTMAN, Sink, free_port, post


@pytest.fixture(autouse=True)
def _two_have_news(cast: Town, at_monday: Any) -> None:
    to = [cast.anna.user.pk, cast.iga.user.pk]
    send(to=to, institution_id=cast.at("gops").pk, code="agreement.signed", about=cast.agreement.about())


def waits() -> int:
    return Mail.objects.filter(sent_at=None, given_up_at=None).count()


def test_an_address_that_is_refused_for_good_is_given_up_and_the_others_go_on(cast: Town, sink: Sink) -> None:
    sink.refusals[cast.anna.user.email] = "550 5.1.1 no such mailbox"
    assert post() == {"refused": 1, "sent": 1}
    assert sink.to == [cast.iga.user.email]
    assert Mail.objects.get(user=cast.anna.user).failure == Failure.REFUSED
    assert post() == {}


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_not_now_is_tried_again_later_and_at_last_given_up(cast: Town, sink: Sink, where: str) -> None:
    sink.refusals = dict.fromkeys([cast.anna.user.email] if where == "recipient" else ["data"], "451 4.7.1 greylisted")
    assert post()["later"] >= 1
    assert post() == {}, "not again in the same minute"
    with time_machine.travel(MONDAY + timedelta(minutes=6), tick=False):
        assert post()["later"] >= 1
        sink.refusals.clear()
    with time_machine.travel(MONDAY + timedelta(minutes=30), tick=False):
        assert post()["sent"] >= 1
    assert len(sink.taken) == 2


def test_a_server_that_says_not_now_for_two_days_is_asked_no_more(cast: Town, sink: Sink) -> None:
    sink.refusals["data"] = "452 4.3.1 no room"
    post()
    with time_machine.travel(MONDAY + KEPT_TRYING + timedelta(hours=5), tick=False):
        assert post()["too_late"] == 2
    assert waits() == 0


def test_a_server_that_hangs_ends_the_round_with_a_sentence(cast: Town, sink: Sink) -> None:
    sink.greeting_only = True
    with pytest.raises(Unavailable) as told:
        post()
    assert told.value.code == "mail.server"
    assert waits() == 2


def test_a_server_that_is_not_there_is_said_and_nothing_is_lost(cast: Town, sink: Sink, settings: Any) -> None:
    real = settings.MAIL_SERVER
    settings.MAIL_SERVER = {**real, "port": free_port()}
    with pytest.raises(Unavailable, match="Nic nie ginie"):
        post()
    settings.MAIL_SERVER = real
    assert post() == {"sent": 2}


def test_a_server_that_refuses_the_sender_loses_no_message(cast: Town, sink: Sink) -> None:
    sink.refusals["sender"] = "553 5.7.1 sender not allowed"
    with pytest.raises(Unavailable, match="sender not allowed"):
        post()
    assert waits() == 2


@pytest.mark.parametrize("missing", ["MAIL_SERVER", "DEFAULT_FROM_EMAIL", "ADDRESS"])
def test_what_is_not_set_is_named(sink: Sink, settings: Any, missing: str) -> None:
    setattr(settings, missing, {} if missing == "MAIL_SERVER" else "")
    with pytest.raises(RuleBroken, match="KOOPERACJA_"):
        post()
    assert waits() == 2


def test_the_operator_tries_the_server_with_his_own_address(sink: Sink) -> None:
    try_server(actor=POSTMAN, address="ada@gops.example")
    assert sink.to == ["ada@gops.example"]
    sink.refusals["ada@gops.example"] = "550 no such mailbox"
    with pytest.raises(RuleBroken, match="no such mailbox"):
        try_server(actor=POSTMAN, address="ada@gops.example")


def test_nobody_sends_by_hand(cast: Town, sink: Sink) -> None:
    with pytest.raises(KooperacjaError) as told:
        try_server(actor=cast.halina.actor, address="ada@gops.example")
    assert told.value.code == "mail.only_timetable"
