"""Who gets a message, when, and what stands in it: a number and a link, nothing of anybody."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.cases.actions import appoint_worker, recall_worker
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.mailing.actions import choose_pace, write_due
from kooperacja.mailing.models import Mail, Pace
from kooperacja.notices.actions import mark_seen, send
from tests.cast import MONDAY, Town, Worker
from tests.mailing.conftest import LINKS, POSTMAN, Sink, post

NIGHT = MONDAY.replace(hour=2)
MORNING = MONDAY + timedelta(days=1)


def notice(cast: Town, worker: Worker, about: Any = None) -> None:
    paper = about or cast.agreement
    send(to=[worker.user.pk], institution_id=worker.institution.pk, code="agreement.signed", about=paper.about())


def test_once_a_day_in_the_morning_one_message_for_all_that_is_new(cast: Town, sink: Sink) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        for _time in range(3):
            notice(cast, cast.anna)
        assert post() == {}
        clock.move_to(MONDAY)
        assert post() == {"sent": 1}
        notice(cast, cast.anna)
        assert post() == {}, "the next one comes tomorrow"
        clock.move_to(MORNING)
        assert post() == {"sent": 1}
        clock.move_to(MORNING + timedelta(days=1))
        assert post() == {}, "nothing new since"
    assert sink.to == [cast.anna.user.email] * 2
    assert [str(one["Subject"]) for one in sink.taken] == [
        "Kooperacja: 3 nowe powiadomienia",
        "Kooperacja: 1 nowe powiadomienie",
    ]


def test_a_message_holds_a_number_and_links_and_nothing_of_a_client(cast: Town, case: Case, sink: Sink) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert post() == {"sent": 1}
    [message] = sink.taken
    text = message.get_content()
    mail = Mail.objects.get()
    assert f"{LINKS}/powiadomienia/{mail.ref}/" in text
    assert message["Auto-Submitted"] == "auto-generated"
    whole = str(message) + text
    for secret in (case.number, case.ref, "Lipa", "Łucja", "Lis", cast.iga.user.full_name):
        assert secret not in whole
    assert message.get_content_type() == "text/plain"


def test_whoever_wants_it_at_once_gets_it_at_once_and_whoever_wants_none_gets_none(
    cast: Town, sink: Sink, at_monday: Any
) -> None:
    choose_pace(actor=cast.anna.actor, pace=Pace.AT_ONCE)
    choose_pace(actor=cast.iga.actor, pace=Pace.NEVER)
    for worker in (cast.anna, cast.iga):
        notice(cast, worker)
    assert post() == {"sent": 1}
    notice(cast, cast.anna)
    notice(cast, cast.iga)
    assert post() == {"sent": 1}
    assert set(sink.to) == {cast.anna.user.email}


def test_what_was_read_meanwhile_is_not_told(cast: Town, sink: Sink, at_monday: Any) -> None:
    notice(cast, cast.anna)
    mark_seen(actor=cast.anna.actor, about=cast.agreement.about())
    assert post() == {}
    assert sink.taken == []


def test_what_is_closed_by_now_does_not_even_count(cast: Town, case: Case, sink: Sink) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    recall_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert post() == {}


@pytest.mark.parametrize("how", ["membership", "account"])
def test_who_has_left_gets_nothing(cast: Town, sink: Sink, at_monday: Any, how: str) -> None:
    notice(cast, cast.anna)
    if how == "account":
        cast.anna.user.is_active = False
        cast.anna.user.save()
    else:
        Membership.objects.filter(pk=cast.anna.membership.pk).update(valid_to=now())
    assert post() == {}


def test_the_number_of_statements_does_not_grow_with_those_who_have_news(
    cast: Town, sink: Sink, at_monday: Any, django_assert_max_num_queries: Any
) -> None:
    """Five for all, and two for each: what the reader may still see. The agreement's own are level 0."""
    for worker in (cast.anna, cast.iga, cast.halina, cast.ewa):
        for _time in range(20):
            notice(cast, worker)
    with django_assert_max_num_queries(8 + 4 * 2):
        assert write_due(actor=POSTMAN) == 4


def test_two_timetables_at_once_write_one_message(cast: Town, sink: Sink, at_monday: Any) -> None:
    notice(cast, cast.anna)
    assert post() == {"sent": 1}
    Mail.objects.update(sent_at=None, next_try_at=now() + timedelta(minutes=5))
    assert post() == {}
    assert Mail.objects.count() == len(sink.taken) == 1
