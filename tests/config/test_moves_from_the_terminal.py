"""The moves of the workflows, a row and a list from the command line, as a person and by the same rules."""

import json
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.config.cli import main
from kooperacja.config.moves import TABLES
from tests.cast import Town
from tests.referrals import story


def out(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_move_is_made_as_a_person_and_stands_in_the_trail(cast: Town, at_monday: Any) -> None:
    side = story.received(cast)
    ref = side.referral.ref
    assert main(["move", "referral", ref, "accept", "--as", cast.anna.email]) == 0
    worker = ["--field", f"worker_id={cast.anna.user.pk}"]
    assert main(["move", "referral", ref, "assign", "--as", cast.anna.email, *worker]) == 0
    entry = Entry.objects.get(action="referral.assign")
    assert (entry.via, entry.user_id) == ("cli", cast.anna.user.pk)


def test_a_refusal_is_a_sentence_and_exit_code_2(
    cast: Town, at_monday: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = story.received(cast).referral.ref
    move = ["move", "referral", ref]
    assert main([*move, "confirm", "--as", cast.anna.email]) == 2
    assert "tylko instytucja, która wysłała" in capsys.readouterr().err
    assert main([*move, "accept", "--as", cast.jan.email]) == 2
    assert main([*move, "decline", "--as", cast.anna.email, "--field", "text=x"]) == 2
    assert "reason_code" in capsys.readouterr().err
    assert main([*move, "reopen", "--as", cast.anna.email]) == 2
    assert not Entry.objects.filter(via="cli", kind="change").exists()


def test_a_row_and_a_list_are_what_the_person_sees(
    cast: Town, at_monday: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = story.received(cast).referral.ref
    assert main(["show", "referral", ref, "--as", cast.anna.email]) == 0
    assert out(capsys)["letter"]["who"] == "Ola Malinowska"
    assert main(["show", "referral", ref, "--as", cast.jan.email]) == 2
    assert capsys.readouterr().out == ""
    assert main(["list", "referral", "--as", cast.anna.email, "--field", "tab=incoming"]) == 0
    assert [row["ref"] for row in out(capsys)["items"]] == [ref]
    assert main(["list", "referral", "--as", cast.jan.email]) == 0
    assert out(capsys)["items"] == []
    assert main(["show", "institution", str(cast.at("gops").pk), "--as", cast.jan.email]) == 0
    assert out(capsys)["short_name"] == "GOPS Wierzbowo"


def test_the_help_names_every_move(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["move", "--help"])
    told = capsys.readouterr().out
    assert [name for table in TABLES.values() for name in table.acts if name not in told] == []
