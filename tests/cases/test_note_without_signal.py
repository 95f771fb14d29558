"""A note that was written without signal: what the page gives to the device, and what a closed case answers."""

from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import queries
from kooperacja.cases.actions import close_case
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import today
from kooperacja.ui.kept import keep_for
from tests.cast import Town, Worker

TYPED = {
    "kind": "visit",
    "happened_on": "02.11.2026",
    "category": "family",
    "person": "family",
    "text": "Piec dymi, dzieci w domu.",
}


def notes(worker: Worker, case: Case) -> list[str]:
    with snapshot():
        header = queries.case_header(worker.actor, case.ref, Purpose.JOINT_HELP)
        people = queries.case_people(worker.actor, header, Purpose.JOINT_HELP)
        return [row.text for row in queries.case_notes(worker.actor, header, Purpose.JOINT_HELP, people).rows]


def test_each_reader_has_a_key_of_his_own_and_the_mark_tells_nothing_of_it() -> None:
    anna, jan = keep_for(1), keep_for(2)
    assert anna == keep_for(1)
    assert anna.key != jan.key
    assert anna.mark != jan.mark
    assert anna.mark not in anna.key


def test_only_the_note_asks_the_device_to_keep_it(cast: Town, case: Case, as_worker: Any) -> None:
    browser, key = as_worker(cast.anna), keep_for(cast.anna.user.pk).key
    note = browser.get(f"/rodziny/{case.ref}/notatka/")
    assert f'data-k-after="/rodziny/{case.ref}/"' in note.content.decode()
    assert note["Cache-Control"] == "no-store"
    assert f'data-k-keep="{key}"' in note.content.decode()
    for other in ("", "osoba/", "dziennik/"):
        assert key not in browser.get(f"/rodziny/{case.ref}/{other}").content.decode()


def test_a_note_for_a_case_closed_meanwhile_is_refused_and_its_text_stays(
    cast: Town, case: Case, as_worker: Any
) -> None:
    close_case(actor=cast.anna.actor, case=case, close_reason="moved", closed_on=today())
    answer = as_worker(cast.anna).post(f"/rodziny/{case.ref}/notatka/", {**TYPED, "once": "a-note"})
    said = answer.content.decode()
    assert answer.status_code == 403
    assert TYPED["text"] in said
    assert "Ta sprawa jest zakończona" in said
    assert notes(cast.anna, case) == []


def test_a_note_sent_again_after_its_answer_was_lost_is_one_note(cast: Town, case: Case, as_worker: Any) -> None:
    browser, typed = as_worker(cast.anna), {**TYPED, "once": "a-note"}
    answers = [browser.post(f"/rodziny/{case.ref}/notatka/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert notes(cast.anna, case) == [TYPED["text"]]


@pytest.mark.once
def test_a_stranger_is_given_no_key(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.jan).get(f"/rodziny/{case.ref}/notatka/")
    assert answer.status_code == 404
    assert "data-k-keep" not in answer.content.decode()
