"""A case of GOPS Wierzbowo: the Malinowscy, led by Anna Lis."""

from datetime import date
from typing import Any

import pytest

from kooperacja.cases.actions import add_member, open_case
from kooperacja.cases.models import Case
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town

FAMILY = (
    ("Marta", "mother", date(1990, 5, 14), "sklep spożywczy, pół etatu", "employment"),
    ("Adam", "father", date(1987, 2, 3), "", ""),
    ("Ola", "daughter", date(2014, 3, 21), "SP Wierzbowo, klasa 6", "education"),
    ("Kuba", "son", date(2018, 7, 9), "SP Wierzbowo, klasa 2", "education"),
)


@pytest.fixture
def case(cast: Town, at_monday: Any) -> Case:
    return open_case(
        actor=cast.anna.actor,
        family_name="Malinowscy",
        place="Wierzbowo",
        learned_on=MONDAY.date(),
        key_worker_id=cast.anna.user.pk,
    )


@pytest.fixture
def family(cast: Town, case: Case) -> dict[str, Person]:
    """Marta (36), Adam (39), Ola (12) and Kuba (8)."""
    return {
        name: add_member(
            actor=cast.anna.actor,
            case=case,
            first_name=name,
            last_name="Malinowska" if name in {"Marta", "Ola"} else "Malinowski",
            born_on=born_on,
            kinship=kinship,
            occupation=occupation,
            occupation_kind=kind,
        )
        for name, kinship, born_on, occupation, kind in FAMILY
    }
