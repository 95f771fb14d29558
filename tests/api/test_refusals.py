"""Whatever is sent, the answer is a problem with a stable code, never a fault and never an echo."""

from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, OperationalError

from kooperacja.audit.models import Entry
from tests.api.test_read import family
from tests.cast import Town

FAMILY = {"family_name": "Nowak", "learned_on": "2026-11-02"}


def told(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= problem.keys()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:kooperacja:{problem['code']}"
    return answer.status_code, problem["code"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"{", (400, "request.unreadable")),
        (b"\xff\xfe{}", (400, "request.unreadable")),
        (b'{"family_name": "\xc5"}', (400, "request.unreadable")),
        (b"[" * 100_000, (400, "request.unreadable")),
        (b'{"a":' * 100_000, (400, "request.unreadable")),
        (b"[]", (422, "request.shape")),
        (b"null", (422, "request.shape")),
        (b'"text"', (422, "request.shape")),
        (b'{"family_name": "\\ud800"}', (422, "request.shape")),
        (b'{"family_name": "a\\u0000b"}', (422, "request.shape")),
        (b'{"learned_on": 1e999}', (422, "request.shape")),
        (b'{"key_worker_id": NaN}', (422, "request.shape")),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_read_is_refused(
    cast: Town, at_monday: Any, program: Any, sent: bytes, expected: tuple[int, str]
) -> None:
    assert told(program(cast.anna).post("/cases", sent)) == expected


def test_more_than_a_megabyte_is_refused(cast: Town, at_monday: Any, program: Any) -> None:
    body = FAMILY | {"key_worker_id": cast.anna.user.pk, "place": "x" * 1_100_000}
    assert told(program(cast.anna).post("/cases", body)) == (413, "request.too_big")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/xml"])
def test_only_json_is_taken(cast: Town, at_monday: Any, program: Any, kind: str) -> None:
    anna = program(cast.anna)
    answer = anna.browser.post(
        "/api/v1/cases", b"family_name=x", content_type=kind, headers={"Authorization": f"Bearer {anna.secret}"}
    )
    assert told(answer) == (415, "request.not_json")


def test_every_wrong_field_is_named_and_nothing_that_was_sent_is_repeated(
    cast: Town, at_monday: Any, program: Any
) -> None:
    body = {"family_name": "Tajemniccy" * 30, "learned_on": "jutro", "key_worker_id": "1", "pesel": "90051412345"}
    answer = program(cast.anna).post("/cases", body)
    assert told(answer) == (422, "request.shape")
    assert {one["field"] for one in answer.json()["errors"]} == {"family_name", "learned_on", "key_worker_id", "pesel"}
    assert not any(word in answer.content.decode() for word in ("Tajemniccy", "jutro", "90051412345"))


def test_a_rule_of_the_field_has_its_code_field_and_ways(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    later = FAMILY | {"learned_on": "2027-01-01", "key_worker_id": cast.anna.user.pk}
    answer = anna.post("/cases", later)
    assert told(answer) == (422, "case.day_impossible")
    assert answer.json()["field"] == "learned_on"
    case = family(cast)
    program(cast.anna).post(f"/cases/{case.ref}/moves/close", {"close_reason": "reached", "closed_on": "2026-11-02"})
    closed = anna.post(f"/cases/{case.ref}/people", {"first_name": "Ela", "kinship": "daughter"})
    assert told(closed) == (403, "case.closed")
    assert closed.json()["ways"]


def test_an_unknown_method_says_which_are_known(cast: Town, at_monday: Any, program: Any) -> None:
    answer = program(cast.anna).send("delete", "/cases")
    assert told(answer) == (405, "request.method")
    assert answer.headers["Allow"] == "GET, POST"


FORGED = ("after=x", "after=W10", "before=WzEsMl0x", "limit=0", "limit=201", "after=WzFlOTk5LDFd")


@pytest.mark.parametrize("page", FORGED)
def test_a_forged_page_is_refused(cast: Town, at_monday: Any, program: Any, page: str) -> None:
    for path in ("/cases", "/referrals", "/institutions", "/agreements"):
        status, code = told(program(cast.anna).get(f"{path}?{page}"))
        assert (status, code) in {(422, "page.unknown"), (422, "request.shape")}, (path, page)


def test_a_fault_of_ours_is_told_without_its_words(cast: Town, at_monday: Any, program: Any) -> None:
    with mock.patch("kooperacja.cases.queries.case_page", side_effect=RuntimeError("secret words")):
        answer = program(cast.anna).get("/cases")
    assert told(answer) == (500, "server.fault")
    assert "secret" not in answer.content.decode()


def test_a_database_that_cannot_be_used_is_503(cast: Town, at_monday: Any, program: Any) -> None:
    with mock.patch("kooperacja.cases.queries.case_page", side_effect=OperationalError("locked")):
        assert told(program(cast.anna).get("/cases")) == (503, "database.unavailable")


def test_without_the_trail_nothing_is_shown(cast: Town, at_monday: Any, program: Any) -> None:
    """I25, I26: a read that must be logged and cannot be is 503 without content."""
    case, anna = family(cast), program(cast.anna)
    note = {"kind": "visit", "happened_on": "2026-11-02", "category": "health", "text": "Tajemnica zdrowia"}
    anna.post(f"/cases/{case.ref}/notes", note)
    with mock.patch("kooperacja.audit.actions.record", side_effect=DatabaseError("disk")):
        answer = anna.get(f"/cases/{case.ref}")
    assert answer.status_code == 503
    assert "Tajemnica" not in answer.content.decode()
    before = Entry.objects.count()
    assert "Tajemnica" in anna.get(f"/cases/{case.ref}").content.decode()
    assert Entry.objects.count() == before + 1


NASTY = ['=cmd|" /C calc"!A0', "'; DROP TABLE cases_case; --", "<script>alert(1)</script>", "{{ 7*7 }}", "ż\t„”\u202e"]


@pytest.mark.parametrize("text", NASTY)
def test_every_text_stays_a_text(cast: Town, at_monday: Any, program: Any, as_worker: Any, text: str) -> None:
    anna = program(cast.anna)
    body = {"family_name": text, "place": text, "external_number": text, "key_worker_id": cast.anna.user.pk}
    case = anna.post("/cases", FAMILY | body).json()
    assert (case["family"], case["place"], case["external_number"]) == (text, text, text)
    person = {"first_name": text, "last_name": text, "kinship": "daughter", "occupation": text}
    anna.post(f"/cases/{case['ref']}/people", person | {"occupation_kind": "education"})
    note = {"kind": "visit", "happened_on": "2026-11-02", "category": "family", "text": text}
    told_back = anna.post(f"/cases/{case['ref']}/notes", note).json()
    assert told_back["notes"][0]["text"] == text
    assert told_back["people"][0]["first_name"] == text
    page = as_worker(cast.anna).get(f"/rodziny/{case['ref']}/").content.decode()
    assert "<script>alert(1)" not in page
    assert anna.get("/cases").json()["total"]["number"] == 1
    for path in ("/cases", "/referrals", "/institutions", "/agreements"):
        assert anna.get(f"{path}?{urlencode({'q': text})}").status_code == 200
