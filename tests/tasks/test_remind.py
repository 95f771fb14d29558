"""Reminders come three working days before, on the day, three and ten days after, each to the right person only."""

from typing import Any

import pytest

from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed
from kooperacja.notices.models import Notice
from kooperacja.tasks import actions
from kooperacja.tasks.access import REMINDER_ACTOR
from tests.cast import Town
from tests.tasks.conftest import Give, side_of

MACHINE = Actor.system(REMINDER_ACTOR)


def reminded() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(code__startswith="task.remind").select_related("user").order_by("pk")
    return [(row.user.full_name, row.code.removeprefix("task.remind_")) for row in rows]


def test_each_reminder_goes_to_the_right_person_only(cast: Town, give: Give, time_machine: Any) -> None:
    """Due on Saturday 2026-12-12, so on Monday the 14th; PPP alone hears of it until it is three days late."""
    mine = give()
    actions.accept(actor=cast.ida.actor, side=side_of(cast.ida, mine))
    seen = []
    for day in ("08", "09", "10", "14", "15", "16", "17", "18"):
        time_machine.move_to(f"2026-12-{day}T05:00:00+00:00")
        assert actions.remind(actor=MACHINE) == (1 if day in {"09", "14", "17"} else 0), day
        assert actions.remind(actor=MACHINE) == 0
        seen.append(len(reminded()))
    assert seen == [0, 1, 1, 2, 2, 2, 3, 3]
    assert reminded() == [("Ida Mech", "taker"), ("Ida Mech", "taker"), ("Ewa Dąb", "coordinator")]
    time_machine.move_to("2026-12-30T05:00:00+00:00")
    actions.remind(actor=MACHINE)
    assert reminded()[3:] == [], "PPP has no manager here, so nobody else hears of it"


def test_the_manager_hears_after_ten_days_and_a_missed_reminder_is_not_sent_later(
    cast: Town, give: Give, time_machine: Any
) -> None:
    give("gops")
    time_machine.move_to("2026-12-31T05:00:00+00:00")
    assert actions.remind(actor=MACHINE) == 1
    assert reminded() == [("Halina Mróz", "manager")]


def test_what_ended_or_is_not_offered_yet_reminds_nobody(cast: Town, led: Case, give: Give, time_machine: Any) -> None:
    mine = give()
    actions.reject(actor=cast.ida.actor, side=side_of(cast.ida, mine), reason_code="not_ours")
    words = actions.Wanted("Konsultacja", cast.at("ppp").pk, mine.task.wanted_on)
    actions.prepare(actor=cast.anna.actor, case=led, wanted=words)
    time_machine.move_to("2026-12-14T05:00:00+00:00")
    assert actions.remind(actor=MACHINE) == 0
    with pytest.raises(NotAllowed):
        actions.remind(actor=cast.anna.actor)
