"""Intake, active, closed: who moves a case, with what reason, and what a closed case still allows."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases import queries
from kooperacja.cases.actions import (
    appoint_worker,
    close_case,
    correct_family,
    qualify_case,
    record_interview,
    reopen_case,
)
from kooperacja.cases.models import Case
from kooperacja.consents.actions import give_notice
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.participation.actions import Said, record_answers
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town, Worker
from tests.consents.conftest import approved

TODAY = MONDAY.date()


def header(worker: Worker, case: Case) -> queries.CaseHeader:
    with snapshot():
        return queries.case_header(worker.actor, case.ref, Purpose.JOINT_HELP)


def moves(worker: Worker, case: Case) -> list[str]:
    return [move.name for move in header(worker, case).moves]


def closed(cast: Town, case: Case) -> Case:
    close_case(actor=cast.anna.actor, case=case, close_reason="reached", closed_on=TODAY)
    return case


def test_the_key_worker_is_offered_the_moves_of_the_state(cast: Town, case: Case) -> None:
    assert moves(cast.anna, case) == ["qualify", "close"]
    qualify_case(actor=cast.anna.actor, case=case)
    assert moves(cast.anna, case) == ["inform", "close", "refuse"]
    assert moves(cast.anna, closed(cast, case)) == ["reopen"]


def test_the_manager_may_give_the_case_away_too_and_the_officer_moves_nothing(cast: Town, case: Case) -> None:
    assert moves(cast.halina, case) == ["qualify", "close", "transfer"]
    assert moves(cast.filip, case) == []


def test_a_member_of_the_team_moves_nothing(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert moves(cast.iga, case) == []
    with pytest.raises(NotAllowed):
        close_case(actor=cast.iga.actor, case=case, close_reason="reached", closed_on=TODAY)


def test_closing_needs_a_reason_of_the_list(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        close_case(actor=cast.anna.actor, case=case, close_reason="", closed_on=TODAY)
    assert (refusal.value.code, refusal.value.field) == ("case.close_reason", "close_reason")


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 3)])
def test_a_case_ends_neither_before_it_was_opened_nor_in_the_future(cast: Town, case: Case, day: date) -> None:
    with pytest.raises(RuleBroken) as refusal:
        close_case(actor=cast.anna.actor, case=case, close_reason="reached", closed_on=day)
    assert refusal.value.field == "closed_on"


def test_a_closed_case_shows_its_reason_and_can_only_be_resumed(cast: Town, case: Case) -> None:
    shown = header(cast.anna, closed(cast, case))
    assert (shown.closed_on, shown.close_reason) == (TODAY, "cele osiągnięte")
    assert (shown.can_work.code, shown.can_lead.code) == ("case.closed", "case.closed")
    for act in (
        lambda: appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk),
        lambda: correct_family(actor=cast.anna.actor, case=case, household_version=1, family_name="Inni"),
        lambda: record_interview(actor=cast.anna.actor, case=case, version=case.version, done_on=TODAY),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert refusal.value.code == "case.closed"


def test_the_coordinator_leads_and_does_not_resume(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.ewa.user.pk)
    close_case(actor=cast.ewa.actor, case=case, close_reason="reached", closed_on=TODAY)
    with pytest.raises(NotAllowed) as refusal:
        reopen_case(actor=cast.ewa.actor, case=case)
    assert refusal.value.code == "case.reopen_by_others"


def test_a_resumed_case_is_proposed_again_and_its_closing_stays_in_the_trail(cast: Town, case: Case) -> None:
    reopen_case(actor=cast.halina.actor, case=closed(cast, case))
    shown = header(cast.anna, case)
    assert (shown.state.value, shown.closed_on, shown.close_reason) == ("eligibility", None, "")
    assert [entry.action for entry in Entry.objects.filter(about_kind="case", about_id=case.pk)] == [
        "case.open",
        "case.close",
        "case.reopen",
    ]


def test_the_second_of_two_people_is_told_that_somebody_was_quicker(cast: Town, case: Case) -> None:
    with snapshot():
        stale = queries.get_case(cast.halina.actor, case.ref, Purpose.JOINT_HELP)
    qualify_case(actor=cast.anna.actor, case=case)
    with pytest.raises(Conflict) as conflict:
        qualify_case(actor=cast.halina.actor, case=stale)
    assert conflict.value.code == "state.changed"


def test_the_interview_is_recorded_and_no_longer_late(cast: Town, case: Case) -> None:
    record_interview(actor=cast.anna.actor, case=case, version=case.version, done_on=TODAY)
    interview = header(cast.anna, case).interview
    assert interview is not None
    assert (interview.is_done, interview.is_late) == (True, False)


def test_the_interview_is_not_before_the_need_was_known(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        record_interview(actor=cast.anna.actor, case=case, version=case.version, done_on=date(2026, 11, 1))
    assert refusal.value.code == "case.interview_too_early"


def test_the_family_is_corrected_and_a_stale_form_is_not_obeyed(cast: Town, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    address = f"/rodziny/{case.ref}/dane/"
    assert browser.post(address, {"family_name": "Malinowscy-Lis", "version": "1"}).status_code == 422
    assert (
        browser.post(address, {"family_name": "Malinowscy-Lis", "version": "1", "change": "error"}).status_code == 303
    )
    stale = browser.post(address, {"family_name": "Maliniak", "version": "1", "change": "error"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Zapisane teraz: Malinowscy-Lis." in page
    assert 'value="Maliniak"' in page
    assert browser.post(address, {"family_name": "Maliniak", "version": "2", "change": "life"}).status_code == 303


def test_by_form_a_case_is_begun_closed_and_resumed(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    text = approved(cast, "notice")
    keys: dict[str, Any] = {"actor": cast.anna.actor, "case": case}
    give_notice(**keys, people=[family["Marta"]], wording=text.pk, way="read", given_on=TODAY)
    said = [Said(family[name], "yes") for name in ("Marta", "Adam")]
    record_answers(**keys, said=said, said_on=TODAY, medium="paper")
    for name, button, typed in (
        ("qualify", "Zaproponuj rodzinę", {}),
        ("inform", "Zapisz rozmowę z rodziną", {"talked_on": "02.11.2026"}),
        ("assess", "Rozpocznij diagnozę", {}),
        ("close", "Zakończ sprawę", {"close_reason": "partly", "closed_on": "02.11.2026"}),
        ("reopen", "Wznów", {}),
    ):
        address = f"/rodziny/{case.ref}/stan/{name}/"
        assert button in browser.get(address).content.decode()
        assert browser.post(address, typed).status_code == 303
    assert header(cast.anna, case).state.value == "eligibility"


def test_closing_without_a_reason_is_refused_by_the_form(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(f"/rodziny/{case.ref}/stan/close/", {"closed_on": "02.11.2026"})
    assert answer.status_code == 422
    assert 'value="02.11.2026"' in answer.content.decode()


def test_a_move_that_does_not_exist_is_the_page_of_a_missing_address(cast: Town, case: Case, as_worker: Any) -> None:
    assert as_worker(cast.anna).get(f"/rodziny/{case.ref}/stan/burn/").status_code == 404


def test_a_move_of_others_says_who_decides(cast: Town, case: Case, as_worker: Any) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    answer = as_worker(cast.iga).get(f"/rodziny/{case.ref}/stan/close/")
    assert answer.status_code == 403
    assert "Decyduje o tym pracownik wiodący" in answer.content.decode()
