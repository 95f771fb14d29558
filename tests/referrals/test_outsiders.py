"""A police officer of the same commune sees nothing of a school's referral (invariants I1, I19)."""

from io import BytesIO
from itertools import product
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotAllowed, NotFound
from kooperacja.people.models import Person
from kooperacja.referrals import actions, queries
from kooperacja.referrals.urls import ADDRESSES
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, assigned, received, sent, side_of

PATHS = ["", "list/", "druk/", *(f"{address}/" for address in ADDRESSES.values())]


def test_every_address_is_missing_as_one_that_does_not_exist(cast: Town, at_monday: Any, as_worker: Any) -> None:
    ref = received(cast).referral.ref
    browser = as_worker(cast.jan)
    for path in PATHS:
        theirs, nowhere = (browser.get(f"/skierowania/{one}/{path}") for one in (ref, "nosuchplace1"))
        assert theirs.status_code == nowhere.status_code == 404, path
        assert len(theirs.content) == len(nowhere.content), path


def test_every_sent_form_is_missing_too(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side, browser = received(cast), as_worker(cast.jan)
    typed = {"text": "x", "worker": cast.jan.user.pk, "better": cast.at("pcpr").pk}
    for path, code in product(PATHS[3:], ("not_ours", "missing_facts", "competence")):
        sent_form = {**typed, "reason_code": code, "once": f"{path}{code}"}
        answer = browser.post(f"/skierowania/{side.referral.ref}/{path}", sent_form)
        assert answer.status_code == 404, path
        assert "SP.W.0001.2026" not in answer.content.decode(), path
    assert side_of(cast.anna, side).referral.state == "received"
    assert Entry.objects.filter(institution_id=cast.at("police").pk, kind="change").count() == 0


def test_no_list_no_total_no_file_and_no_home_knows_of_it(cast: Town, at_monday: Any, as_worker: Any) -> None:
    sent(cast)
    browser = as_worker(cast.jan)
    for address in ("/skierowania/", "/skierowania/?tab=outgoing", "/skierowania/?q=SP.W", "/", "/skrzynka/"):
        text = browser.get(address).content.decode()
        assert "SP.W.0001" not in text
        assert "Malinowska" not in text
    assert load_workbook(BytesIO(browser.get("/skierowania/xlsx/").content)).active.max_row == 1
    with snapshot():
        page = queries.referral_list(cast.jan.actor, queries.Filters(), JOINT_HELP)
        assert (page.total.number, page.incoming.number, page.outgoing.number) == (0, 0, 0)
        assert queries.waiting(cast.jan.actor, JOINT_HELP) == []
        assert queries.inbox_count(cast.jan.actor, JOINT_HELP) == 0


def test_an_attempt_is_in_the_trail_and_says_nothing_of_the_referral(
    cast: Town, at_monday: Any, as_worker: Any
) -> None:
    ref = sent(cast).referral.ref
    as_worker(cast.jan).get(f"/skierowania/{ref}/")
    entry = Entry.objects.get(kind="denied")
    assert (entry.user_id, entry.action, entry.about_id) == (cast.jan.user.pk, "denied.referrals:show", 0)


def test_a_row_got_by_other_means_opens_no_move(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    for act in (actions.accept, actions.confirm, actions.send_referral):
        with pytest.raises((NotAllowed, NotFound)):
            act(actor=cast.jan.actor, side=side)
    with pytest.raises(NotAllowed):
        actions.assign(actor=cast.olga.actor, side=side, worker_id=cast.olga.user.pk)


def test_ids_of_others_in_a_form_open_nothing(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    typed = {"urgency": "normal", "first_name": "Ola", "once": "1"}
    browser = as_worker(cast.jan)
    assert browser.post("/skierowania/nowe/", {**typed, "case": case.ref}).status_code == 404
    assert browser.post("/skierowania/nowe/", {**typed, "person": family["Ola"].ref}).status_code == 404
    assert browser.get(f"/skierowania/nowe/?od={received(cast).referral.ref}").status_code == 404
    assert browser.get(f"/skierowania/nowe/?rodzina={case.ref}").status_code == 404


def test_a_worker_who_left_sees_nothing_at_the_next_request(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = assigned(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/"
    assert browser.get(address).status_code == 200
    at_monday.shift(1)
    cast.anna.membership.valid_to = cast.anna.membership.valid_from
    cast.anna.membership.save()
    assert browser.get(address).status_code in {302, 404}


def test_a_forged_move_is_no_address(cast: Town, at_monday: Any, as_worker: Any) -> None:
    ref = received(cast).referral.ref
    browser = as_worker(cast.anna)
    for forged in ("accept", "receive", "close_unconfirmed", "odbierz", "przyjmij%00"):
        assert browser.post(f"/skierowania/{ref}/{forged}/", {"once": "1"}).status_code == 404
