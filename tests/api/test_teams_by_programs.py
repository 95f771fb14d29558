"""Teams by programs: founded, filled, started; what is missing in sentences; closed to who does not sit there."""

from typing import Any

import pytest

from kooperacja.teams.law import STATEMENT
from kooperacja.teams.models import Team
from tests.cast import Town
from tests.teams.conftest import ORDINANCE

DAY = {**ORDINANCE, "signed_on": "2026-09-14"}


@pytest.fixture
def path(cast: Town, at_monday: Any, program: Any) -> str:
    """PZK Wierzbowo, founded by Ewa's program."""
    made = program(cast.ewa).post(
        "/teams", {"name": "PZK Wierzbowo", "variant": "rural", "kind": "pzk", "agreement": cast.agreement.ref}
    )
    assert made.status_code == 201
    return f"/teams/{made.json()['ref']}"


def test_a_team_is_founded_filled_and_started(cast: Town, program: Any, path: str) -> None:
    ewa, wanda, piotr = program(cast.ewa), program(cast.wanda), program(cast.piotr)
    assert ewa.post(f"{path}/moves/start").json()["code"] == "team.no_agreement"
    for kind in ("agreement", "ordinance", "rules"):
        told = ewa.post(f"{path}/acts", {**DAY, "kind": kind}).json()
    assert (len(told["founding_acts"]), told["missing_acts"]) == (3, [])
    places = [(cast.at("gops").pk, "coordinator"), (cast.at("school").pk, "member"), (cast.at("mostek").pk, "member")]
    for place, function in places:
        told = ewa.post(f"{path}/seats", {"institution_id": place, "function": function}).json()
    seats = {one["institution_id"]: one["seats"][0]["id"] for one in told["members"]}
    own, school = (f"{path}/seats/{seats[cast.at(key).pk]}" for key in ("gops", "school"))
    ewa.post(f"{own}/worker", {"user_id": cast.ewa.user.pk})
    assert wanda.post(f"{school}/worker", {"user_id": cast.piotr.user.pk}).status_code == 200
    told = piotr.post(f"{school}/statement", {"version": STATEMENT}).json()
    ready = {one["name"]: (one["is_ready"], one["lacks"]) for one in told["members"]}
    assert ready[cast.at("school").short_name] == (True, [])
    assert ready[cast.at("mostek").short_name] == (False, ["„Mostek” nie podpisał jeszcze porozumienia."])
    started = ewa.post(f"{path}/moves/start").json()
    assert (started["state"]["value"], [one["name"] for one in started["available_moves"]]) == ("working", ["end"])
    row = piotr.get("/teams?kind=pzk&state=working").json()["items"][0]
    assert (row["institutions"], row["seats"], row["filled"]) == (3, 3, 2)


def test_who_does_not_sit_there_finds_nothing_and_changes_nothing(cast: Town, program: Any, path: str) -> None:
    jan = program(cast.jan)
    assert jan.get("/teams").json()["items"] == []
    for tail, body in (("", None), ("/seats", {"institution_id": cast.at("police").pk, "function": "member"})):
        closed = jan.get(path) if body is None else jan.post(f"{path}{tail}", body)
        missing = jan.get("/teams/bcdfghjkmnpq") if body is None else jan.post(f"/teams/bcdfghjkmnpq{tail}", body)
        assert (closed.status_code, closed.json()["code"]) == (missing.status_code, missing.json()["code"])
        assert closed.status_code == 404


def test_a_repeated_request_acts_once_and_a_stale_change_is_refused(cast: Town, program: Any, path: str) -> None:
    ewa = program(cast.ewa)
    body = {"institution_id": cast.at("school").pk, "function": "member"}
    answers = [ewa.post(f"{path}/seats", body, Idempotency_Key="raz").json()["members"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 1
    assert ewa.patch(path, {"name": "Inny"}, If_Match='"0"').status_code == 412
    assert ewa.edit(path, {"name": "PZK Nowy"}).json()["name"] == "PZK Nowy"
    assert ewa.edit(path, {"agreement": None}).json()["agreement"] == ""
    assert Team.objects.get().agreement is None


def test_variants_are_read_and_only_a_regional_centre_defines_one(cast: Town, program: Any, at_monday: Any) -> None:
    ewa = program(cast.ewa)
    assert [one["code"] for one in ewa.get("/variants").json()["items"]] == [
        "rural",
        "statutory",
        "urban",
        "urban_rural",
    ]
    toml = ewa.get("/variants/rural").json()["toml"]
    assert ewa.post("/variants", {"toml": toml, "dry_run": True}).json()["code"] == "variant.not_regional"
    assert ewa.get("/variants/lunar").status_code == 404
