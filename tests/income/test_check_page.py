"""The page of the income help: what a social worker types, sees, and what stays nowhere."""

import logging
import re
from typing import Any

import pytest
from django.db import connection

from kooperacja.config.cli import main
from kooperacja.income.reckoning import MOST_LINES
from tests.cast import Town

ADDRESS = "/dochod/"
SCENARIO = {
    "day": "02.11.2026",
    "people": "4",
    "lines": "3",
    "do": "reckon",
    "person_0": "1",
    "kind_0": "employment",
    "amount_0": "2 100,00 zł",
    "person_1": "1",
    "kind_1": "farm",
    "amount_1": "1.20",
    "person_2": "1",
    "kind_2": "employment",
    "amount_2": "",
}


def words(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


@pytest.fixture
def anna(cast: Town, as_worker: Any, at_monday: Any) -> Any:
    return as_worker(cast.anna)


def test_the_scenario_is_reckoned_and_is_no_decision(anna: Any) -> None:
    answer = anna.post(ADDRESS, SCENARIO)
    told = words(answer)
    assert answer.status_code == 200
    for sentence in (
        "Poniżej kryterium o 641,20 zł",
        "To nie jest decyzja.",
        "Tabela kwot obowiązująca od 01.01.2025",
        "1,20 ha × 459,00 zł",
        "550,80 zł",
        "2650,80 zł",
        "662,70 zł",
        "3292,00 zł",
    ):
        assert sentence in told


def test_multiples_that_no_checked_act_names_are_marked(anna: Any) -> None:
    told = words(anna.post(ADDRESS, SCENARIO))
    assert told.count("to nie jest przepis ustawy") == 3
    assert "[I]" not in told


def test_a_person_alone_has_the_criterion_of_a_person_alone(anna: Any) -> None:
    told = words(anna.post(ADDRESS, SCENARIO | {"people": "1", "amount_0": "1010,01", "amount_1": ""}))
    assert "Powyżej kryterium o 0,01 zł" in told
    assert "Kryterium osoby samotnie gospodarującej 1010,00 zł" in told


def test_an_income_equal_to_the_criterion_does_not_exceed_it(anna: Any) -> None:
    told = words(anna.post(ADDRESS, SCENARIO | {"people": "1", "amount_0": "1010", "amount_1": ""}))
    assert "Dochód równy kryterium: nie przekracza go" in told


def test_the_table_of_an_earlier_day_is_used(anna: Any) -> None:
    told = words(anna.post(ADDRESS, SCENARIO | {"day": "2024-12-31"}))
    assert "Powyżej kryterium o 114,00 zł" in told
    assert "Tabela kwot obowiązująca od 01.01.2022" in told


def test_a_day_in_the_next_three_years_is_reckoned_with_a_warning(anna: Any) -> None:
    assert "Sprawdź, czy w tym dniu nie obowiązuje nowsza tabela." in words(
        anna.post(ADDRESS, SCENARIO | {"day": "2028-01-01"})
    )
    assert "nowsza tabela" not in words(anna.post(ADDRESS, SCENARIO))


@pytest.mark.parametrize(
    ("changed", "place", "sentence"),
    [
        (
            {"day": "31.12.2021"},
            "id_day_error",
            "Na ten dzień nie ma tu tabeli kwot. Pierwsza obowiązuje od 01.01.2022.",
        ),
        ({"day": "dziś"}, "id_day_error", "Wpisz dzień"),
        ({"people": "0"}, "id_people_error", "1"),
        ({"people": ""}, "id_people_error", "pole"),
        ({"people": "trzy"}, "id_people_error", "Wpisz liczbę całkowitą."),
        ({"person_0": "5"}, "id_person_0_error", "Nie ma osoby o tym numerze."),
        ({"kind_0": "lottery"}, "id_kind_0_error", "lottery"),
        ({"amount_0": "-5"}, "id_amount_0_error", "Wpisz kwotę bez minusa."),
        ({"amount_0": "dużo"}, "id_amount_0_error", "Wpisz kwotę tak: 1 234,56."),
        ({"amount_0": "1000000000000"}, "id_amount_0_error", "Sprawdź liczbę cyfr."),
        ({"amount_0": "1,234"}, "id_amount_0_error", "najwyżej cyfry w liczbie: 2"),
        ({"amount_0": "9" * 5000}, "id_amount_0_error", "40"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_is_reckoned(
    anna: Any, changed: dict[str, str], place: str, sentence: str
) -> None:
    answer = anna.post(ADDRESS, SCENARIO | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{place}"' in page
    assert sentence in words(answer)
    assert "Krok po kroku" not in page


@pytest.mark.parametrize("lines", ["500", "61", "9" * 4400])
def test_five_hundred_lines_are_refused_in_words(anna: Any, lines: str) -> None:
    answer = anna.post(ADDRESS, SCENARIO | {"lines": lines})
    assert answer.status_code == 422
    assert f"Naraz można policzyć najwyżej tyle przychodów: {MOST_LINES}." in words(answer)


def test_a_form_of_five_hundred_written_lines_is_turned_away_whole(anna: Any) -> None:
    written = {f"{column}_{n}": "1" for n in range(500) for column in ("person", "kind", "amount")}
    anna.raise_request_exception = False
    assert anna.post(ADDRESS, SCENARIO | written | {"lines": "500"}).status_code == 400


@pytest.mark.parametrize("lines", ["", "-1", "0", "٣", "x"])
def test_a_number_of_lines_that_no_page_sends_breaks_nothing(anna: Any, lines: str) -> None:
    assert anna.post(ADDRESS, SCENARIO | {"lines": lines}).status_code == 200


def test_one_more_line_keeps_what_was_typed_and_judges_nothing(anna: Any) -> None:
    answer = anna.post(ADDRESS, SCENARIO | {"do": "add", "people": "", "amount_1": "dużo"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="amount_3"' in page
    assert "dużo" in page
    assert "2 100,00 zł" in page
    assert 'class="error"' not in page


def test_htmx_gets_the_part_that_changes_alone(anna: Any) -> None:
    answer = anna.post(ADDRESS, SCENARIO, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="reckoning"')
    assert "641,20" in page
    assert "<html" not in page


def test_nothing_that_was_typed_is_stored_logged_or_put_into_an_address(
    anna: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.execute_wrapper(_only_reading):
        caplog.set_level(logging.DEBUG)
        answer = anna.post(ADDRESS, SCENARIO | {"amount_0": "1987,65"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "1987" not in caplog.text
    assert not re.search(r'href="[^"]*1987', answer.content.decode())


def _only_reading(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert "1987" not in f"{sql} {params}", "what was typed reached the database"
    return execute(sql, params, many, context)


def test_the_page_takes_few_statements(anna: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        assert anna.post(ADDRESS, SCENARIO).status_code == 200


def test_a_stranger_is_asked_to_sign_in(client: Any, db: None) -> None:
    for answer in (client.get(ADDRESS), client.post(ADDRESS, SCENARIO)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/logowanie/")


def test_the_command_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["income", "check", "--people", "4", "--day", "2026-11-02", "1:employment:2100", "1:farm:1,20"]) == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "2650,80 zł" in told
    assert "poniżej o 641,20 zł" in told
    assert "To nie jest decyzja." in told


@pytest.mark.parametrize(
    "arguments", [["--people", "0"], ["--people", "1", "--day", "2021-12-31"], ["--people", "1", "2:other:5"]]
)
def test_the_command_refuses_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["income", "check", *arguments]) == 2
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("receipt", ["2100", "1:other:dużo", "x:other:1", "1:other:-5"])
def test_the_command_explains_how_a_receipt_is_written(receipt: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["income", "check", "--people", "1", "--", receipt])
    assert end.value.code == 2
    assert capsys.readouterr().err.strip()


def test_the_file_of_a_family_leads_to_the_page_and_carries_nothing_over(anna: Any, case: Any) -> None:
    page = anna.get(f"/rodziny/{case.ref}/").content.decode()
    assert '<a href="/dochod/">Kalkulator dochodu</a>' in page
    assert not re.search(r"/dochod/[^\"]", page)
