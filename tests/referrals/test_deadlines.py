"""Deadlines of a referral, from the dated files, in Polish working days."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import NO_DATE
from kooperacja.directory.kinds import InstitutionKind
from kooperacja.referrals import deadlines, law, queries
from tests.cast import Town
from tests.referrals import story
from tests.referrals.story import JOINT_HELP, received, side_of

CHRISTMAS_EVE = datetime(2026, 12, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "urgent", "due_on"),
    [
        ("receive", False, date(2026, 11, 4)),
        ("receive", True, date(2026, 11, 2)),
        ("decide", False, date(2026, 11, 9)),
        ("decide", True, date(2026, 11, 4)),
        ("complete", False, date(2026, 11, 9)),
        ("answer", False, date(2026, 12, 2)),
        ("supplement", False, date(2026, 11, 16)),
        ("confirm", False, date(2026, 11, 16)),
    ],
)
def test_each_stage_counts_as_proposed(stage: str, urgent: bool, due_on: date) -> None:
    assert deadlines.due_on(stage, datetime(2026, 11, 2, 10, tzinfo=UTC), urgent=urgent) == due_on


def test_holidays_and_christmas_eve_are_passed_over() -> None:
    found = deadlines.counted("decide", CHRISTMAS_EVE, urgent=False)
    assert found is not None
    assert found.counted == (*(date(2026, 12, day) for day in (28, 29, 30, 31)), date(2027, 1, 4))


def test_the_day_is_that_of_warsaw() -> None:
    late_evening = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    assert deadlines.due_on("receive", late_evening, urgent=False) == date(2026, 11, 5)


def test_no_stage_has_no_deadline() -> None:
    assert deadlines.due_on("", CHRISTMAS_EVE, urgent=False) == NO_DATE


@pytest.mark.parametrize("urgency", ["normal", "urgent"])
def test_what_is_stored_is_what_the_page_explains(cast: Town, at_monday: Any, urgency: str) -> None:
    for made in ("sent", "received", "accepted", "assigned", "answered", "returned"):
        referral = getattr(story, made)(cast, urgency=urgency).referral
        running = deadlines.running(referral)
        assert running is not None
        assert referral.due_on == running.due_on, made


def test_the_page_tells_how_the_decision_is_counted(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    with snapshot():
        page = queries.referral_page(cast.anna.actor, side_of(cast.anna, side), JOINT_HELP)
    assert page.term is not None
    assert (page.term.stage, page.term.days_left, page.term.is_proposal) == ("decide", 5, True)
    text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "Liczone dni robocze: 03.11.2026, 04.11.2026, 05.11.2026, 06.11.2026, 09.11.2026." in text
    assert "Na decyzję masz" in text


def test_a_welfare_centre_reads_its_interview_deadline_before_it_decides(
    cast: Town, at_monday: Any, as_worker: Any
) -> None:
    """Scenario G.1, step 2: 23 November, and in the urgent variant 4 November."""
    plain, urgent = received(cast), received(cast, urgency="urgent")
    browser = as_worker(cast.anna)
    text = browser.get(f"/skierowania/{plain.referral.ref}/").content.decode()
    assert "wywiad środowiskowy do 23.11.2026 (14 dni roboczych od 02.11.2026, 11.11.2026 wolne)." in text
    assert "wywiad środowiskowy do 04.11.2026" in browser.get(f"/skierowania/{urgent.referral.ref}/").content.decode()


def test_every_line_of_the_files_names_its_source() -> None:
    for line in (*law.terms(), *law.reasons(), *law.bases()):
        assert line.source.strip()
        assert line.since < line.until


def test_codes_are_unique_and_fit_their_columns() -> None:
    bases, reasons = [row.code for row in law.bases()], [row.code for row in law.reasons()]
    assert len(set(bases)) == len(bases)
    assert len(set(reasons)) == len(reasons)
    assert max(map(len, bases)) <= 40
    assert max(map(len, reasons)) <= 20


def test_each_kind_of_institution_has_a_basis_and_a_reason_to_choose_from() -> None:
    day = date(2026, 11, 2)
    for kind in InstitutionKind.values:
        assert law.bases_for(kind, day)
        for list_name in ("referral", "return", "decline", "redirect"):
            assert law.reasons_for(list_name, kind, day)


def test_kinds_in_the_files_exist() -> None:
    named = {kind for line in (*law.reasons(), *law.bases()) for kind in line.kinds}
    assert named <= set(InstitutionKind.values)


def test_a_line_that_has_ended_keeps_its_words() -> None:
    basis = law.basis_of("school_duty")
    assert basis is not None
    assert not basis.serves("school", date(2016, 1, 1))
    assert law.basis_of("no_such_code") is None
