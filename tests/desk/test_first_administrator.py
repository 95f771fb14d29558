"""`kooperacja createsuperuser`: an installation begins with one administrator, from the command line."""

import io
from argparse import ArgumentParser
from typing import Any

import pytest

from kooperacja.accounts.models import User
from kooperacja.desk.cli import COMMANDS
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.errors import RuleBroken
from tests.cast import PASSWORD as TOWN_PASSWORD
from tests.cast import Town

PASSWORD = "zupelnie-wlasne-slowa"
WHO = ["--email", "ada@wierzbowo.example", "--name", "Ada Nowa"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> None:
    command = COMMANDS[0]
    parser = ArgumentParser()
    command.arguments(parser)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    command.run(parser.parse_args([*WHO, *arguments]))


def test_the_first_administrator_of_a_new_institution(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: Any, client: Any
) -> None:
    run(monkeypatch, "--institution", "GOPS Nowe", "--kind", "welfare_centre")
    assert "ada@wierzbowo.example administruje: GOPS Nowe." in capsys.readouterr().out
    assert Membership.objects.get(user__email=WHO[1]).role == Role.SYSTEM_ADMIN
    assert client.login(email=WHO[1], password=PASSWORD)
    assert client.get("/pracownicy/").status_code == 200


def test_an_institution_that_is_there_is_found_by_name_or_key(cast: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--institution", "gops wierzbowo")
    assert Membership.objects.get(user__email=WHO[1]).institution == cast.at("gops")
    assert Institution.objects.count() == len(cast.institutions)


def test_an_unknown_institution_needs_its_kind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuleBroken) as refusal:
        run(monkeypatch, "--institution", "Nieznana")
    assert refusal.value.code == "institution.unknown"
    assert not User.objects.exists()


@pytest.mark.parametrize(("password", "code"), [("krotkie", "password.weak"), ("", "password.weak")])
def test_a_weak_password_is_refused_and_nothing_is_made(
    db: None, monkeypatch: pytest.MonkeyPatch, password: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        run(monkeypatch, "--institution", "GOPS Nowe", "--kind", "welfare_centre", password=password)
    assert refusal.value.code == code
    assert not User.objects.exists()
    assert not Institution.objects.exists()


def test_an_address_is_used_once(cast: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--institution", "gops")
    with pytest.raises(RuleBroken) as refusal:
        run(monkeypatch, "--institution", "gops")
    assert refusal.value.code == "account.known"


def test_a_closed_account_signs_in_nowhere_and_its_session_ends(
    cast: Town, at_monday: object, as_worker: Any, capsys: Any
) -> None:
    """I14."""
    browser = as_worker(cast.anna)
    assert browser.get("/").status_code == 200
    close = COMMANDS[1]
    parser = ArgumentParser()
    close.arguments(parser)
    close.run(parser.parse_args(["Anna@gops.example"]))
    assert "Konto zamknięte." in capsys.readouterr().out
    assert browser.get("/").headers["Location"].startswith("/logowanie/")
    assert not browser.login(email=cast.anna.email, password=TOWN_PASSWORD)
    with pytest.raises(RuleBroken):
        close.run(parser.parse_args(["nikt@gops.example"]))
