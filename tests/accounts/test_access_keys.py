"""A worker makes a key for a program; it is shown once, kept as a digest, and revoked by its owner alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kooperacja.accounts import keys
from kooperacja.accounts.actions import MOST_TOKENS, issue_token
from kooperacja.accounts.models import AccessToken
from kooperacja.accounts.queries import live_token
from kooperacja.audit.models import Entry
from kooperacja.config.cli import main
from kooperacja.foundation.clock import now
from tests.cast import Town

NEW = {"name": "Sprawozdania", "scope": "read", "days": "90", "once": "jeden"}


def made(browser: Client, **changes: str) -> str:
    """The secret that the page shows."""
    answer = browser.post("/klucze/nowy/", {**NEW, **changes})
    found = re.search(r"<code>(koop_[\w-]+)</code>", answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_a_key_is_shown_once_and_only_its_digest_is_kept(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    secret = made(browser)
    token = AccessToken.objects.get()
    assert (token.user_id, token.membership_id, token.scope) == (cast.anna.user.pk, cast.anna.membership.pk, "read")
    assert token.expires_at == now() + timedelta(days=90)
    assert token.digest == keys.digest(secret)
    stored = [str(value) for value in vars(token).values()]
    assert not any(secret in value for value in stored)
    assert secret not in browser.get("/klucze/").content.decode()
    assert token.shown in browser.get("/klucze/").content.decode()


def test_the_same_form_sent_twice_makes_one_key(cast: Town, at_monday: object, as_worker: Any) -> None:
    """I36"""
    browser = as_worker(cast.anna)
    made(browser)
    assert browser.post("/klucze/nowy/", NEW).status_code == 303
    assert AccessToken.objects.count() == 1


def test_making_and_revoking_stand_in_the_trail_without_the_secret(
    cast: Town, at_monday: object, as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    secret = made(browser)
    token = AccessToken.objects.get()
    assert browser.post(f"/klucze/{token.pk}/uniewaznij/").status_code == 303
    entries = list(Entry.objects.filter(about_kind="accesstoken", about_id=token.pk).order_by("sequence"))
    assert [one.action for one in entries] == ["token.issue", "token.revoke"]
    assert not any(secret.encode() in bytes(one.payload) for one in entries)
    assert live_token(secret) is None


def test_somebody_elses_key_is_missing(cast: Town, at_monday: object, as_worker: Any) -> None:
    secret = made(as_worker(cast.anna))
    address = f"/klucze/{AccessToken.objects.get().pk}/uniewaznij/"
    for worker in (cast.iga, cast.halina):
        assert as_worker(worker).post(address).status_code == 404
    assert live_token(secret) is not None


@pytest.mark.parametrize(
    ("field", "value"), [("days", "0"), ("days", "366"), ("days", "x"), ("scope", "all"), ("name", "  ")]
)
def test_a_key_without_end_scope_or_name_is_not_made(
    cast: Town, at_monday: object, as_worker: Any, field: str, value: str
) -> None:
    assert as_worker(cast.anna).post("/klucze/nowy/", {**NEW, field: value}).status_code == 422
    assert not AccessToken.objects.exists()


def test_nobody_gathers_keys_without_end(cast: Town, at_monday: object, as_worker: Any) -> None:
    for number in range(MOST_TOKENS):
        issue_token(actor=cast.anna.actor, name=f"Program {number}", scope="read")
    answer = as_worker(cast.anna).post("/klucze/nowy/", NEW)
    assert answer.status_code == 422
    assert "Unieważnij te" in answer.content.decode()


def test_the_list_says_why_a_key_opens_nothing(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    made(browser)
    AccessToken.objects.update(expires_at=now())
    assert "wygasł" in browser.get("/klucze/").content.decode()
    AccessToken.objects.update(expires_at=now() + timedelta(days=1), membership_id=cast.piotr.membership.pk)
    assert "członkostwo się skończyło" in browser.get("/klucze/").content.decode()


def test_a_key_is_made_listed_and_revoked_in_the_terminal(
    cast: Town, at_monday: object, capsys: pytest.CaptureFixture[str]
) -> None:
    me = ["--as", cast.anna.email]
    assert main(["token", "issue", *me, "--name", "Eksport", "--scope", "write", "--days", "7"]) == 0
    secret = capsys.readouterr().out.strip()
    token = live_token(secret)
    assert token is not None
    assert token.may_write
    assert main(["token", "list", *me]) == 0
    assert "Eksport" in capsys.readouterr().out
    assert main(["token", "revoke", *me, str(token.pk)]) == 0
    assert live_token(secret) is None
    assert Entry.objects.filter(via="cli", action__startswith="token.").count() == 2


def test_the_terminal_acts_as_nobody_who_is_not_there(cast: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "list", "--as", "nikt@nigdzie.example"]) == 2
    assert main(["token", "list", "--as", cast.anna.email, "--membership", str(cast.piotr.membership.pk)]) == 2
    assert "Wskaż przez --membership" in capsys.readouterr().err
