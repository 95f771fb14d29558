"""`mail send` and `mail try`, as the machine's timetable and the operator run them."""

from typing import Any

import pytest

from kooperacja.config import cli
from kooperacja.notices.actions import send
from tests.cast import Town
from tests.mailing.conftest import Sink


def test_send_says_what_came_of_it(
    cast: Town, sink: Sink, at_monday: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "pl")
    to = [cast.anna.user.pk, cast.iga.user.pk]
    send(to=to, institution_id=cast.at("gops").pk, code="agreement.signed", about=cast.agreement.about())
    sink.refusals[cast.anna.user.email] = "550 no such mailbox"
    assert cli.main(["mail", "send"]) == 0
    assert capsys.readouterr().out == "serwer odrzucił adres: 1; wysłano: 1\n"
    assert cli.main(["mail", "send"]) == 0
    assert capsys.readouterr().out == "Nie ma nic do wysłania.\n"


def test_a_silent_server_is_a_sentence_and_exit_code_two(
    cast: Town, sink: Sink, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MAIL_SERVER = {}
    assert cli.main(["mail", "try", "ada@gops.example"]) == 2
    assert "KOOPERACJA_SMTP_URL" in capsys.readouterr().err
