"""Ids of another institution are, at every address and method, what an id of nothing is (I1, I19)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kooperacja.audit.models import Entry, Kind
from tests.cast import Town
from tests.documents.conftest import pdf
from tests.house.county import County, address
from tests.house.test_forbidden_is_missing import nowhere
from tests.house.test_routes import CLIENT_KINDS, ROUTES

OF_CLIENTS = [
    (one, route) for one, route in ROUTES if one.is_for_programs and one.parameters and route.resource in CLIENT_KINDS
]
# The county hands something over to Olga's institution, which therefore has its own side of it.
ITS_RECIPIENT = "api:disclosure"
HEADERS = ("Content-Type", "Cache-Control", "Vary", "ETag", "Location", "WWW-Authenticate", "Content-Language")
# Every body of every endpoint, so that the shape is right and the row decides.
BODIES: dict[str, Any] = {
    "case_people": {"first_name": "Ola", "kinship": "daughter"},
    "case_join": {"person": "zzzzzzzzzzzz", "kinship": "daughter"},
    "person_details": {"kind": "contact", "since": "2026-11-02", "text": "x"},
    "detail_correct": {"since": "2026-11-02", "text": "x"},
    "detail_end": {"until": "2026-11-02"},
    "case_files": {"category": "family"},
    "case_notes": {"kind": "visit", "happened_on": "2026-11-02", "category": "family", "text": "x"},
    "note_correct": {"happened_on": "2026-11-02", "text": "x"},
    "case_appoint": {"user_id": 1},
    "case_interview": {"done_on": "2026-11-02"},
    "case_close": {"close_reason": "reached", "closed_on": "2026-11-02"},
    "case_inform": {"talked_on": "2026-11-02"},
    "case_refuse": {"refuse_reason": "elsewhere"},
    "case_suspend": {"suspend_reason": "away", "resume_on": "2026-12-02"},
    "case_archive": {"retention": "b10"},
    "file_withdraw": {"why": "mistake"},
    "locks": {"kind": "restriction", "place": 1},
    "bases": {"subject_id": 1, "recipient_id": 1, "category": "identity", "is_consent": True, "source": "zgoda"},
    "case_participation": {
        "answers": [{"person": "zzzzzzzzzzzz", "answer": "yes"}],
        "said_on": "2026-11-02",
        "medium": "paper",
    },
    "case_consents": {
        "person": "zzzzzzzzzzzz",
        "signer": "zzzzzzzzzzzz",
        "wording": 1,
        "medium": "paper",
        "signed_on": "2026-11-02",
        "until": "2026-12-31",
        "items": [{"recipient": 1, "category": "education"}],
    },
    "consent_withdraw": {"items": [1]},
    "case_disclosures": {"marked": [{"place": 1, "subject": 1, "category": "identity", "recipient": 1}]},
    "case_disclosure_draft": {"marks": ["1-1-identity-1"]},
    "case_access_requests": {"person": "zzzzzzzzzzzz", "addressee": 1, "data": ["education"], "text": "x"},
    "case_questions": {
        "person": "zzzzzzzzzzzz",
        "addressee": 1,
        "basis": "ups_105",
        "category": "education",
        "text": "x",
    },
    "disclosure_access_requests": {"data": ["education"], "text": "x"},
    "bluecard_hand_over": {"team": "zzzzzzzzzzzz", "day": "2026-11-02"},
    **{f"bluecard_{move}": {"day": "2026-11-02"} for move in ("receive", "accept", "meet")},
    "bluecard_end": {"reason_code": "stopped", "day": "2026-11-02"},
    "blue_card_group": {"members": [1], "day": "2026-11-02"},
    "blue_card_entries": {"seen_on": "2026-11-02", "text": "x"},
    "blue_card_absent_told": {"day": "2026-11-02"},
    "blue_card_officer": {"day": "2026-11-02"},
    "inquiry_answer": {"text": "x"},
    "inquiry_put_off": {"review_on": "2026-12-01"},
    "inquiry_refuse": {"reason_code": "no_basis"},
    "inquiry_write_down": {"text": "x"},
    "inquiry_write_refusal_down": {"reason_code": "no_basis"},
    "case_workshops": {"day": "2026-11-16"},
    "diagnosis_area": {"score": 3, "source": "talk", "known_on": "2026-11-02"},
    "diagnosis_finish": {},
    "workshop_cancel": {"reason_code": "family"},
    "workshop_hold": {"held_on": "2026-11-02", "from_family": 2},
    "plan_actions": {"goal": "zzzzzzzzzzzz", "title": "x", "taker": 1, "wanted_on": "2026-12-01"},
    "plan_decision": {"decided_on": "2026-11-02", "votes_for": 1, "votes_against": 0, "abstained": 0, "recused": 0},
    "plan_goal": {"title": "x"},
    "plan_goals": {"title": "x", "category": "family"},
    "plan_remarks": {"text": "x", "said_on": "2026-11-02"},
    "plan_signatures": {"medium": "paper", "signed_on": "2026-11-02"},
    "plan_terminate": {"reason_code": "moved"},
    "task_cancel": {"reason_code": "obsolete"},
    "task_fail": {"reason_code": "absent"},
    "task_help": {"agrees": True},
    "task_notes": {"kind": "obstacle", "text": "x"},
    "task_reject": {"reason_code": "not_ours"},
    "task_report": {"text": "x"},
    "task_send_back": {"text": "x"},
    "task_start": {"worker_id": 1},
    "team_meetings": {"starts_at": "2026-12-01T10:00:00Z", "place": "x"},
    "meeting_change": {"starts_at": "2026-12-01T10:00:00Z", "place": "x", "version": 1},
    "meeting_answer": {"answer": "yes"},
    "meeting_points": {"title": "x"},
    "meeting_cases": {"case": "zzzzzzzzzzzz", "why": "plan"},
    "meeting_present": {"seats": [1]},
    "meeting_point_text": {"version": 1, "text": "x"},
    "meeting_point_decision": {"words": "x", "votes": [{"person": 1, "choice": "for"}]},
    "meeting_cancel": {"reason": "x"},
    "disclosure": {"review_on": "2026-12-01"},
    "disclosure_corrected": {"taken_on": "2026-11-02"},
    "disclosure_refuse": {"reason_code": "too_much"},
    "disclosure_confirm": {"proof": "destroyed", "proved_on": "2026-11-02"},
    "case_notices": {"people": ["zzzzzzzzzzzz"], "wording": 1, "way": "handed", "given_on": "2026-11-02"},
    "case_notices_deferred": {"people": ["zzzzzzzzzzzz"], "reason": "secrecy", "review_on": "2026-11-20"},
    "windows": {"place_id": 1, "basis_id": 1},
    "referral_return": {"reason_code": "missing_facts", "text": "x"},
    "referral_decline": {"reason_code": "other", "text": "x"},
    "referral_redirect": {"reason_code": "other", "text": "x", "better_id": 1},
    "referral_assign": {"worker_id": 1},
    "referral_reassign": {"worker_id": 1},
    "referral_report_done": {"text": "x"},
    "referral_not_done": {"text": "x"},
    "referral_withdraw": {"text": "x"},
    "referral_link_case": {"case": "zzzzzzzzzzzz"},
    "referral_open_case": {
        "family_name": "x",
        "learned_on": "2026-11-02",
        "key_worker_id": 1,
        "kinship": "daughter",
    },
}


def answer(who: Any, method: str, url: str, body: Any) -> tuple[Any, ...]:
    headers = {"If_Match": '"1-1-1"'} if method == "PATCH" else {}
    if method == "POST" and url.endswith(("/files", "/scan", "/file", "/reply")):
        form = {"category": "family", "file": SimpleUploadedFile("skan.pdf", pdf())}
        given = who.browser.post(url, form, headers={"Authorization": f"Bearer {who.secret}"})
        return given.status_code, [given.headers.get(name) for name in HEADERS], given.content.decode()
    given = who.send(method.lower(), url.removeprefix("/api/v1"), None if method == "GET" else body, **headers)
    return given.status_code, [given.headers.get(name) for name in HEADERS], given.content.decode()


@pytest.mark.long
def test_a_row_of_others_is_told_as_one_that_does_not_exist(cast: Town, at_monday: Any, program: Any) -> None:
    there = County(cast).parameters()
    gone, told = nowhere(there), []
    for worker in (cast.jan, cast.iga, cast.olga):
        who = program(worker)
        for one, route in OF_CLIENTS:
            if worker is cast.olga and one.name.startswith(ITS_RECIPIENT):
                continue
            if worker is cast.iga and "meeting" in one.path and "<slug:item>" not in one.path:
                continue
            for method in route.methods:
                body = BODIES.get(route.name, {})
                closed, missing = (answer(who, method, address(route, which), body) for which in (there, gone))
                if closed != missing or closed[0] != 404:
                    told.append(f"{worker.user.full_name} {method} {one.name}: {closed} and {missing}")
    assert told == []
    assert Entry.objects.filter(kind=Kind.DENIED, via="api").exists()


def test_an_address_that_leads_nowhere_is_the_same_answer(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    nothing = [
        anna.get(path).content for path in ("/cases/zzzzzzzzzzzz", "/cases/-", "/nothing", "/cases/%00", "/x/y/z")
    ]
    assert len(set(nothing)) == 1


def test_lists_hold_no_row_of_others(cast: Town, at_monday: Any, program: Any) -> None:
    County(cast)
    for worker in (cast.jan, cast.iga, cast.olga):
        who = program(worker)
        assert who.get("/cases?state=all").json()["items"] == []
        assert who.get("/referrals").json()["items"] == []
        assert who.get("/cases?q=Lipa").json()["total"] == {"number": 0, "more": False}


def test_why_and_who_sees_are_missing_for_who_does_not_see(cast: Town, at_monday: Any, program: Any) -> None:
    case = County(cast).case
    for path in (f"/explain?kind=case&id={case.pk}", f"/who-can-see?kind=case&id={case.pk}"):
        assert program(cast.anna).get(path).status_code == 200
        closed = program(cast.jan).get(path)
        gone = program(cast.jan).get(path.replace(str(case.pk), "987654321"))
        assert (closed.status_code, closed.content) == (404, gone.content)
    assert program(cast.anna).get(f"/explain?kind=nothing&id={case.pk}").status_code == 404
    assert program(cast.anna).get(f"/explain?kind=case&id={case.pk}&purpose=statistics").status_code == 404
