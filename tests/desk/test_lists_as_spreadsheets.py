"""What a list shows goes into a spreadsheet too: the same rows through the same door, and written to the trail."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from kooperacja.accounts.actions import issue_token
from kooperacja.agreements.labels import Category
from kooperacja.audit.models import Entry, Kind
from kooperacja.cases.actions import write_note
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town
from tests.documents.conftest import pdf

Send = Callable[..., str]


def rows(answer: Any) -> list[tuple[Any, ...]]:
    assert answer.status_code == 200
    return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))[1:]


def test_the_inbox_is_a_sheet_of_who_opens_it_and_empty_for_others(cast: Town, send: Send, as_worker: Any) -> None:
    send(cast.piotr, "gops")
    [row] = rows(as_worker(cast.anna).get("/skrzynka/xlsx/"))
    assert row[1:4] == ("Ola Malinowska", "Wierzbowo", "SP Wierzbowo")
    assert rows(as_worker(cast.iga).get("/skrzynka/xlsx/")) == []


def test_journal_history_files_and_locks_of_a_case_are_sheets(cast: Town, case: Case, as_worker: Any) -> None:
    anna, page = as_worker(cast.anna), f"/rodziny/{case.ref}/"
    note = {"kind": "visit", "happened_on": MONDAY.date(), "category": Category.HEALTH}
    write_note(actor=cast.anna.actor, case=case, text="=Leczenie od września.", **note)
    sent = {"file": SimpleUploadedFile("zgoda.pdf", pdf()), "about": "family", "category": "family", "once": "a"}
    assert anna.post(f"{page}pliki/", sent).status_code == 303
    lock = {"kind": "do_not_show_to", "place": case.anchor_id, "worker": cast.iga.user.pk, "once": "b"}
    assert anna.post(f"{page}blokady/nowa/", lock).status_code == 303
    assert "=Leczenie od września." in {row[5] for row in rows(anna.get(f"{page}dziennik/xlsx/"))}
    assert "Anna Lis" in {row[2] for row in rows(anna.get(f"{page}historia/xlsx/"))}
    assert [row[0] for row in rows(anna.get(f"{page}pliki/xlsx/"))] == ["zgoda.pdf"]
    [locked] = rows(anna.get(f"{page}blokady/xlsx/"))
    assert locked[2] == "Iga Klon"
    assert Entry.objects.filter(kind=Kind.READ, action="read.journal_xlsx", user_id=cast.anna.user.pk).exists()


def test_a_stranger_gets_no_sheet_of_a_case(cast: Town, case: Case, as_worker: Any) -> None:
    for part in ("dziennik", "historia", "pliki", "blokady"):
        assert as_worker(cast.jan).get(f"/rodziny/{case.ref}/{part}/xlsx/").status_code == 404


def test_the_rules_are_a_sheet_of_role_category_and_action(cast: Town, as_worker: Any) -> None:
    found = {(row[0], row[1]): row[3:6] for row in rows(as_worker(cast.jan).get("/zasady-dostepu/xlsx/"))}
    assert found["pracownik wiodący", "zdrowie"] == ("tak", "tak", "tak")
    assert found["inspektor ochrony danych", "koordynacja pomocy"] == ("tak", "tak", "nie")
    assert found["doradca", "zdrowie"] == ("nie", "nie", "nie")


def test_the_keys_are_a_sheet_without_their_secret(cast: Town, at_monday: Any, as_worker: Any) -> None:
    secret = issue_token(actor=cast.anna.actor, name="Arkusz kadr", scope="read")[1]
    [row] = rows(as_worker(cast.anna).get("/klucze/xlsx/"))
    assert row[0] == "Arkusz kadr"
    assert secret not in row
    assert rows(as_worker(cast.iga).get("/klucze/xlsx/")) == []
