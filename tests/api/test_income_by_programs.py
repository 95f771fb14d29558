"""Programs ask the income help as people do, and nothing is kept."""

from typing import Any

import pytest

from kooperacja.audit.models import Once
from tests.cast import Town

ASKED = {
    "people": 4,
    "day": "2026-11-02",
    "receipts": [
        {"person": 1, "kind": "employment", "amount": "2100.00"},
        {"person": 1, "kind": "farm", "amount": "1.20"},
    ],
}


def test_a_program_gets_the_steps_and_is_told_that_it_is_no_decision(cast: Town, program: Any) -> None:
    answer = program(cast.anna).post("/income/check", ASKED, Idempotency_Key="1")
    told = answer.json()
    assert answer.status_code == 200
    assert told["notice"] == "To nie jest decyzja."
    assert (told["total"], told["per_person"]) == ("2650.80", "662.70")
    first = told["comparisons"][0]
    assert (first["percent"], first["is_law"], first["difference"], first["is_within"]) == (100, True, "641.20", True)
    assert [one["is_law"] for one in told["comparisons"][1:]] == [False, False, False]
    assert told["table"]["valid_from"] == "2025-01-01"
    assert not Once.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"people": 0},
        {"people": 10**12},
        {"people": "4"},
        {"day": "2021-12-31"},
        {"receipts": [{"kind": "other", "amount": "-1"}]},
        {"receipts": [{"kind": "other", "amount": "1e9999999"}]},
        {"receipts": [{"kind": "other", "amount": "NaN"}]},
        {"receipts": [{"kind": "other", "amount": "1000000000000"}]},
        {"receipts": [{"kind": "lottery", "amount": "1"}]},
        {"receipts": [{"kind": "other", "amount": "1", "name": "Marta"}]},
        {"receipts": [{"kind": "other", "amount": "1"}] * 500},
    ],
)
def test_what_cannot_be_reckoned_is_a_problem_in_words(cast: Town, program: Any, changed: dict[str, Any]) -> None:
    answer = program(cast.anna).post("/income/check", ASKED | changed)
    assert answer.status_code == 422
    assert answer.json()["detail"]
