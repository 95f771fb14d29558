"""A question by art. 105: whom it may go to, its deadline, the answer here and on paper, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.models import Appointment
from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.directory.models import Institution
from kooperacja.foundation.errors import KooperacjaError, NotFound
from kooperacja.inquiries import actions, law
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.models import InquiryText
from kooperacja.inquiries.queries.listing import due, to_answer
from tests.cast import MONDAY, Town
from tests.inquiries.conftest import HELP, Ask, refused, side_of, state


def test_every_line_of_the_law_says_where_it_comes_from_and_that_nobody_has_checked_it() -> None:
    assert [(line.code, line.checked) for line in law.bases()] == [("ups_105", "")]
    assert all(line.source and line.askers and line.categories for line in law.bases())
    # Seven calendar days end on a Monday; on a day off they move.
    assert law.deadline("information", MONDAY.date()).due_on == date(2026, 11, 9)
    assert law.deadline("information", date(2026, 11, 4)).due_on == date(2026, 11, 12)


def test_the_labour_office_reads_and_answers_and_each_side_keeps_its_copy(cast: Town, question: Ask) -> None:
    mine = question()
    theirs = side_of(cast.tomasz, mine)
    assert theirs.subject_id != mine.subject_id
    with snapshot():
        [text] = visible(InquiryText, cast.tomasz.actor, HELP).all()
        assert (text.who, text.category, text.level) == ("Adam Malinowski", "employment", 2)
        assert to_answer(cast.tomasz.actor, HELP).number == 1
        assert [row.ref for row in due(cast.tomasz.actor, HELP)] == [mine.inquiry.ref]
    actions.answer(actor=cast.tomasz.actor, side=theirs, text="Nie pobiera.")
    with snapshot():
        told = visible(InquiryText, cast.anna.actor, HELP).owned().filter(section="answer").all()
        assert [one.text for one in told] == ["Nie pobiera."]
        assert due(cast.tomasz.actor, HELP) == []
    assert state(mine) == "answered"
    entries = Entry.objects.filter(about_kind="inquiry")
    assert [one.action for one in entries.order_by("sequence")] == ["inquiry.send", "inquiry.answer"]
    assert "Malinowsk" not in "".join(bytes(one.payload).decode() for one in entries)


def test_an_institution_that_does_not_work_here_is_asked_on_paper(cast: Town, question: Ask) -> None:
    Appointment.objects.filter(institution=cast.at("pup"), capacity="intake").delete()
    mine = question()
    assert mine.inquiry.is_on_paper
    with pytest.raises(NotFound):
        side_of(cast.tomasz, mine)
    actions.write_down(actor=cast.anna.actor, side=mine, text="Pismem z 06.11: nie pobiera.")
    assert state(mine) == "answered"
    other = question()
    actions.write_refusal_down(actor=cast.anna.actor, side=other, reason_code="not_held")
    assert state(other) == "refused"


def test_only_the_side_that_a_move_is_of_makes_it(cast: Town, question: Ask) -> None:
    mine = question()
    theirs = side_of(cast.tomasz, mine)
    for act in (
        lambda: actions.answer(actor=cast.anna.actor, side=mine, text="x"),
        lambda: actions.refuse(actor=cast.anna.actor, side=mine, reason_code="not_held"),
        lambda: actions.withdraw(actor=cast.tomasz.actor, side=theirs),
        lambda: actions.write_down(actor=cast.tomasz.actor, side=theirs, text="x"),
        lambda: actions.answer(actor=cast.tomasz.actor, side=theirs, text="  "),
    ):
        with pytest.raises(KooperacjaError):
            act()
    assert state(mine) == "sent"


def _ended(cast: Town) -> int:
    row = cast.at("mostek")
    Institution.objects.filter(pk=row.pk).update(ended_on=MONDAY.date() - timedelta(days=3))
    return int(row.pk)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("institution.own", lambda cast: {"addressee_id": cast.at("gops").pk}),
        ("institution.unknown", lambda _cast: {"addressee_id": 987654}),
        ("institution.ended", lambda cast: {"addressee_id": _ended(cast)}),
        ("inquiry.basis", lambda _cast: {"basis": "zmyslona"}),
        ("inquiry.category", lambda _cast: {"wanted": Wanted(("health",), "Czy choruje?")}),
        ("inquiry.category", lambda _cast: {"wanted": Wanted(("employment", "income"), "Czy pracuje?")}),
        ("text.too_long", lambda _cast: {"wanted": Wanted(("employment",), "a" * 4001)}),
    ],
)
def test_what_the_law_does_not_let_ask_is_refused(cast: Town, question: Ask, code: str, told: Any) -> None:
    refused(code, lambda: question(**told(cast)))


def test_the_same_question_waits_for_its_answer(cast: Town, question: Ask, family: Any) -> None:
    question()
    refused("inquiry.open_already", question)
    question(person=family["Marta"])


def test_it_is_late_from_the_day_after_its_deadline(cast: Town, question: Ask, at_monday: Any) -> None:
    mine = question()
    for days, is_late in ((7, False), (8, True)):
        at_monday.move_to(MONDAY + timedelta(days=days))
        with snapshot():
            [row] = due(cast.anna.actor, HELP)
        assert (row.ref, row.is_late) == (mine.inquiry.ref, is_late)
