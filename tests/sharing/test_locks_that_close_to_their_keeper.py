"""A lock that closes the file also to those who lift it: they find it in a list of its own."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.actions import hide_from
from kooperacja.access.models import Veto
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town, Worker

LIST = "/blokady/"


@pytest.fixture
def lock(cast: Town, case: Case, as_worker: Any) -> Veto:
    typed = {"kind": "restriction", "place": case.anchor_id, "once": "a"}
    assert as_worker(cast.anna).post(f"/rodziny/{case.ref}/blokady/nowa/", typed).status_code == 303
    return Veto.objects.get()


def test_the_manager_to_whom_the_file_is_closed_lifts_the_restriction(
    cast: Town, case: Case, lock: Veto, as_worker: Any
) -> None:
    halina = as_worker(cast.halina)
    assert halina.get(f"/rodziny/{case.ref}/").status_code == 404
    text = halina.get(LIST).content.decode()
    assert f"{LIST}{lock.pk}/" in text
    assert "Anna Lis" in text
    assert "ograniczenie przetwarzania" in halina.get(f"{LIST}{lock.pk}/").content.decode()
    answer = halina.post(f"{LIST}{lock.pk}/", {"once": "b"})
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    assert halina.get(f"/rodziny/{case.ref}/").status_code == 200
    assert "Nie ma blokady" in halina.get(LIST).content.decode()
    assert Entry.objects.filter(action="access.lift_veto").exists()


def test_the_list_is_a_spreadsheet_too(cast: Town, case: Case, lock: Veto, as_worker: Any) -> None:
    def rows(worker: Worker) -> list[Any]:
        answer = as_worker(worker).get(f"{LIST}xlsx/")
        return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))[1:]

    [row] = rows(cast.halina)
    assert (row[0], row[4]) == ("ograniczenie przetwarzania (art. 18)", "Anna Lis")
    assert rows(cast.anna) == rows(cast.wanda) == []


def test_no_word_of_the_closed_file_stands_in_the_list(cast: Town, case: Case, lock: Veto, as_worker: Any) -> None:
    halina = as_worker(cast.halina)
    for address in (LIST, f"{LIST}{lock.pk}/"):
        text = halina.get(address).content.decode()
        assert "Lipa" not in text
        assert case.number not in text
        assert case.ref not in text


def test_who_may_lift_nothing_finds_an_empty_list_and_no_such_lock(cast: Town, lock: Veto, as_worker: Any) -> None:
    for worker in (cast.iga, cast.piotr, cast.wanda):
        browser = as_worker(worker)
        assert f"{LIST}{lock.pk}/" not in browser.get(LIST).content.decode()
        assert browser.get(f"{LIST}{lock.pk}/").status_code == 404
        assert browser.post(f"{LIST}{lock.pk}/", {"once": "c"}).status_code == 404
    assert Veto.objects.get(pk=lock.pk).valid_to > MONDAY


def test_nobody_lifts_a_lock_that_binds_himself(cast: Town, case: Case, as_worker: Any) -> None:
    lock = hide_from(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.halina.user.pk)
    halina = as_worker(cast.halina)
    assert f"{LIST}{lock.pk}/" not in halina.get(LIST).content.decode()
    assert halina.post(f"{LIST}{lock.pk}/", {"once": "e"}).status_code == 404
    other = hide_from(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.iga.user.pk)
    assert halina.post(f"{LIST}{other.pk}/", {"once": "f"}).status_code == 303
