"""A key opens what its membership opens, and nothing from the next request after either of them ended."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.accounts.actions import close_account, issue_token, revoke_token
from kooperacja.accounts.models import AccessToken
from kooperacja.audit.models import Entry, Kind
from kooperacja.directory.actions import leave
from kooperacja.foundation.actor import Actor
from tests.api.test_read import family
from tests.cast import Town


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_key_dies_with_its_membership(cast: Town, at_monday: Any, program: Any) -> None:
    """I14"""
    anna = program(cast.anna)
    assert anna.get("/cases").status_code == 200
    leave(actor=cast.halina.actor, membership=cast.anna.membership, reason="Koniec umowy")
    assert code(anna.get("/cases")) == (401, "token.needed")


def test_a_key_does_not_move_to_another_membership_of_its_owner(cast: Town, at_monday: Any, program: Any) -> None:
    """I14: whoever works for two institutions has a key for one of them."""
    from kooperacja.directory.kinds import Role
    from tests.cast import enrol

    anna = program(cast.anna)
    enrol(cast.anna.user, cast.at("school"), Role.KEY_WORKER, title="pedagog")
    assert anna.get("/me").json()["acts_as"]["institution_id"] == cast.at("gops").pk
    leave(actor=cast.halina.actor, membership=cast.anna.membership, reason="Koniec umowy")
    assert code(anna.get("/me")) == (401, "token.needed")


def test_a_key_expires_at_its_instant(cast: Town, at_monday: Any, program: Any) -> None:
    _token, secret = issue_token(actor=cast.anna.actor, name="Dzień", scope="read", days=1)
    anna = program(cast.anna, secret=secret)
    at_monday.shift(timedelta(days=1) - timedelta(microseconds=1))
    assert anna.get("/me").status_code == 200
    at_monday.shift(timedelta(microseconds=1))
    assert code(anna.get("/me")) == (401, "token.needed")


def test_a_revoked_key_opens_nothing(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    revoke_token(actor=cast.anna.actor, token=AccessToken.objects.get())
    assert code(anna.get("/me")) == (401, "token.needed")


def test_a_key_of_a_closed_account_opens_nothing(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    close_account(actor=Actor.system("test"), user=cast.anna.user)
    assert code(anna.get("/me")) == (401, "token.needed")


def test_a_key_that_only_reads_writes_nothing(cast: Town, at_monday: Any, program: Any) -> None:
    reader = program(cast.anna, "read")
    assert reader.get("/cases").status_code == 200
    new = {"family_name": "Nowak", "learned_on": "2026-11-02", "key_worker_id": cast.anna.user.pk}
    assert code(reader.post("/cases", new)) == (403, "token.reads_only")
    assert reader.get("/cases").json()["total"]["number"] == 0
    assert Entry.objects.filter(kind=Kind.DENIED, via="api", action="denied.api:cases").count() == 1


@pytest.mark.parametrize("secret", ["koop_x", "", "koop_" + "ą" * 20, "x" * 4000])
def test_a_key_that_nobody_made_opens_nothing(cast: Town, program: Any, secret: str) -> None:
    answer = program(cast.anna, secret=secret or " ").get("/me")
    assert code(answer) == (401, "token.needed")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_key(cast: Town, at_monday: Any, as_worker: Any) -> None:
    """So no page of others can send a request in the name of who is signed in."""
    browser = as_worker(cast.anna)
    assert browser.get("/api/v1/cases").status_code == 401
    answer = browser.post("/api/v1/cases", {}, content_type="application/json")
    assert code(answer) == (401, "token.needed")


def test_a_key_in_the_address_or_in_the_body_is_none(cast: Town, at_monday: Any, client: Any) -> None:
    _token, secret = issue_token(actor=cast.anna.actor, name="Adres", scope="read")
    assert client.get(f"/api/v1/me?token={secret}&access_token={secret}").status_code == 401
    assert client.get("/api/v1/me", headers={"Authorization": f"Basic {secret}"}).status_code == 401


def test_whoever_tries_keys_is_slowed_down(cast: Town, at_monday: Any, program: Any) -> None:
    wrong = program(cast.anna, secret="koop_wrong")
    answers = {wrong.get("/me").status_code for _ in range(32)}
    assert answers == {401, 429}
    assert program(cast.anna).get("/me").status_code == 200


def test_what_a_program_does_stands_in_the_trail_as_its_own_way(cast: Town, at_monday: Any, program: Any) -> None:
    case = family(cast)
    body = {"kind": "visit", "happened_on": "2026-11-02", "category": "health", "text": "Rozmowa o zdrowiu."}
    anna = program(cast.anna)
    assert anna.post(f"/cases/{case.ref}/notes", body).status_code == 201
    entry = Entry.objects.get(action="note.write")
    assert (entry.via, entry.user_id, entry.institution_id) == ("api", cast.anna.user.pk, cast.at("gops").pk)
    assert Entry.objects.filter(kind=Kind.READ, via="api", action="read.case_notes").exists()


def test_a_key_makes_no_other_key(cast: Town) -> None:
    from dataclasses import replace

    from kooperacja.foundation.errors import RuleBroken

    with pytest.raises(RuleBroken, match="nie inny klucz"):
        issue_token(actor=replace(cast.anna.actor, via="api"), name="Drugi", scope="read")


def test_the_last_use_is_known_to_ten_minutes(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    anna.get("/me")
    first = AccessToken.objects.get().last_used_at
    at_monday.shift(timedelta(minutes=9))
    anna.get("/me")
    assert AccessToken.objects.get().last_used_at == first
    at_monday.shift(timedelta(minutes=2))
    anna.get("/me")
    assert AccessToken.objects.get().last_used_at > first
