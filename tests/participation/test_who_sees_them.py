"""An answer about taking part tells „why can I see this” and „who sees this”, and names nobody."""

from typing import Any

import pytest

from kooperacja.cases.models import Case
from kooperacja.participation.actions import Said, record_answers
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town


@pytest.mark.once
def test_its_worker_is_told_and_a_stranger_finds_nothing(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    said = [Said(family["Marta"], "yes")]
    [row] = record_answers(actor=cast.anna.actor, case=case, said=said, said_on=MONDAY.date(), medium="paper")
    for question in ("dlaczego", "kto-widzi"):
        answer = as_worker(cast.anna).get(f"/{question}/participation/{row.pk}/")
        assert answer.status_code == 200
        assert "Malinowsk" not in answer.content.decode()
        assert as_worker(cast.jan).get(f"/{question}/participation/{row.pk}/").status_code == 404
