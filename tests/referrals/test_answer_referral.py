"""The answer comes back, and the one who asked confirms it."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.referrals import actions, queries
from kooperacja.referrals.cli import COMMANDS
from kooperacja.referrals.workflow import shown
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, answered, assigned, side_of

NIGHT = Actor.system("deadline")
DAY = 86400


def test_the_sender_reads_what_was_done(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    with snapshot():
        page = queries.referral_page(cast.piotr.actor, side_of(cast.piotr, side), JOINT_HELP)
    assert page.last_answer is not None
    assert page.last_answer.text == "Rodzina dostała pomoc asystenta."
    assert [move.name for move in page.moves] == ["confirm", "not_done"]
    assert page.due is not None
    assert page.due.on == date(2026, 11, 16)


def test_only_who_leads_it_or_stands_in_reports_it(cast: Town, at_monday: Any) -> None:
    side = assigned(cast)
    actions.reassign(actor=cast.anna.actor, side=side, worker_id=cast.iga.user.pk)
    with pytest.raises(NotAllowed) as refused:
        actions.report_done(actor=cast.anna.actor, side=side_of(cast.anna, side), text="Zrobione.")
    assert refused.value.code == "referral.not_assigned"
    actions.report_done(actor=cast.halina.actor, side=side_of(cast.halina, side), text="Zrobione.")
    assert side_of(cast.iga, side).referral.state == "answered"


def test_an_answer_without_words_is_refused(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.report_done(actor=cast.anna.actor, side=assigned(cast), text=" \n ")
    assert refused.value.field == "text"


def test_the_sender_confirms(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    actions.confirm(actor=cast.piotr.actor, side=side_of(cast.piotr, side))
    referral = side_of(cast.anna, side).referral
    assert referral.confirmed_at is not None
    assert shown(referral).label == "Potwierdzone"


def test_the_addressee_cannot_confirm_its_own_work(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    with pytest.raises(NotAllowed):
        actions.confirm(actor=cast.anna.actor, side=side)


def test_the_sender_says_what_is_missing_and_gets_another_answer(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    actions.not_done(actor=cast.piotr.actor, side=side_of(cast.piotr, side), text="Brak informacji o asystencie.")
    mine = side_of(cast.anna, side)
    assert (mine.referral.state, mine.referral.due_on) == ("in_progress", date(2026, 11, 16))
    actions.report_done(actor=cast.anna.actor, side=mine, text="Asystent od 1 grudnia.")
    with snapshot():
        page = queries.referral_page(cast.piotr.actor, side_of(cast.piotr, side), JOINT_HELP)
    assert [answer.text for answer in page.answers] == [
        "Asystent od 1 grudnia.",
        "Brak informacji o asystencie.",
        "Rodzina dostała pomoc asystenta.",
    ]


def test_what_nobody_confirms_is_closed_by_its_deadline(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    at_monday.shift(14 * DAY)
    assert actions.close_unconfirmed(actor=NIGHT) == 0, "the last day still counts"
    at_monday.shift(DAY)
    assert actions.close_unconfirmed(actor=NIGHT) == 1
    referral = side_of(cast.piotr, side).referral
    assert (referral.state, referral.confirmed_at) == ("closed", None)
    assert shown(referral).label == "Zamknięte bez potwierdzenia"
    told = Notice.objects.filter(code="referral.close_unconfirmed")
    assert {row.user_id for row in told} == {cast.anna.user.pk, cast.piotr.user.pk}
    assert Entry.objects.get(action="referral.close_unconfirmed").actor_name == "deadline"
    assert actions.close_unconfirmed(actor=NIGHT) == 0


def test_no_person_closes_without_confirmation(cast: Town, at_monday: Any) -> None:
    answered(cast)
    at_monday.shift(20 * DAY)
    for actor in (cast.halina.actor, Actor.system("import")):
        with pytest.raises(NotAllowed):
            actions.close_unconfirmed(actor=actor)


def test_the_command_says_how_many_it_closed(cast: Town, at_monday: Any, capsys: Any) -> None:
    answered(cast)
    at_monday.shift(20 * DAY)
    command = COMMANDS[0]
    assert command.name == "close-unconfirmed"
    command.run(None)  # type: ignore[arg-type]
    assert capsys.readouterr().out == "Zamknięto 1 skierowanie.\n"


def test_a_late_confirmation_meets_a_closed_referral(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.piotr, answered(cast))
    at_monday.shift(20 * DAY)
    actions.close_unconfirmed(actor=NIGHT)
    with pytest.raises(Conflict):
        actions.confirm(actor=cast.piotr.actor, side=side)


def test_the_forms_report_and_confirm(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = assigned(cast)
    address = f"/skierowania/{side.referral.ref}"
    anna, piotr = as_worker(cast.anna), as_worker(cast.piotr)
    assert anna.post(f"{address}/zglos-wykonanie/", {"text": "", "once": "1"}).status_code == 422
    assert anna.post(f"{address}/zglos-wykonanie/", {"text": "Zrobione.", "once": "1"}).status_code == 303
    page = piotr.get(f"{address}/").content.decode()
    assert "Potwierdź wykonanie" in page
    assert "Zrobione." in page
    assert piotr.post(f"{address}/potwierdz/", {"once": "2"}).status_code == 303
    assert "Potwierdzone" in anna.get(f"{address}/").content.decode()
