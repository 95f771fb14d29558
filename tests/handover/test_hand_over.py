"""Files change hands for good: a leaver's, a colleague's, many at once; and those that nobody leads."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.actions import declare_conflict, end_authorisations
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.queries import appointed, key_worker_of
from kooperacja.access.snapshot import snapshot
from kooperacja.accounts.models import User
from kooperacja.cases.actions import appoint_worker
from kooperacja.cases.models import Case
from kooperacja.desk.actions import end_membership
from kooperacja.directory.kinds import Role
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.handover.actions import hand_over, take
from kooperacja.handover.queries.left import for_good, unattended
from kooperacja.notices.models import Notice
from kooperacja.referrals.queries import get_side
from tests.cast import MONDAY, Town, Worker, enrol
from tests.handover.conftest import HELP, arrange, sees, standing, team
from tests.referrals import story
from tests.statements import counted

Family = Callable[..., Case]


def pass_on(cast: Town, chosen: dict[int, int], reason: str = "load", by: str = "halina") -> int:
    actor, anna = cast.workers[by].actor, cast.anna.user.pk
    return hand_over(actor=actor, worker_id=anna, reason=reason, chosen=chosen)


def leave(cast: Town, worker: Worker, **how: Any) -> None:
    end_membership(actor=cast.halina.actor, membership=worker.membership, reason="koniec umowy", **how)


def test_a_colleague_leads_from_now_and_the_earlier_one_stays_in_the_team(cast: Town, family_of: Family) -> None:
    one, two = family_of(cast.anna), family_of(cast.anna, "Łoś")
    assert pass_on(cast, {one.anchor_id: cast.iga.user.pk, two.anchor_id: cast.ewa.user.pk}) == 2
    assert team(one) == {("Iga Klon", "key_worker", False), ("Anna Lis", "team", False)}
    assert key_worker_of(two.anchor_id) == cast.ewa.user.pk
    told = Notice.objects.filter(code="handover.given").values_list("user_id", flat=True)
    assert sorted(told) == sorted(worker.user.pk for worker in (cast.anna, cast.iga, cast.ewa))


@pytest.mark.parametrize("reason", ["leaving", "wish"])
def test_who_leaves_or_is_not_wanted_keeps_no_part_in_it(cast: Town, case: Case, reason: str) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    pass_on(cast, {case.anchor_id: cast.iga.user.pk}, reason)
    assert team(case) == {("Iga Klon", "key_worker", False)}


def test_a_referral_in_progress_goes_with_its_file_and_keeps_its_deadline(cast: Town, at_monday: object) -> None:
    side = story.assigned(cast)
    due = side.referral.due_on
    pass_on(cast, {side.anchor_id: cast.iga.user.pk}, "leaving")
    mine = get_side(cast.iga.actor, side.referral.ref, HELP)
    assert (mine.referral.assigned_to_id, mine.referral.due_on) == (cast.iga.user.pk, due)
    assert mine.referral.state == "in_progress"


def test_a_substitution_for_a_file_that_changed_hands_is_over(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.ewa.user.pk})
    pass_on(cast, {case.anchor_id: cast.iga.user.pk})
    row = Appointment.objects.get(instead_of__isnull=False)
    assert row.valid_to == row.valid_from


def test_refusals_change_nothing(cast: Town, family_of: Family) -> None:
    one, two = family_of(cast.anna), family_of(cast.anna, "Łoś")
    both = {one.anchor_id: cast.iga.user.pk, two.anchor_id: cast.iga.user.pk}
    with pytest.raises(NotAllowed):
        pass_on(cast, both, by="iga")
    with pytest.raises(RuleBroken, match="Wybierz, dlaczego"):
        pass_on(cast, both, "nuda")
    with pytest.raises(Conflict, match="Lista zmieniła się"):
        pass_on(cast, {**both, 987654: cast.iga.user.pk})
    declare_conflict(cast.halina.actor, anchor_id=two.anchor_id, user_id=cast.iga.user.pk)
    with pytest.raises(RuleBroken, match="konflikt interesów"):
        pass_on(cast, both)
    end_authorisations(cast.halina.actor, user_id=cast.ewa.user.pk, institution_id=cast.at("gops").pk)
    with pytest.raises(RuleBroken, match="Ewa Dąb: brak upoważnienia"):
        pass_on(cast, {one.anchor_id: cast.ewa.user.pk})
    assert {key_worker_of(case.anchor_id) for case in (one, two)} == {cast.anna.user.pk}


def test_many_files_cost_no_more_statements_than_two(cast: Town, family_of: Family) -> None:
    def cost(number: int) -> int:
        chosen = {family_of(cast.anna).anchor_id: cast.iga.user.pk for _one in range(number)}
        with counted() as sent:
            assert pass_on(cast, chosen) == number
        return len(sent)

    assert cost(2) == cost(12)


# ---- Who leaves


def test_nobody_leaves_with_files_in_his_name(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken, match="Ten pracownik prowadzi 1 sprawę") as refusal:
        leave(cast, cast.anna)
    assert refusal.value.code == "worker.files_left"
    duty = Appointment.objects.get(user=cast.anna.user, capacity=Capacity.INTAKE)
    pass_on(cast, dict.fromkeys((case.anchor_id, duty.anchor_id), cast.iga.user.pk), "leaving")
    leave(cast, cast.anna)
    assert sees(cast.anna, MONDAY) == set()
    assert sees(cast.iga, MONDAY) == {case.number}


def test_files_of_one_who_left_at_once_wait_for_who_supervises(cast: Town, family_of: Family) -> None:
    one, two = family_of(cast.anna), family_of(cast.iga, "Łoś")
    side = story.assigned(cast)
    leave(cast, cast.anna, at_once=True)
    with snapshot():
        found = unattended(cast.halina.actor)
        assert {file.anchor_id for file in found.files} == {one.anchor_id, side.anchor_id}
        assert {file.led_by for file in found.files} == {"Anna Lis"}
        assert found.number_hidden == 0
    with pytest.raises(NotAllowed), snapshot():
        unattended(cast.iga.actor)
    assert take(actor=cast.halina.actor, chosen={file.anchor_id: cast.iga.user.pk for file in found.files}) == 2
    assert {key_worker_of(place) for place in (one.anchor_id, two.anchor_id)} == {cast.iga.user.pk}
    assert get_side(cast.iga.actor, side.referral.ref, HELP).referral.assigned_to_id == cast.iga.user.pk
    with snapshot():
        assert unattended(cast.halina.actor).files == ()
    with pytest.raises(Conflict):
        take(actor=cast.halina.actor, chosen={one.anchor_id: cast.ewa.user.pk})


def test_an_administrator_who_sees_no_family_cannot_orphan_one_unseen(cast: Town, case: Case) -> None:
    user = User.objects.create_user("admin@gops.example", full_name="Adam Klucz")
    admin = enrol(user, cast.at("gops"), Role.SYSTEM_ADMIN, title="administrator")
    how: dict[str, Any] = {"actor": admin.actor, "membership": cast.anna.membership, "reason": "koniec umowy"}
    with pytest.raises(RuleBroken, match="prowadzi 1 sprawę"):
        end_membership(**how)
    end_membership(**how, at_once=True)
    assert [row.user_id for row in Notice.objects.filter(code="handover.left")] == [cast.halina.user.pk]


def test_files_that_are_closed_to_who_supervises_are_told_as_a_number(cast: Town, case: Case) -> None:
    declare_conflict(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.halina.user.pk)
    with snapshot():
        handing = for_good(cast.halina.actor, cast.anna.user.pk)
        assert case.anchor_id not in {file.anchor_id for file in handing.files}
        assert handing.number_hidden == 1
    leave(cast, cast.anna, at_once=True)
    with snapshot():
        found = unattended(cast.halina.actor)
        assert (found.files, found.number_hidden) == ((), 1)


def test_who_goes_on_in_another_post_keeps_files_and_stands_in(cast: Town, family_of: Family) -> None:
    mine, hers = family_of(cast.anna), family_of(cast.iga, "Łoś")
    arrange(cast.iga, cast.iga, {hers.anchor_id: cast.anna.user.pk})
    enrol(cast.anna.user, cast.at("gops"), Role.TEAM_COORDINATOR, title="koordynator")
    leave(cast, cast.anna)
    row = Appointment.objects.get(instead_of__isnull=False)
    assert row.valid_to > row.valid_from
    assert key_worker_of(mine.anchor_id) == cast.anna.user.pk


def test_for_whom_a_leaver_stood_in_nobody_does_any_more(cast: Town, family_of: Family) -> None:
    mine = family_of(cast.iga)
    arrange(cast.iga, cast.iga, {mine.anchor_id: cast.anna.user.pk})
    leave(cast, cast.anna)
    row = Appointment.objects.get(instead_of__isnull=False)
    assert row.valid_to == row.valid_from
    assert standing() == 1
    assert {one.user_id for one in appointed([mine.anchor_id])} == {cast.iga.user.pk}
