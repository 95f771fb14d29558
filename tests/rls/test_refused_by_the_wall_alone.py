"""An action that forgets whose rows it writes: the policies refuse, and the answer is no fault of the page."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from kooperacja.access.permit import permit
from kooperacja.accounts.actions import issue_token
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.people.actions import people
from kooperacja.people.models import Household
from tests.cast import Town, Worker

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("at_monday")]

NEW = {"family_name": "Lipa", "learned_on": "2026-11-02"}


def by_page(worker: Worker) -> HttpResponse:
    browser = Client()
    browser.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser.post("/rodziny/nowa/", NEW | {"learned_on": "02.11.2026", "key_worker": worker.user.pk})


def by_program(worker: Worker) -> HttpResponse:
    secret = issue_token(actor=worker.actor, name="Program", scope="write")[1]
    sent = {"data": NEW | {"key_worker_id": worker.user.pk}, "content_type": "application/json"}
    return Client().post("/api/v1/cases", headers={"Authorization": f"Bearer {secret}"}, **sent)


def numbers() -> tuple[int, int]:
    with permit():
        return Household._base_manager.count(), Case._base_manager.count()


@pytest.mark.parametrize("way", [by_page, by_program])
def test_it_is_told_as_what_is_not_there_and_denied_in_the_trail(
    cast: Town,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    way: Callable[[Worker], HttpResponse],
) -> None:
    assert way(cast.anna).status_code in {201, 303}
    usual, school = people._label, cast.at("school").pk
    before = numbers()

    def forgetful(*given: Any) -> dict[str, Any]:
        return {**usual(*given), "owner_id": school}

    monkeypatch.setattr(people, "_label", forgetful)
    with caplog.at_level(logging.ERROR):
        answer = way(cast.anna)
    assert answer.status_code == 404
    assert "Lipa" not in answer.content.decode()
    assert numbers() == before
    assert "Only the policies of the database refused this" in caplog.messages
    assert b"wall.refused" in bytes(Entry.objects.get(kind="denied").payload)
