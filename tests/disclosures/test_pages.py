"""The pages: marking, the preview that is what is sent, the card of a lock, the register, the second person."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.permit import permit
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import Disclosure, RegisterEntry
from kooperacja.people.models import Person
from tests.cast import Town
from tests.consents.conftest import Give
from tests.disclosures.conftest import Matrix, cell_of, entry_of

People = dict[str, Person]
HandOver = Callable[..., list[RegisterEntry]]


@pytest.fixture
def address(case: Case) -> str:
    return f"/rodziny/{case.ref}/przekaz/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_marked_is_previewed_with_its_basis_and_then_handed_over(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix, as_worker: Any, address: str
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    key = cell_of(matrix(), marta, "identity", school).key
    anna = as_worker(cast.anna)
    first = text(anna.get(address))
    assert f'value="{key}"' in first
    assert "checked" not in first
    shown = text(anna.get(address, {"aim": "joint_help", "marks": [key]}))
    assert "Zgoda z 02.11.2026, punkt 1" in shown
    assert "Przekaż dane 1 odbiorcy" in shown
    done = anna.post(address, {"aim": "joint_help", "marks": [key]}, follow=True)
    assert "1 wpis jest w rejestrze" in text(done)
    with permit():
        row = Disclosure._base_manager.get()
    assert done.redirect_chain[-1][0] == f"/udostepnienia/{row.ref}/"
    assert "Marta Malinowska" in text(done)


def test_a_lock_says_why_and_three_ways_out_and_the_first_click_leads_to_a_lawful_share(
    cast: Town, family: People, give: Give, matrix: Matrix, as_worker: Any, address: str
) -> None:
    pup, marta = cast.at("pup").pk, family["Marta"].anchor_id
    give(items=[Item(pup, "employment", is_given=False)])
    cell = cell_of(matrix(), marta, "employment", pup)
    page = text(as_worker(cast.anna).get(address, {"aim": "joint_help", "zablokowane": cell.key}))
    assert "Nie przekażesz do PUP w Brzezinie" in page
    assert "Marta Malinowska: brak zgody z 02.11.2026 (zgoda, punkt 1)" in page
    assert "Przekaż resztę" in page
    assert f"/zgody/nowa/{family['Marta'].ref}/" in page
    assert "/inspektor/" in page


def test_a_draft_waits_for_its_author_and_nobody_else(
    cast: Town, family: People, give: Give, matrix: Matrix, as_worker: Any, address: str
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    key = cell_of(matrix(), marta, "identity", school).key
    anna = as_worker(cast.anna)
    saved = anna.post(address, {"aim": "joint_help", "marks": [key], "act": "save"}, follow=True)
    assert "nic nie przekazano" in text(saved)
    assert "checked" in text(as_worker(cast.anna).get(address))
    assert "checked" not in text(as_worker(cast.halina).get(address))
    with permit():
        assert not Disclosure._base_manager.exists()


@pytest.mark.parametrize("key", ["", "1", "a-b-c-d", "1-2-identity-3", "9" * 300, "0-0--0", "1-1-identity-1-1"])
def test_a_mark_of_nothing_is_a_sentence(cast: Town, family: People, as_worker: Any, address: str, key: str) -> None:
    answer = as_worker(cast.anna).post(address, {"aim": "joint_help", "marks": [key]})
    assert answer.status_code == 422
    with permit():
        assert not Disclosure._base_manager.exists()


def test_a_partner_and_a_worker_of_another_case_find_no_such_page(
    cast: Town, family: People, as_worker: Any, address: str
) -> None:
    assert [as_worker(one).get(address).status_code for one in (cast.piotr, cast.iga)] == [404, 404]
    assert as_worker(cast.filip).get(address).status_code == 403


def test_the_register_is_filtered_and_the_sheet_has_the_same_rows(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, pcpr, marta = cast.at("school").pk, cast.at("pcpr").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity"), Item(pcpr, "employment")])
    hand_over((marta, "identity", school), (marta, "employment", pcpr), letters=[pcpr])
    anna = as_worker(cast.anna)
    asked: dict[str, list[str]] = {
        "": ["SP Wierzbowo", "PCPR w Brzezinie"],
        f"?partner={school}": ["SP Wierzbowo"],
        "?mode=letter": ["PCPR w Brzezinie"],
        "?category=employment": ["PCPR w Brzezinie"],
        f"?case_number={case.number}&sort=partner": ["PCPR w Brzezinie", "SP Wierzbowo"],
        "?case_number=GOPS.1": [],
        "?state=waiting": [],
        "?since=03.11.2026": [],
        "?since=02.11.2026&until=02.11.2026&mode=window": ["SP Wierzbowo"],
    }
    for query, names in asked.items():
        sheet = load_workbook(BytesIO(anna.get(f"/udostepnienia/xlsx/{query}").content)).active
        assert sheet is not None
        rows = [str(row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert sorted(rows) == sorted(names), query
        page = text(anna.get(f"/udostepnienia/{query}"))
        assert all(f">{name}</td>" in page for name in names), query
    filip = text(as_worker(cast.filip).get("/udostepnienia/"))
    assert "PCPR w Brzezinie" in filip
    assert "Malinowsk" not in filip


def test_the_recipient_reads_its_letter_and_answers(
    cast: Town, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    row = hand_over((marta, "identity", school), letters=[school])[0].disclosure
    wanda = as_worker(cast.wanda)
    assert f"/udostepnienia/{row.ref}/" in text(wanda.get("/udostepnienia/otrzymane/"))
    page = text(wanda.get(f"/udostepnienia/{row.ref}/"))
    assert "Marta Malinowska" in page
    assert "Anna Lis" not in page
    done = wanda.post(f"/udostepnienia/{row.ref}/ruch/acknowledge/", follow=True)
    assert "Odbiór jest potwierdzony" in text(done)
    actions.recall(actor=cast.anna.actor, entry=entry_of(cast.anna, hand_over_entry(cast, row)))
    asked = wanda.post(f"/udostepnienia/{row.ref}/ruch/confirm/", {"proof": "destroyed", "proved_on": ""})
    assert asked.status_code == 422
    sent = {"proof": "destroyed", "proved_on": "02.11.2026"}
    assert wanda.post(f"/udostepnienia/{row.ref}/ruch/confirm/", sent).status_code == 303
    assert "02.11.2026" in text(as_worker(cast.anna).get(f"/udostepnienia/{row.ref}/"))
    assert as_worker(cast.olga).get(f"/udostepnienia/{row.ref}/").status_code == 404


def hand_over_entry(cast: Town, row: Disclosure) -> RegisterEntry:
    with permit():
        return RegisterEntry._base_manager.select_related("disclosure").get(disclosure=row, party="giver")


def test_the_officer_sees_on_what_it_rests_and_puts_it_off_without_a_name(
    cast: Town, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    row = hand_over((marta, "identity", school))[0].disclosure
    filip = as_worker(cast.filip)
    page = text(filip.get(f"/udostepnienia/{row.ref}/"))
    assert "Zgoda z 02.11.2026, punkt 1" in page
    assert "Malinowsk" not in page
    assert "/ruch/close/" not in page
    where = f"/udostepnienia/{row.ref}/pozniej/"
    assert as_worker(cast.anna).get(where).status_code == 403
    assert filip.post(where, {"review_on": "01.11.2026", "version": 1}).status_code == 422
    assert filip.post(where, {"review_on": "01.12.2026", "version": 1}).status_code == 303
    assert filip.post(where, {"review_on": "01.12.2026", "version": 1}).status_code == 409
    assert "01.12.2026" in text(filip.get(f"/udostepnienia/{row.ref}/"))
    assert filip.post(f"/udostepnienia/{row.ref}/teraz/").status_code == 303


def test_the_inbox_of_the_recipient_says_how_much_waits_for_its_answer_and_of_whom_it_does_not_say(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    assert "Dane, które przyszły" not in text(as_worker(cast.wanda).get("/skrzynka/"))
    entry = hand_over((marta, "identity", school), letters=[school])[0]
    told = text(as_worker(cast.wanda).get("/skrzynka/"))
    assert "1 przekazanie czeka na odpowiedź" in told
    assert "Malinowsk" not in told
    assert "Dane, które przyszły" not in text(as_worker(cast.ida).get("/skrzynka/"))
    actions.acknowledge(actor=cast.wanda.actor, entry=entry_of(cast.wanda, entry))
    assert "Dane, które przyszły" not in text(as_worker(cast.wanda).get("/skrzynka/"))
    actions.recall(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    assert "1 przekazanie czeka na odpowiedź" in text(as_worker(cast.wanda).get("/skrzynka/"))
