"""The list of agreements: open to everybody who is signed in, filtered, sorted, taken away."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement
from tests.cast import MONDAY, Town
from tests.statements import at_most


def shown(browser: Any, address: str = "/porozumienia/") -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def rows(page: str) -> str:
    return page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0] if "<tbody>" in page else ""


@pytest.mark.parametrize("who", ["anna", "piotr", "jan", "grazyna", "filip"])
def test_everybody_who_is_signed_in_reads_it(cast: Town, as_worker: Any, who: str) -> None:
    page = shown(as_worker(getattr(cast, who)))
    assert "Porozumienie o współpracy PZK Wierzbowo" in page
    assert "podpisało 6 z 7" in page
    assert "Przygotuj porozumienie" not in page


def test_nobody_reads_it_without_signing_in(client: Any, cast: Town) -> None:
    for path in ("", "xlsx/", "nowe/", "pzkwrzbw2026/"):
        assert client.get(f"/porozumienia/{path}")["Location"].startswith("/logowanie/")


def test_a_coordinator_may_begin_a_new_one(cast: Town, as_worker: Any) -> None:
    assert "Przygotuj porozumienie" in shown(as_worker(cast.ewa))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=swietlicy", "o świetlicy"),
        ("q=1/2026", "PZK"),
        ("state=in_force", "PZK"),
        ("state=draft", "o świetlicy"),
        ("state=terminated", ""),
        ("state=partly_signed", ""),
        ("state=expiring", ""),
    ],
)
def test_filters_narrow_it(cast: Town, draft: Agreement, as_worker: Any, query: str, found: str) -> None:
    table = rows(shown(as_worker(cast.anna), f"/porozumienia/?{query}"))
    assert found in table
    assert table.count("<tr>") == (1 if found else 0)


def test_the_link_from_an_institution_shows_its_own(cast: Town, draft: Agreement, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert rows(shown(browser, f"/porozumienia/?institution={cast.at('mostek').pk}")).count("<tr>") == 2
    assert rows(shown(browser, f"/porozumienia/?institution={cast.at('pup').pk}")).count("<tr>") == 1


def test_an_institution_without_agreements_has_an_empty_list(cast: Town, as_worker: Any) -> None:
    Agreement.objects.get().parties.filter(institution=cast.at("ppp")).delete()
    page = shown(as_worker(cast.anna), f"/porozumienia/?institution={cast.at('ppp').pk}")
    assert "Żadne porozumienie nie pasuje" in page
    assert rows(page) == ""


@pytest.mark.parametrize("query", ["state=castle", "sort=password", "after=9999", "after=x"])
def test_a_forged_filter_filters_nothing(cast: Town, as_worker: Any, query: str) -> None:
    assert "1 porozumienie" in shown(as_worker(cast.anna), f"/porozumienia/?{query}")


def test_the_calendar_is_told_beside_the_state(cast: Town, as_worker: Any, time_machine: Any) -> None:
    time_machine.move_to(MONDAY)
    row, browser = Agreement.objects.get(), as_worker(cast.anna)
    for until, told in (
        (MONDAY.date() - timedelta(days=1), "Wygasłe"),
        (MONDAY.date() + timedelta(days=1), "został 1 dzień"),
    ):
        Agreement.objects.filter(pk=row.pk).update(valid_until=until)
        assert told in rows(shown(browser))
    assert rows(shown(browser, "/porozumienia/?state=expired")) == ""
    Agreement.objects.filter(pk=row.pk).update(valid_on=date(2027, 1, 1), valid_until=None)
    assert "Jeszcze nie obowiązuje" in rows(shown(browser))
    assert "bezterminowo" in rows(shown(browser))


def test_it_is_sorted_as_asked(cast: Town, draft: Agreement, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert "świetlicy" in rows(shown(browser)).split("</tr>")[0]
    assert "PZK" in rows(shown(browser, "/porozumienia/?sort=-title")).split("</tr>")[0]


def test_the_spreadsheet_holds_the_same_rows_as_texts(cast: Town, as_worker: Any) -> None:
    actions.draft_agreement(actor=cast.ewa.actor, title='=HYPERLINK("x")', subject="<script>")
    response = as_worker(cast.anna).get("/porozumienia/xlsx/?state=draft")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert sheet["A1"].value == "Tytuł"
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["C2"].value) == ('=HYPERLINK("x")', "s", "Wersja robocza")
    assert sheet.max_row == 2


def test_the_number_of_statements_does_not_grow(cast: Town, as_worker: Any) -> None:
    for number in range(20):
        row = actions.draft_agreement(actor=cast.ewa.actor, title=f"Porozumienie {number}")
        actions.add_party(actor=cast.ewa.actor, agreement=row, institution=cast.at("school"))
    browser = as_worker(cast.anna)
    with at_most(12):
        browser.get("/porozumienia/")
