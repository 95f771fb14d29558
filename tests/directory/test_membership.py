"""Who acts for an institution, from when, until when, and who records it."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.directory.actions import add_unit, join, leave
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.directory.queries import acting_membership, memberships_of
from kooperacja.foundation.clock import day_start, now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.cast import Town, Worker


def enrol(cast: Town, by: Worker, **facts: Any) -> Membership:
    usual: dict[str, Any] = {
        "user_id": cast.grazyna.user.pk,
        "institution": cast.at("gops"),
        "role": Role.TEAM_MEMBER,
        "title": "wolontariuszka",
    }
    return join(actor=by.actor, **{**usual, **facts})


def test_a_manager_records_a_worker_from_now(cast: Town) -> None:
    row = enrol(cast, cast.halina)
    assert row in memberships_of(cast.grazyna.user.pk)
    assert row.recorded_by == cast.halina.user.pk


def test_a_later_day_waits_for_its_morning(cast: Town) -> None:
    tomorrow = (now() + timedelta(days=2)).date()
    row = enrol(cast, cast.halina, since=tomorrow)
    assert row.valid_from == day_start(tomorrow)
    assert row not in memberships_of(cast.grazyna.user.pk)


def test_an_earlier_day_is_never_backdated(cast: Town) -> None:
    started = now()
    assert enrol(cast, cast.halina, since=date(2020, 1, 1)).valid_from >= started


def test_the_same_role_is_not_recorded_twice(cast: Town) -> None:
    enrol(cast, cast.halina)
    with pytest.raises(RuleBroken) as refused:
        enrol(cast, cast.halina)
    assert refused.value.code == "membership.doubled"


@pytest.mark.parametrize("who", ["anna", "ewa", "wanda", "filip"])
def test_only_the_manager_of_the_institution_records(cast: Town, who: str) -> None:
    """I15."""
    with pytest.raises(NotAllowed) as refused:
        enrol(cast, getattr(cast, who))
    assert refused.value.code == "membership.not_manager"


def test_nobody_records_his_own(cast: Town) -> None:
    with pytest.raises(NotAllowed) as refused:
        enrol(cast, cast.halina, user_id=cast.halina.user.pk, role=Role.SYSTEM_ADMIN)
    assert refused.value.code == "membership.own"


def test_a_unit_of_another_institution_is_refused(cast: Town) -> None:
    unit = add_unit(actor=cast.wanda.actor, institution=cast.at("school"), name="Świetlica")
    with pytest.raises(RuleBroken) as refused:
        enrol(cast, cast.halina, unit=unit)
    assert refused.value.code == "membership.unit"


def test_an_invented_role_is_refused(cast: Town) -> None:
    with pytest.raises(RuleBroken) as refused:
        enrol(cast, cast.halina, role="king")
    assert refused.value.field == "role"


def test_who_leaves_acts_for_nobody_from_now(cast: Town) -> None:
    """I14."""
    leave(actor=cast.jan.actor, membership=cast.jan.membership, reason="przeniesienie")
    assert acting_membership(cast.jan.user.pk, cast.jan.membership.pk) is None


def test_leaving_needs_a_reason(cast: Town) -> None:
    with pytest.raises(RuleBroken):
        leave(actor=cast.halina.actor, membership=cast.anna.membership, reason=" ")


def test_a_manager_ends_memberships_of_the_own_institution_only(cast: Town) -> None:
    leave(actor=cast.halina.actor, membership=cast.anna.membership, reason="koniec umowy")
    with pytest.raises(NotAllowed):
        leave(actor=cast.halina.actor, membership=cast.piotr.membership, reason="koniec umowy")


def test_a_membership_ends_once(cast: Town) -> None:
    leave(actor=cast.halina.actor, membership=cast.anna.membership, reason="koniec umowy")
    with pytest.raises(Conflict):
        leave(actor=cast.halina.actor, membership=cast.anna.membership, reason="koniec umowy")


def test_one_that_has_not_begun_ends_before_it_begins(cast: Town) -> None:
    row = enrol(cast, cast.halina, since=(now() + timedelta(days=9)).date())
    leave(actor=cast.halina.actor, membership=row, reason="nie podjęła pracy")
    assert row.valid_from == row.valid_to


def test_the_only_membership_is_taken_without_asking(cast: Town) -> None:
    assert acting_membership(cast.anna.user.pk, None) == cast.anna.membership
    enrol(cast, cast.halina)
    assert acting_membership(cast.grazyna.user.pk, None) is None
