"""A case of GOPS Wierzbowo: the Malinowscy, led by Anna Lis."""

from typing import Any

import pytest

from kooperacja.cases.actions import add_member, open_case
from kooperacja.cases.models import Case
from kooperacja.config.demo.people import MALINOWSCY
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.replay import retold


@pytest.fixture
@retold
def case(cast: Town, at_monday: Any) -> Case:
    return open_case(
        actor=cast.anna.actor,
        family_name="Malinowscy",
        place="Wierzbowo",
        learned_on=MONDAY.date(),
        key_worker_id=cast.anna.user.pk,
    )


@pytest.fixture
@retold
def family(cast: Town, case: Case) -> dict[str, Person]:
    """Marta (36), Adam (39), Ola (12) and Kuba (8)."""
    return {
        one.first_name: add_member(
            actor=cast.anna.actor,
            case=case,
            first_name=one.first_name,
            last_name=one.last_name,
            born_on=one.born_on,
            kinship=one.kinship,
            occupation=one.work,
            occupation_kind=one.work_kind,
        )
        for one in MALINOWSCY
    }
