"""Breaking the glass: vital data of one person, reading only, for hours, told at once, reviewed before the next."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import break_glass, end_emergency, review_emergency
from kooperacja.access.door import EXPORT, READ, WRITE, visible
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.models import Anchor, Emergency
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow
from tests.cast import Town, Worker

HELP = Purpose.JOINT_HELP
WHY = "Dziecko nie oddycha, karetka pyta o chorobę."


def seen(worker: Worker, action: str = READ) -> set[str]:
    with snapshot():
        return {row.category for row in visible(Person, worker.actor, HELP, action).all()}


def test_it_opens_vital_data_of_that_person_only(cast: Town, child: Anchor, dossier: Anchor, make_row: MakeRow) -> None:
    for category in (Category.HEALTH, Category.INCOME):
        make_row(child, category=category)
    make_row(dossier, category=Category.HEALTH)
    assert seen(cast.jan) == set()
    break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    assert seen(cast.jan) == {Category.HEALTH}
    assert seen(cast.piotr) == set()


def test_it_opens_neither_export_nor_writing(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    make_row(child, category=Category.HEALTH)
    break_glass(cast.iga.actor, subject_id=child.pk, reason=WHY)
    assert seen(cast.iga) == {Category.HEALTH}
    assert seen(cast.iga, EXPORT) == seen(cast.iga, WRITE) == set()


def test_it_explains_itself_and_those_who_see_are_named(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    row = make_row(child, category=Category.HEALTH)
    break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    with snapshot():
        held = [report for report in explain(cast.jan.actor, row, HELP) if report.holds]
        names = {sight.user_name: sight.ground for sight in who_can_see(row, HELP)}
    assert [report.name for report in held] == ["emergency"]
    assert names[cast.jan.user.full_name] == "emergency"


def test_each_row_that_it_shows_is_logged_with_its_ground(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    make_row(child, category=Category.IDENTITY)
    break_glass(cast.iga.actor, subject_id=child.pk, reason=WHY)
    with snapshot() as shot:
        visible(Person, cast.iga.actor, HELP).all()
    assert (shot.seen.count, shot.seen.grounds, shot.seen.subjects) == (1, {"emergency"}, {child.pk})


def test_it_ends_by_itself_after_a_day(cast: Town, child: Anchor, make_row: MakeRow, at_monday: Any) -> None:
    make_row(child, category=Category.HEALTH)
    row = break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    assert row.valid_to - row.valid_from == timedelta(hours=24)
    at_monday.shift(timedelta(hours=24) - timedelta(microseconds=1))
    assert seen(cast.jan) == {Category.HEALTH}
    at_monday.shift(timedelta(microseconds=1))
    assert seen(cast.jan) == set()


def test_the_data_protection_officer_of_the_owner_is_told_at_once(cast: Town, child: Anchor) -> None:
    row = break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    told = Notice.objects.filter(code="emergency.opened", about_id=row.pk).values_list("user_id", flat=True)
    assert list(told) == [cast.filip.user.pk]
    entry = Entry.objects.get(action="access.break_glass")
    assert WHY.encode() not in bytes(entry.payload)


def test_there_is_no_other_before_the_review(cast: Town, child: Anchor, at_monday: Any) -> None:
    row = break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    at_monday.shift(timedelta(hours=30))
    with pytest.raises(Conflict) as refused:
        break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    assert refused.value.code == "emergency.unreviewed"
    review_emergency(cast.filip.actor, row, outcome="justified")
    break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    assert Emergency.objects.count() == 2


def test_nobody_reviews_his_own_and_only_an_officer_reviews(cast: Town, child: Anchor) -> None:
    row = break_glass(cast.filip.actor, subject_id=child.pk, reason=WHY)
    for worker, code in ((cast.filip, "emergency.own"), (cast.halina, "emergency.role")):
        with pytest.raises(NotAllowed) as refused:
            review_emergency(worker.actor, row, outcome="justified")
        assert refused.value.code == code


def test_an_access_that_was_not_justified_ends_with_the_review(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    make_row(child, category=Category.HEALTH)
    row = break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY)
    review_emergency(cast.filip.actor, row, outcome="unjustified")
    assert seen(cast.jan) == set()
    with pytest.raises(Conflict):
        review_emergency(cast.filip.actor, row, outcome="justified")


def test_the_one_who_asked_ends_it_early(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    make_row(child, category=Category.HEALTH)
    end_emergency(cast.jan.actor, break_glass(cast.jan.actor, subject_id=child.pk, reason=WHY))
    assert seen(cast.jan) == set()


@pytest.mark.parametrize("reason", ["", "   ", "bo tak"])
def test_a_reason_is_a_sentence(cast: Town, child: Anchor, reason: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        break_glass(cast.jan.actor, subject_id=child.pk, reason=reason)
    assert refused.value.code == "emergency.reason"


def test_a_dossier_is_no_subject(cast: Town, dossier: Anchor) -> None:
    with pytest.raises(RuleBroken) as refused:
        break_glass(cast.jan.actor, subject_id=dossier.pk, reason=WHY)
    assert refused.value.code == "emergency.subject"
