"""What is no move of a workflow, from the command line: as a person and by the same rules."""

import json
from typing import Any

import pytest

from kooperacja.access.models import Basis, Share, Veto
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.config.acts import ACTS
from kooperacja.config.cli import main
from kooperacja.directory.models import Membership
from tests.cast import MONDAY, Town

pytestmark = pytest.mark.installation


def act(name: str, *keys: object, who: str, **fields: object) -> int:
    named = [part for field, value in fields.items() for part in ("--field", f"{field}={value}")]
    return main(["act", name, *map(str, keys), "--as", who, *named])


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_child_is_shown_and_closed_again(cast: Town, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    anna, wanda = cast.anna.email, cast.wanda.email
    assert main(["show", "bases", case.ref, "--as", anna]) == 0
    child = next(one["id"] for one in told(capsys)["places"] if "Łucja" in one["name"])
    whom = {"subject_id": child, "recipient_id": cast.at("school").pk, "category": "identity"}
    assert act("basis.record", case.ref, who=anna, **whom, is_consent="true", source="zgoda matki") == 0
    basis = told(capsys)["id"]
    assert act("window.open", case.ref, who=anna, place_id=child, basis_id=basis) == 0
    window = told(capsys)["id"]
    assert main(["list", "received", "--as", wanda]) == 0
    assert [one["id"] for one in told(capsys)["items"]] == [window]
    assert act("reader.place", window, who=wanda, user_id=cast.piotr.user.pk) == 0
    assert told(capsys)["readers"][0]["name"] == "Piotr Sowa"
    assert act("basis.what-if", case.ref, basis, who=anna) == 0
    assert told(capsys)["lost"] == 1
    assert act("basis.end", case.ref, basis, who=anna) == 0
    assert act("window.close", case.ref, window, who=anna) == 0
    assert Entry.objects.get(action="access.open_share").via == "cli"


def test_locks_emergencies_and_leaving(cast: Town, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert act("lock.set", case.ref, who=cast.anna.email, kind="restriction", place=case.anchor_id) == 0
    lock = told(capsys)["items"][0]["id"]
    assert act("lock.lift", lock, who=cast.anna.email) == 2
    assert act("lock.lift", lock, who=cast.halina.email) == 0
    capsys.readouterr()
    assert main(["list", "lock", "--as", cast.halina.email]) == 0
    assert told(capsys)["items"] == []
    person = {"owner_id": cast.at("gops").pk, "case_number": case.number, "first_name": "Łucja"}
    why = "Dziecko nieprzytomne, szpital pyta."
    assert act("emergency.open", who=cast.jan.email, **person, reason=why) == 0
    pk = told(capsys)["id"]
    assert main(["list", "waiting", "--as", cast.filip.email]) == 0
    assert [one["id"] for one in told(capsys)["items"]] == [pk]
    assert act("emergency.review", pk, who=cast.filip.email, outcome="justified") == 0
    member = cast.iga.membership.pk
    words = ["--field", "categories=identity", "--field", "categories=family", "--field", "signed_on=2026-11-02"]
    authorise = ["act", "worker.authorise", str(member), "--as", cast.halina.email, *words]
    assert main([*authorise, "--field", "number=9/2026"]) == 0
    capsys.readouterr()
    assert act("worker.leave", member, who=cast.halina.email, reason="koniec umowy") == 0
    assert capsys.readouterr().out.strip()
    assert Membership.objects.get(pk=member).valid_to <= MONDAY


def test_what_is_refused_is_a_sentence_and_changes_nothing(
    cast: Town, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    whom = {"subject_id": case.subject_id, "recipient_id": cast.at("school").pk, "category": "coordination"}
    for worker in (cast.iga, cast.jan):
        assert act("basis.record", case.ref, who=worker.email, **whom, is_consent="false", source="art. 100") == 2
    assert act("lock.set", case.ref, who=cast.iga.email, kind="restriction", place=case.anchor_id) == 2
    assert act("basis.end", case.ref, who=cast.anna.email) == 2
    assert "ref, pk" in capsys.readouterr().err
    assert act("basis.end", case.ref, "one", who=cast.anna.email) == 2
    assert [model for model in (Basis, Share, Veto) if model.objects.exists()] == []


def test_the_help_names_every_act(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["act", "--help"])
    shown = "".join(capsys.readouterr().out.split())
    assert [name for name in ACTS if name not in shown] == []


def test_the_search_asks_as_a_person(cast: Town, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert act("search", who=cast.anna.email, q=case.number) == 0
    [group] = told(capsys)["groups"]
    assert (group["kind"], group["hits"][0]["ref"]) == ("families", case.ref)
    assert act("search", who=cast.olga.email, q=case.number) == 0
    assert told(capsys)["groups"] == []
