"""Who has no part in a case gets the page of a missing address, whatever the address and the way."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import declare_conflict, restrict
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases import actions, queries
from kooperacja.cases.actions import appoint_worker, change_key_worker, write_note
from kooperacja.cases.models import Case
from kooperacja.cases.urls import ROUTES
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town, Worker

OUTSIDERS = ("piotr", "wanda", "jan", "grazyna", "iga", "ewa")
HELP = Purpose.JOINT_HELP


def sees(worker: Worker, case: Case) -> bool:
    with snapshot():
        try:
            queries.case_header(worker.actor, case.ref, HELP)
        except NotFound:
            return False
    return True


@pytest.fixture
def addresses(cast: Town, case: Case, family: dict[str, Person]) -> list[str]:
    """Every address of one case, filled with what really exists."""
    note = write_note(
        actor=cast.anna.actor, case=case, kind="visit", happened_on=MONDAY.date(), category="family", text="Wizyta."
    )
    with snapshot():
        household = queries.case_header(cast.anna.actor, case.ref, HELP).household_ref
    filled = {
        "<str:note>": note.ref,
        "<str:move>": "close",
        "<int:user_id>": str(cast.anna.user.pk),
        "gospodarstwo/<str:ref>": f"gospodarstwo/{household}",
        "<str:ref>": case.ref,
    }
    paths = [route.path for route in ROUTES if "<str:ref>" in route.path]
    for mark, value in filled.items():
        paths = [path.replace(mark, value) for path in paths]
    return [f"/{path}" for path in paths]


def length(answer: Any, address: str) -> int:
    """Of the page without its own address; marks of the session differ and are equally long."""
    return len(answer.content.decode().replace(address, ""))


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_finds_no_page_of_a_case(cast: Town, addresses: list[str], as_worker: Any, who: str) -> None:
    browser = as_worker(cast.workers[who])
    nowhere = "/rodziny/nieistnieje/osoba/"
    missing = length(browser.get(nowhere), nowhere)
    for address in addresses:
        for answer in (browser.get(address), browser.post(address, {"first_name": "X"})):
            if answer.status_code != 405:
                assert (answer.status_code, length(answer, address)) == (404, missing), address


def test_the_key_worker_finds_all_of_them(cast: Town, addresses: list[str], as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert {browser.get(address).status_code for address in addresses} <= {200, 303}


ACTS = {
    "add_member": {"first_name": "Ola", "kinship": "daughter"},
    "correct_family": {"household_version": 1, "family_name": "Inni"},
    "appoint_worker": {"user_id": 1},
    "change_key_worker": {"user_id": 1},
    "recall_worker": {"user_id": 1},
    "write_note": {"kind": "visit", "happened_on": MONDAY.date(), "category": "family", "text": "Wizyta."},
    "record_interview": {"version": 1, "done_on": MONDAY.date()},
    "qualify_case": {},
    "inform_case": {"talked_on": MONDAY.date()},
    "refuse_case": {"refuse_reason": "elsewhere"},
    "assess_case": {},
    "plan_case": {},
    "begin_case": {},
    "review_case": {},
    "go_on_case": {},
    "suspend_case": {"suspend_reason": "away", "resume_on": MONDAY.date() + timedelta(days=30)},
    "resume_case": {},
    "propose_closing_case": {},
    "keep_open_case": {},
    "transfer_case": {},
    "archive_case": {"retention": "b10"},
    "close_case": {"close_reason": "moved", "closed_on": MONDAY.date()},
    "reopen_case": {},
}


def test_no_act_is_open_to_who_has_no_part_in_the_case(cast: Town, case: Case) -> None:
    before = Entry.objects.count()
    for who in ("iga", "ewa", "filip", "wanda", "jan"):
        for act, told in ACTS.items():
            with pytest.raises(NotAllowed):
                getattr(actions, act)(actor=cast.workers[who].actor, case=case, **told)
    assert Entry.objects.count() == before


def test_every_act_on_a_case_is_tried_above() -> None:
    others = {"open_case", "correct_note", "join_member"}
    assert set(ACTS) | others == set(actions.__all__)


def test_a_refused_attempt_is_in_the_trail(cast: Town, case: Case, as_worker: Any) -> None:
    as_worker(cast.grazyna).get(f"/rodziny/{case.ref}/osoba/")
    entry = Entry.objects.get(kind="denied")
    assert (entry.action, entry.user_id) == ("denied.cases:member_add", cast.grazyna.user.pk)


def test_the_data_protection_officer_reads_the_header_without_names_and_changes_nothing(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    with snapshot():
        header = queries.case_header(cast.filip.actor, case.ref, HELP)
        people = queries.case_people(cast.filip.actor, header, HELP)
        notes = queries.case_notes(cast.filip.actor, header, HELP)
    assert (header.number, header.key_worker) == (case.number, "Anna Lis")
    assert (header.family, header.place, people, notes.rows) == ("", "", [], ())
    assert header.can_work.code == "case.read_only"
    assert as_worker(cast.filip).get(f"/rodziny/{case.ref}/notatka/").status_code == 403


def test_a_conflict_of_interest_hides_the_case_from_the_key_worker(cast: Town, case: Case, as_worker: Any) -> None:
    declare_conflict(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.anna.user.pk)
    assert not sees(cast.anna, case)
    assert case.number not in as_worker(cast.anna).get("/rodziny/").content.decode()
    assert sees(cast.halina, case)


def test_a_worker_in_a_conflict_of_interest_is_not_appointed(cast: Town, case: Case) -> None:
    declare_conflict(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.iga.user.pk)
    with pytest.raises(RuleBroken) as refusal:
        appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert refusal.value.code == "case.worker_cannot_see"


def test_a_restriction_leaves_the_key_worker_only_and_the_header_says_so(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    restrict(cast.anna.actor, anchor_id=case.anchor_id)
    assert not sees(cast.iga, case)
    assert not sees(cast.halina, case)
    with snapshot():
        assert queries.case_header(cast.anna.actor, case.ref, HELP).is_restricted


def test_the_key_worker_of_a_restricted_case_hands_it_over_and_loses_sight(cast: Town, case: Case) -> None:
    restrict(cast.anna.actor, anchor_id=case.anchor_id)
    change_key_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert sees(cast.iga, case)
    assert not sees(cast.anna, case)


def test_a_restriction_of_one_person_hides_that_person_from_the_team(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    restrict(cast.anna.actor, anchor_id=family["Ola"].anchor_id)
    with snapshot():
        header = queries.case_header(cast.iga.actor, case.ref, HELP)
        people = queries.case_people(cast.iga.actor, header, HELP)
    assert [one.first_name for one in people] == ["Adam", "Marta", "Kuba"]
    assert not header.is_restricted
