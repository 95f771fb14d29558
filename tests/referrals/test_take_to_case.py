"""A case is opened from a letter, or the letter is put into one that is there."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header, case_people
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import Side
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, accepted, assigned, side_of

CASE = {
    "family_name": "Malinowscy",
    "place": "Wierzbowo",
    "learned_on": date(2026, 11, 2),
    "kinship": "daughter",
    "occupation_kind": "education",
}


def opened(cast: Town, side: Side, **changed: Any) -> Case:
    keys = {**CASE, "key_worker_id": cast.anna.user.pk, **changed}
    return actions.open_case(actor=cast.anna.actor, side=side, **keys)


def test_the_case_holds_the_person_of_the_letter(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    case = opened(cast, side)
    assert case.interview_due_on == date(2026, 11, 23), "14 working days; 11 November is a holiday"
    with snapshot():
        header = case_header(cast.anna.actor, case.ref, JOINT_HELP)
        people = case_people(cast.anna.actor, header, JOINT_HELP)
    assert [(one.name, one.occupations) for one in people] == [("Ola Malinowska", ["klasa 6"])]
    mine = side_of(cast.anna, side)
    assert people[0].anchor_id == mine.subject_id, "the letter and the register speak of the same person"
    assert (mine.case_id, mine.anchor_id) == (case.pk, case.anchor_id)


def test_the_key_worker_leads_the_referral(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    opened(cast, side, key_worker_id=cast.iga.user.pk)
    assert side_of(cast.iga, side).referral.assigned_to == cast.iga.user
    assert side_of(cast.anna, side).referral.state == "in_progress", "who opened the case stays in its team"


def test_a_case_is_opened_after_somebody_was_named_too(cast: Town, at_monday: Any) -> None:
    side = assigned(cast)
    case = opened(cast, side)
    assert side_of(cast.anna, side).anchor_id == case.anchor_id == side.anchor_id


def test_a_second_case_is_not_opened(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    opened(cast, side)
    with pytest.raises(RuleBroken) as refused:
        opened(cast, side_of(cast.anna, side))
    assert refused.value.code == "referral.has_case"


def test_nothing_is_left_when_the_case_is_refused(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    with pytest.raises(RuleBroken):
        opened(cast, side, kinship="neighbour")
    mine = side_of(cast.anna, side)
    assert (mine.referral.state, mine.case_id, mine.anchor.kind) == ("accepted", None, "inbox")


def test_the_sender_is_not_told_that_there_is_a_case(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = accepted(cast)
    case = opened(cast, side)
    address = f"/skierowania/{side.referral.ref}/"
    theirs, ours = (as_worker(worker).get(address).content.decode() for worker in (cast.piotr, cast.anna))
    assert case.number in ours
    assert "Założona sprawa" in ours
    assert case.number not in theirs
    assert "Założona sprawa" not in theirs


def test_the_form_is_filled_from_the_letter(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = accepted(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/zaloz-sprawe/"
    page = browser.get(address).content.decode()
    for known in ('value="Malinowska"', 'value="Wierzbowo"', 'value="02.11.2026"'):
        assert known in page
    typed = {**CASE, "learned_on": "02.11.2026", "key_worker": cast.anna.user.pk, "once": "1"}
    assert browser.post(address, {**typed, "kinship": ""}).status_code == 422
    assert browser.post(address, typed).status_code == 303
    assert side_of(cast.anna, side).case_id


def test_the_form_warns_that_the_person_may_be_known(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    side = accepted(cast)
    page = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/zaloz-sprawe/").content.decode()
    assert "Twoja instytucja może już mieć tę osobę" in page


def test_a_letter_is_put_into_a_case_that_is_there(cast: Town, case: Case, as_worker: Any) -> None:
    side = accepted(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/dolacz-do-sprawy/"
    assert case.number in browser.get(address).content.decode()
    assert browser.post(address, {"case": case.ref, "once": "1"}).status_code == 303
    mine = side_of(cast.anna, side)
    assert (mine.case_id, mine.anchor_id, mine.referral.assigned_to) == (case.pk, case.anchor_id, cast.anna.user)


def test_a_case_of_a_colleague_is_no_place_for_it(cast: Town, case: Case, as_worker: Any) -> None:
    side = side_of(cast.ewa, accepted(cast))
    with pytest.raises(NotAllowed):
        actions.link_case(actor=cast.ewa.actor, side=side, case=case)
    answer = as_worker(cast.ewa).post(
        f"/skierowania/{side.referral.ref}/dolacz-do-sprawy/", {"case": case.ref, "once": "1"}
    )
    assert answer.status_code == 422


def test_the_page_of_a_referral_in_a_case_offers_no_other(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    opened(cast, side)
    with snapshot():
        page = queries.referral_page(cast.anna.actor, side_of(cast.anna, side), JOINT_HELP)
    assert [move.name for move in page.moves] == ["report_done", "reassign"]
    assert page.interview is None, "the case has its own"
