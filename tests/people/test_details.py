"""What is known about a person: dated rows with their own labels, ended or corrected, never overwritten."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import authorise, protect_address, protect_reporter
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.people.actions import add_detail, correct_detail, end_detail
from kooperacja.people.actions.details import DetailText
from kooperacja.people.kinds import CATEGORY_OF, DetailKind
from kooperacja.people.models import Detail, Person
from kooperacja.people.queries import DetailRow, details_of
from tests.cast import MONDAY, Town, Worker

DAY = MONDAY.date()
Family = dict[str, Person]
PHONE = DetailText(DetailKind.CONTACT, DAY, text="600 100 200")
HIDDEN = DetailText(DetailKind.PROTECTED_ADDRESS, DAY, text="ul. Leśna 7, Brzezin")


def written(cast: Town, person: Person, typed: DetailText = PHONE) -> Detail:
    return add_detail(actor=cast.anna.actor, person=person, typed=typed)


def seen(worker: Worker, person: Person) -> list[DetailRow]:
    with snapshot():
        return details_of(worker.actor, person.pk, Purpose.JOINT_HELP)


def may(cast: Town, worker: Worker, category: str) -> None:
    at = worker.actor.institution_id
    authorise(cast.halina.actor, user_id=worker.user.pk, institution_id=at, categories=[category])


def test_every_kind_has_a_category() -> None:
    assert set(CATEGORY_OF) == set(DetailKind)


def test_a_row_carries_the_label_of_its_kind(cast: Town, family: Family) -> None:
    may(cast, cast.anna, Category.ADDRESS)
    row = written(cast, family["Ola"], HIDDEN)
    assert (row.category, row.level, row.subject_id) == ("address", 4, family["Ola"].anchor_id)


def test_who_is_not_authorised_for_its_category_may_neither_write_nor_read(cast: Town, family: Family) -> None:
    with pytest.raises(NotAllowed) as refusal:
        written(cast, family["Ola"], HIDDEN)
    assert refusal.value.code == "detail.category"
    may(cast, cast.anna, Category.ADDRESS)
    written(cast, family["Ola"], HIDDEN)
    written(cast, family["Ola"])
    assert [one.text for one in seen(cast.halina, family["Ola"])] == [PHONE.text]


@pytest.mark.parametrize(
    ("typed", "protect"),
    [
        (HIDDEN, protect_address),
        (DetailText(DetailKind.REPORTER, DAY, text="sąsiadka z drugiego piętra"), protect_reporter),
    ],
)
def test_the_lock_closes_this_row_alone_to_who_does_not_lead_the_case(
    cast: Town, family: Family, typed: DetailText, protect: Any
) -> None:
    for worker in (cast.anna, cast.halina):
        may(cast, worker, CATEGORY_OF[DetailKind(typed.kind)])
    written(cast, family["Ola"])
    written(cast, family["Ola"], typed)
    assert len(seen(cast.halina, family["Ola"])) == 2
    protect(cast.anna.actor, anchor_id=family["Ola"].anchor_id)
    assert [one.text for one in seen(cast.halina, family["Ola"])] == [PHONE.text]
    assert len(seen(cast.anna, family["Ola"])) == 2


@pytest.mark.parametrize("who", ["iga", "jan", "piotr", "filip"])
def test_strangers_see_nothing_and_write_nothing(cast: Town, family: Family, who: str) -> None:
    written(cast, family["Ola"])
    stranger = cast.workers[who]
    assert seen(stranger, family["Ola"]) == []
    with pytest.raises(NotAllowed):
        add_detail(actor=stranger.actor, person=family["Ola"], typed=PHONE)


def test_a_correction_keeps_the_old_value_its_author_and_the_date(cast: Town, family: Family) -> None:
    row = written(cast, family["Ola"])
    right = DetailText(DetailKind.CONTACT, DAY, text="600 100 300")
    correct_detail(actor=cast.halina.actor, detail=row, person=family["Ola"], typed=right)
    new, old = seen(cast.anna, family["Ola"])
    assert (new.text, new.author, new.was_wrong) == (right.text, "Halina Mróz", False)
    assert (old.text, old.author, old.closed_by, old.was_wrong) == (PHONE.text, "Anna Lis", "Halina Mróz", True)
    assert not old.holds_on(DAY)
    actions = Entry.objects.filter(action__startswith="detail.").order_by("sequence")
    assert [one.action for one in actions] == ["detail.add", "detail.correct", "detail.add"]
    assert PHONE.text.encode() not in b"".join(bytes(one.payload) for one in Entry.objects.all())


def test_a_correction_never_moves_a_row_to_another_category(cast: Town, family: Family) -> None:
    row = written(cast, family["Ola"])
    with pytest.raises(RuleBroken) as refusal:
        correct_detail(
            actor=cast.anna.actor,
            detail=row,
            person=family["Ola"],
            typed=DetailText(DetailKind.ADDRESS, DAY, text="600 100 300"),
        )
    assert refusal.value.code == "detail.other"


def test_ended_it_holds_until_that_day_and_the_second_who_ends_it_is_told(cast: Town, family: Family) -> None:
    row = written(cast, family["Ola"])
    end_detail(actor=cast.anna.actor, detail=row, until=DAY + timedelta(days=3))
    (found,) = seen(cast.anna, family["Ola"])
    assert [found.holds_on(DAY + timedelta(days=days)) for days in (-1, 0, 2, 3)] == [False, True, True, False]
    with pytest.raises(Conflict):
        end_detail(actor=cast.anna.actor, detail=row, until=DAY + timedelta(days=4))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (DetailText("hobby", DAY, text="x"), "detail.kind"),
        (DetailText(DetailKind.CONTACT, DAY), "detail.empty"),
        (DetailText(DetailKind.CONTACT, DAY, text="x", until=DAY - timedelta(days=1)), "detail.order"),
        (DetailText(DetailKind.INCAPACITATED_PARTLY, DAY), "detail.paper"),
        (DetailText(DetailKind.AUTHORITY_DEPRIVED, DAY, text="Adam", paper="III RNsm 12/25"), "detail.who"),
    ],
)
def test_what_is_not_whole_is_refused(cast: Town, family: Family, wrong: DetailText, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        written(cast, family["Ola"], wrong)
    assert refusal.value.code == code
    with permit():
        assert not Detail._base_manager.exists()


def test_a_ruling_about_the_same_person_is_refused(cast: Town, family: Family) -> None:
    typed: dict[str, Any] = {"since": DAY, "paper": "III RNsm 12/25", "other": family["Ola"]}
    with pytest.raises(RuleBroken):
        written(cast, family["Ola"], DetailText(DetailKind.GUARDIAN, **typed))
