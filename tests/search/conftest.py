"""What the questions are asked about: the Malinowscy, notes about them, a referral, and a family next door."""

from typing import Any

import pytest

from kooperacja.cases.actions import add_member, open_case, write_note
from kooperacja.cases.models import Case
from tests.api.conftest import program
from tests.cases.conftest import case, family
from tests.cast import MONDAY, Town
from tests.referrals import story
from tests.replay import retold

__all__ = ["case", "family", "known", "program"]

NOTES = (
    ("family", "Babcia mówiła o chorobach serca i o długach za czynsz. Lodówka była pusta."),
    ("health", "Matka leczy się na depresję w poradni w Łomży."),
)


@pytest.fixture
@retold
def known(cast: Town, case: Case, family: dict[str, Any]) -> Case:
    """Beside the Malinowscy: their notes, a second family, a signal of the school, a record of the county centre."""
    anna = cast.anna.actor
    for category, text in NOTES:
        write_note(actor=anna, case=case, kind="visit", happened_on=MONDAY.date(), category=category, text=text)
    second = _opened(cast.anna, "Żołnierz", "Święta Góra", "MOPS/2026/0042")
    add_member(actor=anna, case=second, first_name="Łucja", last_name="Żołnierz", kinship="mother")
    theirs = _opened(cast.olga, "Malinowscy", "Brzezin")
    add_member(actor=cast.olga.actor, case=theirs, first_name="Zenobia", last_name="Malinowska", kinship="mother")
    story.sent(cast)
    return case


def _opened(worker: Any, name: str, place: str, external: str = "") -> Case:
    return open_case(
        actor=worker.actor,
        family_name=name,
        place=place,
        external_number=external,
        learned_on=MONDAY.date(),
        key_worker_id=worker.user.pk,
    )
