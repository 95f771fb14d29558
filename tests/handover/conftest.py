"""Files of Anna Lis at GOPS Wierzbowo, and colleagues who take them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from kooperacja.access.models import Appointment
from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.actions import open_case
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_rows
from kooperacja.cases.queries.listing import Wanted
from kooperacja.handover import actions
from tests.cast import MONDAY, Town, Worker

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 13)
DAYS: dict[str, Any] = {"since": FIRST, "until": LAST}
HELP = "joint_help"


@pytest.fixture
def family_of(cast: Town, at_monday: Any) -> Callable[..., Case]:
    """`family_of(cast.anna, "Lis")`: a case that this worker leads."""

    def make(worker: Worker, name: str = "Sarna") -> Case:
        return open_case(actor=worker.actor, family_name=name, learned_on=MONDAY.date(), key_worker_id=worker.user.pk)

    return make


def arrange(by: Worker, absent: Worker, chosen: dict[int, int], **days: Any) -> int:
    return actions.arrange(actor=by.actor, absent_id=absent.user.pk, **(DAYS | days), chosen=chosen)


def sees(worker: Worker, instant: datetime) -> set[str]:
    """Numbers of the cases that the worker sees at an instant."""
    with time_machine.travel(instant, tick=False), snapshot():
        return {row.number for row in case_rows(worker.actor, HELP, Wanted())}


def team(case: Case) -> set[tuple[str, str, bool]]:
    rows = appointed([case.anchor_id])
    return {(row.user.full_name, row.capacity, row.instead_of_id is not None) for row in rows}


def standing() -> int:
    return Appointment.objects.filter(instead_of__isnull=False).count()
