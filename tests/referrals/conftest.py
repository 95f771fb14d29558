"""A family that the welfare centre knows already, for referrals that touch a case."""

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
    """The Malinowscy of GOPS Wierzbowo, led by Anna."""
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
    ola = MALINOWSCY[2]
    person = add_member(
        actor=cast.anna.actor,
        case=case,
        first_name=ola.first_name,
        last_name=ola.last_name,
        born_on=ola.born_on,
        kinship=ola.kinship,
        occupation=ola.work,
        occupation_kind=ola.work_kind,
    )
    return {"Ola": person}
