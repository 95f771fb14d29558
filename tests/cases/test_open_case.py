"""Opening a case: number, household, key worker, and the deadline of the family interview."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.actions import new_anchor
from kooperacja.access.models import AnchorKind, Appointment, Part
from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases import queries
from kooperacja.cases.actions import open_case
from kooperacja.cases.models import NO_DATE, Case
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.notices.models import Notice
from tests.cast import MONDAY, Town, Worker

SIGNAL = MONDAY.date()


def opened(who: Worker, **told: Any) -> Case:
    usual = {"family_name": "Malinowscy", "learned_on": SIGNAL, "key_worker_id": who.user.pk}
    return open_case(actor=who.actor, **{**usual, **told})


def test_the_number_follows_the_pattern_of_the_institution(cast: Town, at_monday: Any) -> None:
    assert [opened(cast.anna).number for _ in range(2)] == ["GOPS.5021.1.2026", "GOPS.5021.2.2026"]


def test_the_interview_is_due_in_14_working_days(cast: Town, at_monday: Any) -> None:
    """11 November is a holiday (scenario G.1)."""
    assert opened(cast.anna).interview_due_on == date(2026, 11, 23)


def test_the_interview_of_an_urgent_case_is_due_in_2_working_days(cast: Town, at_monday: Any) -> None:
    assert opened(cast.anna, is_urgent=True).interview_due_on == date(2026, 11, 4)


def test_the_deadline_counts_from_the_day_on_which_the_need_was_known(cast: Town, at_monday: Any) -> None:
    assert opened(cast.anna, learned_on=date(2026, 10, 30), is_urgent=True).interview_due_on == date(2026, 11, 3)


def test_a_school_makes_no_family_interview(cast: Town, at_monday: Any) -> None:
    assert opened(cast.piotr).interview_due_on == NO_DATE


def test_the_case_is_coordination_and_holds_no_name(cast: Town, at_monday: Any) -> None:
    case = opened(cast.anna)
    assert (case.category, case.level) == (Category.COORDINATION, Level.COORDINATION)
    assert "Malinowscy" not in "".join(str(value) for value in vars(case).values())


def test_the_household_belongs_to_the_dossier(cast: Town, at_monday: Any) -> None:
    case = opened(cast.anna)
    assert Part.objects.get(dossier_id=case.anchor_id).subject_id == case.subject_id


def test_the_key_worker_is_appointed_and_sees_the_case(cast: Town, at_monday: Any) -> None:
    case = opened(cast.anna)
    assert [(row.user_id, row.capacity) for row in appointed([case.anchor_id])] == [(cast.anna.user.pk, "key_worker")]
    with snapshot():
        header = queries.case_header(cast.anna.actor, case.ref, Purpose.JOINT_HELP)
    assert (header.family, header.key_worker) == ("Malinowscy", "Anna Lis")


def test_who_opens_for_somebody_else_stays_in_the_team_and_the_other_is_told(cast: Town, at_monday: Any) -> None:
    case = opened(cast.ewa, key_worker_id=cast.anna.user.pk)
    team = {row.user_id: row.capacity for row in appointed([case.anchor_id])}
    assert team == {cast.anna.user.pk: "key_worker", cast.ewa.user.pk: "team"}
    assert [notice.user_id for notice in Notice.objects.filter(code="case.key_worker")] == [cast.anna.user.pk]


def test_a_supervisor_needs_no_appointment(cast: Town, at_monday: Any) -> None:
    case = opened(cast.halina, key_worker_id=cast.anna.user.pk)
    assert [row.user_id for row in appointed([case.anchor_id])] == [cast.anna.user.pk]


def test_a_dossier_that_a_letter_opened_is_taken_over(cast: Town, at_monday: Any) -> None:
    dossier = new_anchor(AnchorKind.DOSSIER, cast.at("gops").pk)
    Appointment.objects.create(
        user=cast.anna.user, institution=cast.at("gops"), anchor=dossier, capacity="team", valid_from=MONDAY
    )
    case = opened(cast.anna, dossier=dossier)
    assert case.anchor_id == dossier.pk
    assert [row.capacity for row in appointed([dossier.pk])] == ["key_worker"]


def test_a_dossier_of_another_institution_is_not_taken(cast: Town, at_monday: Any) -> None:
    with pytest.raises(NotFound):
        opened(cast.anna, dossier=new_anchor(AnchorKind.DOSSIER, cast.at("school").pk))


def test_the_key_worker_must_work_here(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened(cast.anna, key_worker_id=cast.piotr.user.pk)
    assert (refusal.value.code, refusal.value.field) == ("case.worker_unknown", "key_worker")


def test_the_key_worker_must_be_able_to_see_the_case(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened(cast.anna, key_worker_id=cast.filip.user.pk)
    assert refusal.value.code == "case.worker_cannot_see"


@pytest.mark.parametrize("learned_on", [date(2026, 11, 3), date(1926, 11, 2)])
def test_an_impossible_day_is_refused(cast: Town, at_monday: Any, learned_on: date) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened(cast.anna, learned_on=learned_on)
    assert refusal.value.field == "learned_on"


def test_a_family_needs_a_name(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        opened(cast.anna, family_name="  ")
    assert refusal.value.field == "family_name"


def test_an_officer_who_only_reads_opens_nothing(cast: Town, at_monday: Any, as_worker: Any) -> None:
    with pytest.raises(NotAllowed):
        opened(cast.filip, key_worker_id=cast.anna.user.pk)
    assert as_worker(cast.filip).get("/rodziny/nowa/").status_code == 403


def test_the_trail_names_the_act_without_a_name(cast: Town, at_monday: Any) -> None:
    case = opened(cast.anna)
    entry = Entry.objects.get(action="case.open")
    assert (entry.about_id, entry.anchor_id, entry.user_id) == (case.pk, case.anchor_id, cast.anna.user.pk)
    assert [row.subject_id for row in entry.subjects.all()] == [case.subject_id]
    assert b"Malinowscy" not in bytes(entry.payload)


FORM = {"family_name": "Malinowscy", "place": "Wierzbowo", "learned_on": "02.11.2026", "once": "one-form"}


def test_by_form_the_worker_reads_the_number_and_the_deadline(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    form = browser.get("/rodziny/nowa/").content.decode()
    assert 'value="02.11.2026"' in form
    answer = browser.post("/rodziny/nowa/", FORM | {"key_worker": cast.anna.user.pk})
    assert answer.status_code == 303
    page = browser.get("/rodziny/").content.decode()
    assert "Założono sprawę GOPS.5021.1.2026. Wywiad środowiskowy do 23.11.2026." in page


def test_a_double_click_opens_one_case(cast: Town, at_monday: Any, as_worker: Any) -> None:
    """I36: the same form sent twice has one effect."""
    browser = as_worker(cast.anna)
    answers = [browser.post("/rodziny/nowa/", FORM | {"key_worker": cast.anna.user.pk}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Entry.objects.filter(action="case.open").count() == 1


def test_a_refused_form_keeps_what_was_typed(cast: Town, at_monday: Any, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(
        "/rodziny/nowa/", FORM | {"key_worker": cast.anna.user.pk, "learned_on": "31.12.2026"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Malinowscy"' in page
    assert "Ten dzień jeszcze nie nadszedł." in page


def test_a_refusal_of_the_rule_stands_at_its_field(cast: Town, at_monday: Any, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post("/rodziny/nowa/", FORM | {"key_worker": cast.filip.user.pk})
    assert answer.status_code == 422
    assert "Ta osoba nie może pracować w tej sprawie" in answer.content.decode()
    assert not Entry.objects.filter(action="case.open").exists()
