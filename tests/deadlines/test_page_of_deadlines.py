"""What each of the cast finds among the deadlines: by day, his own, and nothing of a closed file."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine

from kooperacja.access.actions import declare_conflict
from kooperacja.agreements.models import Agreement
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town
from tests.statements import at_most

pytestmark = pytest.mark.usefixtures("at_monday")
Browser = Callable[..., Any]


def page(browser: Any, query: str = "") -> str:
    answer = browser.get(f"/terminy/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_interview_stands_on_its_day_and_in_the_month(cast: Town, case: Case, as_worker: Browser) -> None:
    """Scenario G.1, step 2: 14 working days from Monday, with 11 November: Monday 23 November."""
    text = page(as_worker(cast.anna))
    assert "Przeprowadź rodzinny wywiad środowiskowy" in text
    assert f"/rodziny/{case.ref}/" in text
    assert '<a href="?dzien=2026-11-23"><b>23</b>' in text
    assert "Listopad 2026" in text


def test_a_day_is_asked_for_alone(cast: Town, case: Case, as_worker: Browser) -> None:
    anna = as_worker(cast.anna)
    assert case.number in page(anna, "?dzien=2026-11-23")
    other = page(anna, "?dzien=2026-11-24")
    assert case.number not in other
    assert "Tego dnia nic nie ma terminu" in other
    assert "Grudzień 2026" in page(anna, "?miesiac=2026-12")


@pytest.mark.parametrize("query", ["?dzien=wczoraj", "?miesiac=2026-13", "?dzien=2026-02-30&miesiac=x"])
def test_what_is_no_day_is_as_if_not_asked(cast: Town, case: Case, as_worker: Browser, query: str) -> None:
    assert case.number in page(as_worker(cast.anna), query)


def test_what_is_late_comes_first_with_how_late_it_is(cast: Town, case: Case, as_worker: Browser) -> None:
    with time_machine.travel(MONDAY + timedelta(days=23), tick=False):
        text = page(as_worker(cast.anna))
    assert "2 dni robocze po terminie" in text.partition('id="late"')[2]


def test_somebody_else_finds_nothing_of_it(cast: Town, case: Case, as_worker: Browser) -> None:
    for stranger in (cast.iga, cast.jan, cast.olga):
        text = page(as_worker(stranger))
        assert case.number not in text
        assert "Nic nie ma teraz terminu" in text


def test_a_file_that_is_closed_to_its_reader_takes_its_deadline_along(
    cast: Town, case: Case, as_worker: Browser
) -> None:
    declare_conflict(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.anna.user.pk)
    assert case.number not in page(as_worker(cast.anna))


def test_an_agreement_that_ends_soon_stands_there_for_its_keepers(cast: Town, as_worker: Browser) -> None:
    Agreement.objects.filter(pk=cast.agreement.pk).update(valid_until=(MONDAY + timedelta(days=20)).date())
    assert "Odnów porozumienie" in page(as_worker(cast.halina))
    assert "Odnów porozumienie" not in page(as_worker(cast.anna))


def test_the_sheet_has_the_rows_of_the_page(cast: Town, case: Case, as_worker: Browser) -> None:
    answer = as_worker(cast.anna).get("/terminy/xlsx/")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[1][0].date().isoformat() == "2026-11-23"
    assert case.number in rows[1][2]


def test_the_page_takes_few_statements(cast: Town, case: Case, as_worker: Browser) -> None:
    anna = as_worker(cast.anna)
    page(anna)
    with at_most(12):
        page(anna)
