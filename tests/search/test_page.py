"""The page and the endpoint of the search."""

from typing import Any

import pytest

from kooperacja.audit.models import Entry, Once
from kooperacja.cases.models import Case
from tests.cast import Town

# What is asked is the same on both engines (test_questions); this is how it is shown.
pytestmark = pytest.mark.once


def test_the_field_is_in_the_header_of_every_page_and_sends_no_word_in_an_address(
    cast: Town, at_monday: Any, as_worker: Any
) -> None:
    text = as_worker(cast.anna).get("/").content.decode()
    assert 'role="search" action="/szukaj/" method="post"' in text
    assert "csrfmiddlewaretoken" in text


def test_hits_are_grouped_by_kind_and_lead_to_their_pages(cast: Town, known: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    text = browser.post("/szukaj/", {"q": "malinowskiej"}).content.decode()
    assert "(nieobowiązkowe)" not in text
    for part in ("Osoby (4)", "Rodziny (1)", f"/rodziny/{known.ref}/", "Marta Malinowska"):
        assert part in text, part
    assert "Osoby (" not in browser.post("/szukaj/", {"q": "malinowskiej", "kind": "families"}).content.decode()


def test_nothing_found_says_what_to_do_next(cast: Town, at_monday: Any, as_worker: Any) -> None:
    text = as_worker(cast.anna).post("/szukaj/", {"q": "zqaeiouy"}).content.decode()
    assert "Nic nie pasuje do tych słów" in text
    assert "poproś ją o pokazanie" in text


def test_before_a_question_the_page_says_what_can_be_asked(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    for answer in (
        browser.get("/szukaj/"),
        browser.post("/szukaj/", {"q": "  "}),
        browser.get("/szukaj/?q=malinowska"),
    ):
        assert answer.status_code == 200
        assert "Wpisz nazwisko, numer albo kilka słów" in answer.content.decode()


def test_a_program_gets_the_same_groups(cast: Town, known: Case, program: Any) -> None:
    answer = program(cast.anna).post("/search", {"q": "malinowskiej"})
    assert answer.status_code == 200
    told = {group["kind"]: group for group in answer.json()["groups"]}
    assert told["people"]["total"] == {"number": 4, "more": False}
    assert {"ref": known.ref, "label": known.number} == {k: told["families"]["hits"][0][k] for k in ("ref", "label")}
    assert not Once.objects.exists()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": "ł" * 10_000}, 422),
        ({"q": "a", "kind": "all"}, 422),
        ({}, 422),
        ({"q": "x", "kind": "people", "after": "W10"}, 422),
    ],
)
def test_a_program_is_refused_with_a_sentence(
    cast: Town, at_monday: Any, program: Any, asked: Any, status: int
) -> None:
    answer = program(cast.anna).post("/search", asked)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_word_that_is_looked_for_stands_in_no_log(
    cast: Town, at_monday: Any, as_worker: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    as_worker(cast.anna).post("/szukaj/", {"q": "zqsekretny"})
    assert "zqsekretny" not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert not Entry.objects.filter(action__contains="zqsekretny").exists()
