"""The inbox of an institution: letters that nobody has taken up yet, the most pressing first."""

import re
from collections.abc import Callable
from typing import Any

from kooperacja.access.actions import recall
from kooperacja.access.models import AnchorKind, Appointment
from kooperacja.referrals.actions import accept, assign, receive
from tests.cast import Town
from tests.desk.conftest import side_of
from tests.statements import at_most

Send = Callable[..., str]


def test_the_intake_worker_sees_who_writes_about_whom_and_until_when(cast: Town, send: Send, as_worker: Any) -> None:
    ref = send(cast.piotr, "gops")
    text = as_worker(cast.anna).get("/skrzynka/").content.decode()
    for shown in (f"/skierowania/{ref}/", "Ola Malinowska, Wierzbowo", "SP Wierzbowo", "02.11.2026", "04.11.2026"):
        assert shown in text
    assert "za 2 dni robocze" in text


def test_others_of_the_institution_and_strangers_see_an_empty_inbox(cast: Town, send: Send, as_worker: Any) -> None:
    send(cast.piotr, "gops")
    for worker in (cast.iga, cast.piotr, cast.jan, cast.olga):
        text = as_worker(worker).get("/skrzynka/").content.decode()
        assert "Skrzynka jest pusta" in text
        assert "Malinowsk" not in text


def test_a_letter_leaves_the_inbox_when_it_is_taken_up(cast: Town, send: Send, as_worker: Any) -> None:
    ref = send(cast.piotr, "gops")
    anna = as_worker(cast.anna)
    receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    accept(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    assert ref in anna.get("/skrzynka/").content.decode()
    assign(actor=cast.anna.actor, side=side_of(cast.anna, ref), worker_id=cast.iga.user.pk)
    assert ref not in anna.get("/skrzynka/").content.decode()


def test_who_gives_up_the_duty_sees_the_inbox_no_more(cast: Town, send: Send, as_worker: Any) -> None:
    send(cast.piotr, "gops")
    anna = as_worker(cast.anna)
    assert "Skrzynka jest pusta" not in anna.get("/skrzynka/").content.decode()
    duty = Appointment.objects.get(user=cast.anna.user, anchor__kind=AnchorKind.INBOX)
    recall(cast.halina.actor, user_id=cast.anna.user.pk, anchor_id=duty.anchor_id)
    assert "Skrzynka jest pusta" in anna.get("/skrzynka/").content.decode()


def test_a_long_inbox_is_read_page_by_page_without_gaps(
    cast: Town, send: Send, as_worker: Any, monkeypatch: Any
) -> None:
    """I3."""
    monkeypatch.setattr("kooperacja.desk.queries.inbox.PAGE", 3)
    sent = {send(cast.piotr, "gops", first_name=f"Ola{number}") for number in range(7)}
    anna, address, seen = as_worker(cast.anna), "/skrzynka/", []
    while address:
        text = anna.get(address).content.decode()
        assert "z 7, według terminu" in text
        seen += [ref for ref in sent if ref in text]
        later = re.search(r'href="\?after=([^"]+)"', text)
        address = f"/skrzynka/?after={later[1]}" if later else ""
    assert sorted(seen) == sorted(sent)


def test_a_forged_page_is_refused_with_a_sentence(cast: Town, at_monday: object, as_worker: Any) -> None:
    assert as_worker(cast.anna).get("/skrzynka/?after=%3Cscript%3E").status_code == 422


def test_for_htmx_only_the_list_is_sent(cast: Town, send: Send, as_worker: Any) -> None:
    send(cast.piotr, "gops")
    answer = as_worker(cast.anna).get("/skrzynka/", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="list">')


def test_the_inbox_takes_at_most_twelve_statements(cast: Town, send: Send, as_worker: Any) -> None:
    for number in range(6):
        send(cast.piotr, "gops", first_name=f"Ola{number}")
    for worker in (cast.anna, cast.halina):
        browser = as_worker(worker)
        with at_most(12):
            browser.get("/skrzynka/")
