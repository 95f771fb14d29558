"""Key workers are told of consents that end within 30 days: once, unless the person agreed anew."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.consents import actions
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed
from kooperacja.notices.models import Notice
from tests.cast import Town
from tests.consents.conftest import Give

CALENDAR = Actor.system("calendar")
LAST = date(2026, 12, 31)


def told() -> list[int]:
    return list(Notice.objects.filter(code="consent.expires").values_list("user_id", flat=True))


def test_the_key_worker_is_told_thirty_days_before_and_once(cast: Town, give: Give, at_monday: Any) -> None:
    give(until=LAST)
    assert (actions.warn_expiring(actor=CALENDAR), told()) == (0, [])
    at_monday.move_to(now() + timedelta(days=30))
    assert (actions.warn_expiring(actor=CALENDAR), told()) == (1, [cast.anna.user.pk])
    assert (actions.warn_expiring(actor=CALENDAR), told()) == (0, [cast.anna.user.pk])


def test_a_consent_given_anew_is_not_warned_of(give: Give, at_monday: Any) -> None:
    give(until=LAST)
    at_monday.move_to(now() + timedelta(days=40))
    give(until=date(2027, 6, 30))
    assert actions.warn_expiring(actor=CALENDAR) == 0


def test_nobody_but_the_calendar_warns(cast: Town) -> None:
    with pytest.raises(NotAllowed):
        actions.warn_expiring(actor=cast.halina.actor)
