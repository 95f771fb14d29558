"""Who stands in for the worker of a referral has it among his tasks, and reports it done."""

import pytest
import time_machine

from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.clock import day_end, day_start
from kooperacja.foundation.errors import NotAllowed, NotFound
from kooperacja.referrals.actions import report_done
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries import get_side, late, waiting
from tests.cast import Town, Worker
from tests.handover.conftest import FIRST, HELP, LAST, arrange
from tests.referrals import story


@pytest.fixture
def side(cast: Town, at_monday: object) -> Side:
    row = story.assigned(cast)
    arrange(cast.anna, cast.anna, {row.anchor_id: cast.iga.user.pk})
    return row


def tasks(worker: Worker) -> list[str]:
    with snapshot():
        found = [*late(worker.actor, HELP), *waiting(worker.actor, HELP)]
    return [task.row.ref for task in found if task.icon == "run"]


def test_the_task_is_the_substitutes_for_these_days_and_still_the_absent_workers(cast: Town, side: Side) -> None:
    assert tasks(cast.iga) == []
    with time_machine.travel(day_start(FIRST), tick=False):
        assert tasks(cast.iga) == tasks(cast.anna) == [side.referral.ref]
    with time_machine.travel(day_end(LAST), tick=False):
        assert tasks(cast.iga) == []


def test_the_substitute_reports_it_done_and_only_then(cast: Town, side: Side) -> None:
    with pytest.raises(NotFound):
        get_side(cast.iga.actor, side.referral.ref, HELP)
    with time_machine.travel(day_start(FIRST), tick=False):
        mine = get_side(cast.iga.actor, side.referral.ref, HELP)
        report_done(actor=cast.iga.actor, side=mine, text="Rodzina dostała pomoc.")
        assert mine.referral.state == "answered"


def test_a_member_of_the_team_who_stands_in_for_nobody_does_not(cast: Town, side: Side) -> None:
    from kooperacja.access.actions import appoint
    from kooperacja.access.models import Capacity

    keys = {"user_id": cast.iga.user.pk, "institution_id": cast.at("gops").pk, "capacity": Capacity.TEAM}
    appoint(cast.anna.actor, anchor=side.anchor, **keys)
    mine = get_side(cast.iga.actor, side.referral.ref, HELP)
    with pytest.raises(NotAllowed):
        report_done(actor=cast.iga.actor, side=mine, text="x")
