"""A side has the deadline and the state of its referral, whoever writes them: the database sees to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kooperacja.access.permit import permit
from kooperacja.cases.models import NO_DATE
from kooperacja.referrals import actions
from kooperacja.referrals.models import Party, Referral, Side
from tests.cast import Town
from tests.referrals.story import accepted, assigned, drafted, received, sent, side_of

OTHER_DAY = date(2026, 12, 24)


def copies(side: Side) -> list[tuple[date, str]]:
    with permit():
        return list(Side._base_manager.filter(referral=side.referral_id).values_list("due_on", "referral_state"))


def strays() -> int:
    """Sides that differ from their referral."""
    same = Q(due_on=F("referral__due_on"), referral_state=F("referral__state"))
    with permit():
        return Side._base_manager.exclude(same).count()


@pytest.mark.parametrize("told", [drafted, sent, received, accepted, assigned])
def test_each_step_is_on_both_sides(cast: Town, at_monday: Any, told: Callable[[Town], Side]) -> None:
    side = told(cast)
    assert copies(side) == [(side.referral.due_on, side.referral.state)] * (1 if told is drafted else 2)
    assert strays() == 0


def test_a_referral_that_ended_has_no_deadline_on_its_sides(cast: Town, at_monday: Any) -> None:
    side = assigned(cast)
    actions.report_done(actor=cast.anna.actor, side=side, text="Asystent rodziny.")
    actions.confirm(actor=cast.piotr.actor, side=side_of(cast.piotr, side))
    assert copies(side) == [(NO_DATE, "closed")] * 2


def test_a_statement_that_changes_the_referral_changes_its_sides(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    Referral._base_manager.filter(pk=side.referral_id).update(due_on=OTHER_DAY)
    assert copies(side) == [(OTHER_DAY, "sent")] * 2


@pytest.mark.parametrize("wrong", [{"due_on": OTHER_DAY}, {"referral_state": "closed"}])
def test_a_side_cannot_depart_from_its_referral(cast: Town, at_monday: Any, wrong: dict[str, Any]) -> None:
    side = sent(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Side._base_manager.filter(pk=side.pk).update(**wrong)
    assert strays() == 0


def test_a_new_side_with_a_wrong_copy_is_refused(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    label = {"owner": side.owner, "anchor": side.anchor, "subject": side.subject, "category": side.category, "level": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Side(**label, referral=side.referral, party=Party.ADDRESSEE, due_on=OTHER_DAY).save(force_insert=True)
