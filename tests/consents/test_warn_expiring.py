"""Key workers are told of consents that end within 30 days: once, unless the person agreed anew."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.consents import actions
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
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


def test_before_a_minor_comes_of_age_the_key_worker_is_told_and_then_the_person_is_asked(
    cast: Town, case: Case, family: dict[str, Person], give: Give, at_monday: Any
) -> None:
    """Leon is eighteen on 10 December: what his mother signed ends the day before, and he is asked anew."""
    leon = add_member(actor=cast.anna.actor, case=case, first_name="Leon", born_on=date(2008, 12, 10), kinship="son")
    row = give(person=leon, person_agreed=True)
    assert (row.until, row.ends_at_majority) == (date(2026, 12, 9), True)
    at_monday.move_to(now() + timedelta(days=6))
    assert (actions.warn_expiring(actor=CALENDAR), told()) == (0, [])
    at_monday.move_to(now() + timedelta(days=1))
    assert (actions.warn_expiring(actor=CALENDAR), told()) == (1, [cast.anna.user.pk])
    at_monday.move_to(now() + timedelta(days=31))
    with pytest.raises(RuleBroken):
        give(person=leon, person_agreed=True)
    assert give(person=leon, signer=leon, signed_on=date(2026, 12, 10)).signed_as == "self"


def test_nobody_but_the_calendar_warns(cast: Town) -> None:
    with pytest.raises(NotAllowed):
        actions.warn_expiring(actor=cast.halina.actor)
