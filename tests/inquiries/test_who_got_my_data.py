"""Whoever is asked about somebody by name learns of that person: “Who got my data” says so, if it endangers nobody."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.disclosures.queries.told import told_page
from kooperacja.foundation.errors import NotFound, RuleBroken
from kooperacja.inquiries import actions
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.queries.rows import get_side
from tests.cast import MONDAY, Town
from tests.inquiries.conftest import Ask

HELP = Purpose.JOINT_HELP
LATER = MONDAY.date() + timedelta(days=30)


def told(cast: Town, person: Any) -> Any:
    with snapshot():
        return told_page(cast.anna.actor, person.ref, HELP).rows


def test_a_question_by_name_is_told_to_the_person_and_to_nobody_else(cast: Town, question: Ask, family: Any) -> None:
    question()
    [row] = told(cast, family["Adam"])
    assert (row.day, row.institution) == (MONDAY.date(), cast.at("pup").name)
    assert "imię i nazwisko, data urodzenia" in row.what[0].lower()
    assert row.sources == ("art. 105 ust. 1 ustawy z 12.03.2004 o pomocy społecznej",)
    assert told(cast, family["Marta"]) == ()


def test_what_is_put_off_leaves_no_trace_until_its_day(cast: Town, question: Ask, family: Any) -> None:
    question(wanted=Wanted(("employment",), "Czy pracuje?", LATER))
    assert told(cast, family["Adam"]) == ()
    with time_machine.travel(MONDAY + timedelta(days=30)):
        assert len(told(cast, family["Adam"])) == 1


def test_it_is_put_off_again_and_told_at_once(cast: Town, question: Ask, family: Any, as_worker: Any) -> None:
    ref = question().inquiry.ref
    anna, address = as_worker(cast.anna), f"/prosby/{ref}/zwloka/"
    assert "Kto dostał moje dane" in anna.get(f"/prosby/{ref}/").content.decode()
    assert anna.post(address, {"review_on": "01.11.2026"}).status_code == 422
    assert anna.post(address, {"review_on": LATER.strftime("%d.%m.%Y")}).status_code == 303
    assert told(cast, family["Adam"]) == ()
    assert LATER.strftime("%d.%m.%Y") in anna.get(f"/prosby/{ref}/").content.decode()
    assert anna.post(address, {"review_on": ""}).status_code == 303
    assert len(told(cast, family["Adam"])) == 1


def test_who_was_asked_puts_nothing_off(cast: Town, question: Ask, as_worker: Any) -> None:
    ref = question().inquiry.ref
    assert as_worker(cast.tomasz).post(f"/prosby/{ref}/zwloka/", {"review_on": ""}).status_code == 403
    assert as_worker(cast.jan).post(f"/prosby/{ref}/zwloka/", {"review_on": ""}).status_code == 404
    with pytest.raises(NotFound):
        actions.put_off(actor=cast.jan.actor, side=get_side(cast.jan.actor, ref, HELP), review_on=LATER)


def test_a_day_that_has_passed_is_refused(question: Ask) -> None:
    with pytest.raises(RuleBroken) as refusal:
        question(wanted=Wanted(("employment",), "Czy pracuje?", date(2026, 11, 2)))
    assert refusal.value.code == "inquiry.review_past"
