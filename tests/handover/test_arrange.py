"""Standing in during a leave: who may say so, for which days, and what stands in the way."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.access.actions import declare_conflict, hide_from, seal
from kooperacja.access.models import Appointment, Authorisation, Capacity, Declaration
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import close_case
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import day_end, day_start
from kooperacja.foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from kooperacja.handover.periods import period
from kooperacja.handover.queries.substitutions import preview
from kooperacja.notices.models import Notice
from tests.cast import MONDAY, Town
from tests.handover.conftest import DAYS, FIRST, LAST, arrange, sees, standing, team
from tests.referrals import story
from tests.statements import counted

HOUR = timedelta(hours=1)
Family = Callable[..., Case]


def refused(*args: Any, **days: Any) -> str:
    with pytest.raises((RuleBroken, Conflict)) as refusal:
        arrange(*args, **days)
    assert not standing()
    return refusal.value.code


def test_the_substitute_sees_the_files_during_the_leave_and_not_before_nor_after(cast: Town, case: Case) -> None:
    assert arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk}) == 1
    start, end = day_start(FIRST), day_end(LAST)
    assert [sees(cast.iga, at) for at in (MONDAY, start, end - HOUR, end)] == [
        set(),
        {case.number},
        {case.number},
        set(),
    ]
    assert sees(cast.anna, start) == {case.number}
    with time_machine.travel(start, tick=False):
        assert team(case) == {("Anna Lis", "key_worker", False), ("Iga Klon", "key_worker", True)}


def test_everybody_whom_it_touches_is_told_once_and_the_trail_keeps_it(cast: Town, case: Case) -> None:
    arrange(cast.halina, cast.anna, {case.anchor_id: cast.iga.user.pk})
    told = Notice.objects.filter(about_kind="handover").values_list("code", "user_id")
    assert set(told) == {("handover.arranged", cast.iga.user.pk), ("handover.arranged", cast.anna.user.pk)}
    actions = list(Entry.objects.filter(action__contains="substitution").values_list("action", flat=True))
    assert sorted(actions) == ["case.substitution", "substitution.arrange"]


def test_who_supervises_and_names_himself_does_so_before_the_others_who_supervise(
    cast: Town, family_of: Family, at_monday: Any
) -> None:
    Membership.objects.filter(pk=cast.ewa.membership.pk).update(supervises=True)
    one, two = family_of(cast.anna), family_of(cast.anna, "Łoś")

    def told() -> set[int]:
        return set(Notice.objects.filter(code="handover.arranged").values_list("user_id", flat=True))

    arrange(cast.halina, cast.anna, {one.anchor_id: cast.iga.user.pk})
    assert told() == {cast.anna.user.pk, cast.iga.user.pk}
    arrange(cast.halina, cast.anna, {two.anchor_id: cast.halina.user.pk})
    assert told() == {cast.anna.user.pk, cast.iga.user.pk, cast.ewa.user.pk}
    entry = Entry.objects.filter(action="case.substitution").latest("sequence")
    assert entry.user_id == json.loads(bytes(entry.payload))["user"] == cast.halina.user.pk


def test_a_leave_that_begins_today_begins_now_and_nothing_is_backdated(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk}, since=MONDAY.date())
    row = Appointment.objects.get(instead_of__isnull=False)
    assert (row.valid_from, row.valid_to) == (MONDAY, day_end(LAST))


def test_each_file_may_have_somebody_else_and_zero_leaves_one_out(cast: Town, family_of: Family) -> None:
    one, two, three = (family_of(cast.anna, name) for name in ("Sarna", "Łoś", "Ryś"))
    chosen = {one.anchor_id: cast.iga.user.pk, two.anchor_id: cast.ewa.user.pk, three.anchor_id: 0}
    assert arrange(cast.anna, cast.anna, chosen) == 2
    assert sees(cast.iga, day_start(FIRST)) == {one.number}
    assert sees(cast.ewa, day_start(FIRST)) == {two.number}


def test_the_inbox_duty_is_stood_in_for_too(cast: Town, at_monday: object) -> None:
    story.sent(cast)
    duty = Appointment.objects.get(user=cast.anna.user, capacity=Capacity.INTAKE)
    arrange(cast.anna, cast.anna, {duty.anchor_id: cast.iga.user.pk})
    made = Appointment.objects.get(instead_of=duty)
    assert (made.user_id, made.capacity) == (cast.iga.user.pk, Capacity.INTAKE)


def test_a_colleague_arranges_nothing_and_learns_nothing(cast: Town, case: Case) -> None:
    for absent in (cast.anna.user.pk, cast.piotr.user.pk, 987654):
        with pytest.raises(NotAllowed) as refusal:
            preview(cast.iga.actor, absent, period(FIRST, LAST))
        assert refusal.value.code == "handover.of_another"
    with pytest.raises(NotAllowed):
        arrange(cast.iga, cast.anna, {case.anchor_id: cast.iga.user.pk})
    assert not standing()


def test_who_supervises_finds_nobody_of_another_institution(cast: Town, case: Case) -> None:
    for absent in (cast.piotr.user.pk, 987654):
        with pytest.raises(NotFound):
            preview(cast.halina.actor, absent, period(FIRST, LAST))


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"since": None}, "handover.days_missing"),
        ({"until": None}, "handover.days_missing"),
        ({"since": date(2026, 11, 1)}, "handover.day_past"),
        ({"until": date(2026, 11, 8)}, "handover.days_order"),
        ({"until": date(2028, 1, 1)}, "handover.too_long"),
    ],
)
def test_days_that_make_no_sense_are_refused(cast: Town, case: Case, days: Any, code: str) -> None:
    assert refused(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk}, **days) == code


def test_nobody_chosen_a_stranger_and_oneself_are_refused(cast: Town, case: Case) -> None:
    assert refused(cast.anna, cast.anna, {case.anchor_id: 0}) == "handover.nothing"
    for user in (cast.piotr.user.pk, cast.filip.user.pk, cast.anna.user.pk, 987654):
        assert refused(cast.anna, cast.anna, {case.anchor_id: user}) == "handover.stranger"


def test_a_substitute_without_papers_or_who_leaves_before_the_end_is_refused(cast: Town, case: Case) -> None:
    chosen, mine = {case.anchor_id: cast.iga.user.pk}, {"user": cast.iga.user}
    for model in (Authorisation, Declaration):
        rows = model.objects.filter(**mine)  # type: ignore[attr-defined]
        ends = dict(rows.values_list("pk", "valid_to"))
        rows.update(valid_to=day_start(FIRST))
        assert refused(cast.anna, cast.anna, chosen) == "handover.cannot"
        for pk, end in ends.items():
            rows.filter(pk=pk).update(valid_to=end)
    Membership.objects.filter(**mine).update(valid_to=day_end(LAST) - HOUR)
    assert refused(cast.anna, cast.anna, chosen) == "handover.cannot"


def test_a_substitute_who_is_away_himself_is_refused_and_so_is_a_leave_of_a_substitute(
    cast: Town, family_of: Family
) -> None:
    mine, hers = family_of(cast.anna), family_of(cast.iga, "Łoś")
    arrange(cast.iga, cast.iga, {hers.anchor_id: cast.ewa.user.pk})
    for by, absent, place, to in ((cast.anna, cast.anna, mine, cast.iga), (cast.halina, cast.ewa, mine, cast.iga)):
        with pytest.raises(RuleBroken) as refusal:
            arrange(by, absent, {place.anchor_id: to.user.pk})
        assert refusal.value.code == ("handover.cannot" if absent is cast.anna else "handover.stands_in")
    assert "Ewa Dąb do 13.11.2026 zastępuje" in str(refusal.value)
    arrange(
        cast.anna, cast.anna, {mine.anchor_id: cast.iga.user.pk}, since=date(2026, 11, 14), until=date(2026, 11, 15)
    )


def test_a_file_closed_to_the_substitute_is_refused_with_its_number(cast: Town, case: Case) -> None:
    chosen = {case.anchor_id: cast.iga.user.pk}
    lock = declare_conflict(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.iga.user.pk)
    with pytest.raises(RuleBroken) as refusal:
        arrange(cast.halina, cast.anna, chosen)
    assert refusal.value.code == "handover.not_his"
    assert case.number in str(refusal.value)
    assert "konflikt interesów" in str(refusal.value)
    type(lock).objects.all().delete()
    hide_from(cast.anna.actor, anchor_id=case.subject_id, user_id=cast.iga.user.pk)
    assert refused(cast.anna, cast.anna, chosen) == "handover.not_his"
    assert arrange(cast.anna, cast.anna, {case.anchor_id: cast.ewa.user.pk}) == 1


def test_a_sealed_file_is_left_to_its_keepers(cast: Town, case: Case) -> None:
    seal(cast.halina.actor, anchor_id=case.anchor_id, keepers=[cast.anna.user.pk, cast.ewa.user.pk])
    assert refused(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk}) == "handover.not_his"
    assert arrange(cast.anna, cast.anna, {case.anchor_id: cast.ewa.user.pk}) == 1


def test_a_file_that_is_covered_closed_or_no_longer_his_refuses_all_rows(cast: Town, family_of: Family) -> None:
    one, two = family_of(cast.anna), family_of(cast.anna, "Łoś")
    both = {one.anchor_id: cast.iga.user.pk, two.anchor_id: cast.iga.user.pk}
    close_case(actor=cast.anna.actor, case=two, close_reason="reached", closed_on=MONDAY.date())
    assert refused(cast.anna, cast.anna, both) == "handover.changed"
    arrange(cast.anna, cast.anna, {one.anchor_id: cast.iga.user.pk})
    with pytest.raises(RuleBroken, match="zastępuje już Iga Klon") as refusal:
        arrange(cast.anna, cast.anna, {one.anchor_id: cast.ewa.user.pk}, until=FIRST)
    assert refusal.value.code == "handover.not_his"
    assert standing() == 1


def test_many_files_cost_no_more_statements_than_two(cast: Town, family_of: Family) -> None:
    def cost(number: int, **days: Any) -> int:
        mine = Appointment.objects.filter(user=cast.anna.user, instead_of=None, capacity=Capacity.KEY_WORKER)
        places = list(mine.values_list("anchor_id", flat=True))
        assert len(places) == number
        with counted() as sent:
            assert arrange(cast.anna, cast.anna, dict.fromkeys(places, cast.iga.user.pk), **days) == number
        return len(sent)

    for _one in range(2):
        family_of(cast.anna)
    few = cost(2)
    for _one in range(10):
        family_of(cast.anna)
    assert cost(12, since=date(2026, 12, 1), until=date(2026, 12, 2)) == few
    assert DAYS["since"] == FIRST
