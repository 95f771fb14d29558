"""Appointing, naming the key worker, recalling: whoever leads the case decides."""

from typing import Any

import pytest

from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import queries
from kooperacja.cases.actions import appoint_worker, change_key_worker, recall_worker
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.notices.models import Notice
from tests.cast import Town, Worker


def team_of(case: Case) -> dict[int, str]:
    return {row.user_id: row.capacity for row in appointed([case.anchor_id])}


def sees(worker: Worker, case: Case) -> bool:
    with snapshot():
        try:
            queries.case_header(worker.actor, case.ref, Purpose.JOINT_HELP)
        except NotFound:
            return False
    return True


def test_the_key_worker_appoints_a_colleague_who_sees_the_case_and_is_told(cast: Town, case: Case) -> None:
    assert not sees(cast.iga, case)
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert sees(cast.iga, case)
    assert [notice.user_id for notice in Notice.objects.filter(code="case.appointed")] == [cast.iga.user.pk]


def test_the_supervisor_and_the_coordinator_on_the_case_appoint_too(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.halina.actor, case=case, user_id=cast.ewa.user.pk)
    appoint_worker(actor=cast.ewa.actor, case=case, user_id=cast.iga.user.pk)
    assert sees(cast.iga, case)


def test_a_member_of_the_team_appoints_nobody(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    with pytest.raises(NotAllowed) as refusal:
        appoint_worker(actor=cast.iga.actor, case=case, user_id=cast.ewa.user.pk)
    assert refusal.value.code == "case.not_leading"


def test_a_coordinator_outside_the_case_has_no_part_in_it(cast: Town, case: Case) -> None:
    with pytest.raises(NotAllowed):
        appoint_worker(actor=cast.ewa.actor, case=case, user_id=cast.iga.user.pk)


def test_a_worker_of_another_institution_is_not_appointed(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.piotr.user.pk)
    assert refusal.value.code == "case.worker_unknown"


def test_nobody_is_appointed_twice(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.anna.user.pk)
    assert refusal.value.code == "case.appointed_already"


def test_the_earlier_key_worker_stays_in_the_team(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    change_key_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert team_of(case) == {cast.iga.user.pk: "key_worker", cast.anna.user.pk: "team"}
    assert len(appointed([case.anchor_id])) == 2


def test_a_recalled_worker_loses_sight_at_once(cast: Town, case: Case, as_worker: Any) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    browser = as_worker(cast.iga)
    assert browser.get(f"/rodziny/{case.ref}/notatka/").status_code == 200
    recall_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert browser.get(f"/rodziny/{case.ref}/notatka/").status_code == 404
    assert case.number not in browser.get("/rodziny/").content.decode()


def test_the_key_worker_is_not_recalled_before_another_is_named(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        recall_worker(actor=cast.halina.actor, case=case, user_id=cast.anna.user.pk)
    assert refusal.value.code == "case.key_worker_needed"


def test_who_is_not_on_the_case_cannot_be_recalled(cast: Town, case: Case) -> None:
    with pytest.raises(NotFound):
        recall_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)


def test_the_history_names_who_appointed_whom(cast: Town, case: Case, at_monday: Any) -> None:
    at_monday.shift(60)
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    with snapshot():
        header = queries.case_header(cast.anna.actor, case.ref, Purpose.JOINT_HELP)
        newest = queries.case_timeline(header)[0]
    assert newest.who == "Anna Lis"
    assert newest.text.endswith(": Iga Klon")


def test_by_form_a_worker_is_appointed_and_recalled(cast: Town, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    answer = browser.post(f"/rodziny/{case.ref}/zespol/", {"worker": cast.iga.user.pk, "capacity": "team"})
    assert answer.status_code == 303
    address = f"/rodziny/{case.ref}/zespol/{cast.iga.user.pk}/"
    assert "Iga Klon od tej chwili nie zobaczy nic z tej sprawy" in browser.get(address).content.decode()
    assert browser.post(address, {}).status_code == 303
    assert team_of(case) == {cast.anna.user.pk: "key_worker"}


def test_by_form_another_worker_takes_the_case_over(cast: Town, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    answer = browser.post(f"/rodziny/{case.ref}/zespol/", {"worker": cast.iga.user.pk, "capacity": "leads"})
    assert answer.status_code == 303
    assert team_of(case)[cast.iga.user.pk] == "key_worker"


def test_recalling_somebody_else_is_the_page_of_a_missing_address(cast: Town, case: Case, as_worker: Any) -> None:
    address = f"/rodziny/{case.ref}/zespol/{cast.iga.user.pk}/"
    assert as_worker(cast.anna).get(address).status_code == 404
