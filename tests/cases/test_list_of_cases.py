"""The list: what each sees, filters, order, pages, the spreadsheet, the number of statements."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.actions import restrict
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import queries
from kooperacja.cases.actions import close_case, open_case, record_interview
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town, Worker
from tests.statements import counted

TODAY = MONDAY.date()
BUDGET = 12


@pytest.fixture
def cases(cast: Town, at_monday: Any) -> list[Case]:
    """Four families: three of Anna, one of Iga; the last one is closed."""
    told = (
        ("Malinowscy", "Wierzbowo", cast.anna, date(2026, 11, 2)),
        ("Żółtowscy", "Lipiny", cast.anna, date(2026, 10, 1)),
        ("Zieloni", "Zalesie", cast.iga, date(2026, 10, 30)),
        ("Olszowie", "Lipiny", cast.anna, date(2026, 9, 1)),
    )
    rows = []
    for name, place, worker, learned_on in told:
        at_monday.shift(60)
        rows.append(
            open_case(
                actor=worker.actor,
                family_name=name,
                place=place,
                learned_on=learned_on,
                key_worker_id=worker.user.pk,
                external_number="POMOST/7" if name == "Zieloni" else "",
            )
        )
    close_case(actor=cast.anna.actor, case=rows[3], close_reason="moved", closed_on=TODAY)
    return rows


def names(worker: Worker, **wanted: Any) -> list[str]:
    with snapshot():
        page = queries.case_page(worker.actor, Purpose.JOINT_HELP, queries.Wanted(**wanted))
    assert page.total.number == len(page.rows)
    return [row.family for row in page.rows]


def test_a_worker_sees_the_open_cases_of_his_own_newest_change_first(cast: Town, cases: list[Case]) -> None:
    assert names(cast.anna) == ["Żółtowscy", "Malinowscy"]
    assert names(cast.iga) == ["Zieloni"]
    assert names(cast.ewa) == []


def test_a_supervisor_sees_all(cast: Town, cases: list[Case]) -> None:
    assert names(cast.halina) == ["Zieloni", "Żółtowscy", "Malinowscy"]


def test_the_data_protection_officer_reads_numbers_and_no_names(cast: Town, cases: list[Case], as_worker: Any) -> None:
    assert names(cast.filip, state="all") == ["", "", "", ""]
    page = as_worker(cast.filip).get("/rodziny/").content.decode()
    assert "GOPS.5021.1.2026" in page
    assert "Malinowscy" not in page
    assert "nazwisko niewidoczne" in page


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"state": "closed"}, ["Olszowie"]),
        ({"state": "all", "sort": "number"}, ["Malinowscy", "Żółtowscy", "Zieloni", "Olszowie"]),
        ({"text": "zolt"}, ["Żółtowscy"]),
        ({"text": "5021.3"}, ["Zieloni"]),
        ({"text": "pomost/7"}, ["Zieloni"]),
        ({"text": "nikt"}, []),
        ({"sort": "due"}, ["Żółtowscy", "Zieloni", "Malinowscy"]),
        ({"sort": "-due"}, ["Malinowscy", "Zieloni", "Żółtowscy"]),
        ({"sort": "family"}, ["Malinowscy", "Zieloni", "Żółtowscy"]),
        ({"sort": "nonsense"}, ["Malinowscy", "Żółtowscy", "Zieloni"]),
    ],
)
def test_filters_and_orders(cast: Town, cases: list[Case], wanted: dict[str, Any], expected: list[str]) -> None:
    assert names(cast.halina, **wanted) == expected


def test_by_key_worker(cast: Town, cases: list[Case]) -> None:
    assert names(cast.halina, key_worker=cast.iga.user.pk) == ["Zieloni"]


def test_a_name_that_the_reader_does_not_see_is_not_found_by_it(cast: Town, cases: list[Case]) -> None:
    assert names(cast.filip, text="malin") == []


def test_pages_by_key_have_no_gap_and_no_double(cast: Town, cases: list[Case]) -> None:
    for sort in ("family", "-due", "number", "-changed"):
        wanted = queries.Wanted(state="all", sort=sort)
        seen, after = [], ""
        with snapshot():
            while True:
                page = queries.case_page(cast.halina.actor, Purpose.JOINT_HELP, wanted, after=after, limit=1)
                seen += [row.number for row in page.rows]
                after = page.after
                if not after:
                    break
            back = queries.case_page(cast.halina.actor, Purpose.JOINT_HELP, wanted, before=page.before, limit=1)
        assert len(seen) == len(set(seen)) == 4
        assert [row.number for row in back.rows] == seen[2:3]


def test_the_spreadsheet_holds_the_rows_of_the_list(cast: Town, cases: list[Case], as_worker: Any) -> None:
    record_interview(actor=cast.anna.actor, case=cases[0], version=1, done_on=TODAY)
    answer = as_worker(cast.halina).get("/rodziny/xlsx/?state=open&sort=number")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "Numer"
    assert [row[2] for row in rows[1:]] == ["Malinowscy", "Żółtowscy", "Zieloni"]
    assert rows[1][7].date() == TODAY
    assert "Malinowscy" not in answer["Content-Disposition"]


def test_a_formula_stays_a_text_in_the_spreadsheet(cast: Town, at_monday: Any, as_worker: Any) -> None:
    open_case(actor=cast.anna.actor, family_name="=1+1", learned_on=TODAY, key_worker_id=cast.anna.user.pk)
    sheet = load_workbook(BytesIO(as_worker(cast.anna).get("/rodziny/xlsx/").content)).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


def test_a_late_interview_says_so_in_working_days(cast: Town, cases: list[Case], as_worker: Any) -> None:
    page = as_worker(cast.anna).get("/rodziny/").content.decode()
    assert "za 14 dni roboczych" in page
    assert "8 dni roboczych po terminie" in page


def test_a_long_list_is_counted_up_to_a_limit(
    cast: Town, cases: list[Case], as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kooperacja.access.visible.COUNT_LIMIT", 2)
    assert "ponad 2 rodzin" in as_worker(cast.halina).get("/rodziny/").content.decode()


def test_an_empty_list_says_what_to_do(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert "Nie masz jeszcze żadnej rodziny" in browser.get("/rodziny/").content.decode()
    assert "Pokaż wszystkie rodziny" in browser.get("/rodziny/?q=kowalscy").content.decode()


@pytest.mark.parametrize(
    "query", ["after=zzz", "before=W10", "state=burnt", "worker=x", "sort=;drop", "sort=number&after=WyJ4Il0"]
)
def test_a_forged_address_opens_nothing_and_breaks_nothing(
    cast: Town, cases: list[Case], as_worker: Any, query: str
) -> None:
    assert as_worker(cast.anna).get(f"/rodziny/?{query}").status_code in {200, 422}


def test_a_restricted_case_stays_in_the_key_workers_list_and_says_so(
    cast: Town, cases: list[Case], as_worker: Any
) -> None:
    restrict(cast.anna.actor, anchor_id=cases[0].anchor_id)
    restrict(cast.anna.actor, anchor_id=cases[0].subject_id)
    assert names(cast.halina) == ["Zieloni", "Żółtowscy"]
    assert "Ograniczone przetwarzanie" in as_worker(cast.anna).get("/rodziny/").content.decode()


def test_the_list_keeps_its_budget_of_statements(cast: Town, cases: list[Case], as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    browser.get("/rodziny/")
    with counted() as captured:
        browser.get("/rodziny/?q=o&state=all")
    asked = [one for one in captured if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(asked) <= BUDGET, "\n".join(asked)
