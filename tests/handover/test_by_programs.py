"""Handing over by a program and from the terminal: the same acts, the same refusals."""

import json
from typing import Any

import pytest

from kooperacja.access.queries import key_worker_of
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from tests.api.conftest import Program
from tests.cast import Town
from tests.handover.conftest import standing


@pytest.mark.served
def test_a_program_lists_arranges_and_ends(cast: Town, case: Case) -> None:
    anna, days = Program(cast.anna), {"since": "2026-11-09", "until": "2026-11-13"}
    found = anna.send("get", f"/handover/files?worker={cast.anna.user.pk}&since=2026-11-09&until=2026-11-13").json()
    item = next(one for one in found["items"] if one["kind"] == "case")
    assert (item["id"], item["label"], item["about"]) == (case.anchor_id, case.number, "Lipa")
    assert cast.iga.user.pk in item["takers"]
    body = {"worker": cast.anna.user.pk, **days, "rows": [f"{case.anchor_id}:{cast.iga.user.pk}"]}
    told = anna.send("post", "/handover/substitutions", body).json()["items"]
    assert [(one["substitute"], one["number"]) for one in told] == [("Iga Klon", 1)]
    refused = anna.send("post", "/handover/substitutions", {**body, "rows": ["987654:1"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "handover.changed")
    assert anna.post(f"/handover/substitutions/{told[0]['id']}/end").status_code == 204
    assert anna.send("get", "/handover/substitutions").json()["items"] == []
    assert anna.send("get", "/handover/unattended").status_code == 403


@pytest.mark.installation
def test_the_terminal_arranges_and_hands_over(cast: Town, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    def act(name: str, who: str, *fields: str) -> int:
        named = [part for field in fields for part in ("--field", field)]
        return main(["act", name, "--as", who, *named])

    def listed(kind: str, who: str, *fields: str) -> Any:
        named = [part for field in fields for part in ("--field", field)]
        capsys.readouterr()
        assert main(["list", kind, "--as", who, *named]) == 0
        return json.loads(capsys.readouterr().out)

    row, anna = f"rows={case.anchor_id}:{cast.iga.user.pk}", f"worker={cast.anna.user.pk}"
    days = ("since=2026-11-09", "until=2026-11-13")
    offered = listed("handover", cast.anna.email, anna, *days)["items"]
    assert [(one["label"], cast.iga.user.pk in one["takers"]) for one in offered if one["id"] == case.anchor_id] == [
        (case.number, True)
    ]
    assert act("substitution.arrange", cast.anna.email, anna, *days, row) == 0
    assert json.loads(capsys.readouterr().out)["items"][0]["absent"] == "Anna Lis"
    assert standing() == 1
    for who in (cast.anna, cast.iga, cast.halina):
        assert [one["substitute"] for one in listed("substitution", who.email)["items"]] == ["Iga Klon"]
    assert listed("substitution", cast.ewa.email)["items"] == []
    assert listed("unattended", cast.halina.email)["items"] == []
    assert main(["list", "substitution", "--as", cast.filip.email]) == 2
    assert main(["list", "unattended", "--as", cast.anna.email]) == 2
    assert main(["list", "handover", "--as", cast.iga.email, "--field", anna]) == 2
    assert act("files.hand-over", cast.iga.email, anna, "reason=load", row) == 2
    assert act("files.hand-over", cast.halina.email, anna, "reason=load", row) == 0
    assert key_worker_of(case.anchor_id) == cast.iga.user.pk
