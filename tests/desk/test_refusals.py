"""Every refusal is a page with a code, a sentence and a way out; missing and forbidden look the same."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from kooperacja.audit import actions as trail
from kooperacja.audit.models import Entry, Kind
from kooperacja.desk.models import SavedView
from kooperacja.people.models import Person
from tests.cast import Town

HTMX = {"HX-Request": "true"}


def bare(content: bytes) -> str:
    """A page without what differs at every request."""
    text = content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "csrf", text)
    text = re.sub(r'nonce="[^"]+"', "nonce", text)
    return re.sub(r"/dlaczego/person/\d+/", "/address/", text)


def headers(answer: Any) -> dict[str, str]:
    return {name: re.sub(r"'nonce-[^']+'", "nonce", value) for name, value in answer.headers.items()}


def test_missing_and_forbidden_are_the_same_page(cast: Town, ola: Person, as_worker: Any) -> None:
    """I19."""
    browser = as_worker(cast.jan)
    forbidden = browser.get(f"/dlaczego/person/{ola.pk}/")
    missing = browser.get(f"/dlaczego/person/{ola.pk + 1}/")
    assert forbidden.status_code == missing.status_code == 404
    assert bare(forbidden.content) == bare(missing.content)
    assert headers(forbidden) == headers(missing)


def test_an_unknown_address_is_that_page_too(cast: Town, ola: Person, as_worker: Any) -> None:
    browser = as_worker(cast.jan)
    unknown = browser.get("/nie-ma-takiej/")
    assert unknown.status_code == 404
    forbidden = browser.get(f"/dlaczego/person/{ola.pk}/")
    assert bare(unknown.content).replace("/nie-ma-takiej/", "/address/") == bare(forbidden.content)


def test_for_htmx_the_refusal_is_an_alert_without_the_shell(cast: Town, ola: Person, as_worker: Any) -> None:
    answer = as_worker(cast.jan).get(f"/kto-widzi/person/{ola.pk}/", headers=HTMX)
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Nie ma takiej strony albo nie masz do niej dostępu." in text
    assert "<html" not in text


def test_a_denied_attempt_is_in_the_trail_with_its_code(cast: Town, ola: Person, as_worker: Any) -> None:
    """I28."""
    browser = as_worker(cast.jan)
    browser.get(f"/dlaczego/person/{ola.pk}/")
    browser.get("/pracownicy/")
    told = [
        (entry.action, json.loads(bytes(entry.payload))["code"]) for entry in Entry.objects.filter(kind=Kind.DENIED)
    ]
    assert told == [("denied.desk:why", "not_found"), ("denied.desk:workers", "workers.not_reader")]


def test_an_unknown_address_and_a_stranger_leave_no_entry(cast: Town, ola: Person, as_worker: Any) -> None:
    as_worker(cast.jan).get("/nie-ma-takiej/")
    Client().get(f"/dlaczego/person/{ola.pk}/")
    assert not Entry.objects.filter(kind=Kind.DENIED).exists()


def test_a_trail_that_cannot_note_the_attempt_changes_nothing_of_the_answer(
    cast: Town, ola: Person, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = as_worker(cast.jan)
    before = browser.get(f"/dlaczego/person/{ola.pk}/")
    monkeypatch.setattr(trail, "denied", failing("database is locked"))
    after = browser.get(f"/dlaczego/person/{ola.pk}/")
    assert (after.status_code, bare(after.content)) == (before.status_code, bare(before.content))


def test_pages_of_a_signed_in_reader_are_not_kept(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    for address in ("/", "/pomoc/", "/instytucje/", "/nie-ma-takiej/"):
        assert browser.get(address).headers["Cache-Control"] == "no-store", address


def failing(sentence: str) -> Callable[..., Any]:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OperationalError(sentence)

    return fail


def writes_fail(sentence: str) -> AbstractContextManager[None]:
    """As a locked or a full database answers: reading works, writing does not."""

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            raise OperationalError(sentence)
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.mark.parametrize("sentence", ["database is locked", "database or disk is full", "disk I/O error"])
def test_a_locked_or_full_database_is_told_plainly_and_nothing_is_written(
    cast: Town, at_monday: object, as_worker: Any, sentence: str
) -> None:
    browser = as_worker(cast.anna)
    with writes_fail(sentence):
        answer = browser.post("/widoki/nowy/", {"name": "Szkoły", "listing": "directory", "query": "kind=school"})
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Bazy danych nie można teraz użyć" in text
    assert "database.unavailable" in text
    assert sentence not in text
    assert not SavedView.objects.exists()


def test_a_database_that_cannot_be_read_is_told_so_before_any_view(
    cast: Town, at_monday: object, as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    browser.raise_request_exception = False
    with connection.execute_wrapper(failing("unable to open database file")):
        answer = browser.get("/")
    assert answer.status_code == 503
    assert "database.unavailable" in answer.content.decode()


def test_without_the_trail_no_content_of_another_institution_is_served(
    cast: Town, ola: Person, open_window: Callable[..., Any], as_worker: Any
) -> None:
    """I25, I26: the entry comes before the first byte; without it there is no content."""
    open_window(ola, cast.piotr)
    browser = as_worker(cast.piotr)
    address = f"/dlaczego/person/{ola.pk}/"
    assert "GOPS Wierzbowo" in browser.get(address).content.decode()
    with writes_fail("database is locked"):
        answer = browser.get(address)
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "trail.unavailable" in text
    assert "GOPS" not in text


def test_a_fault_of_ours_is_no_excuse_of_the_database(
    cast: Town, at_monday: object, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = as_worker(cast.anna)
    browser.raise_request_exception = False

    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kooperacja.desk.views.home.home_of", broken)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "server.fault" in answer.content.decode()
