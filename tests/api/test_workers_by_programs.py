"""The workers of an institution by programs: authorised, declared, on duty, leaving."""

from typing import Any

import pytest

from kooperacja.access.models import Authorisation
from kooperacja.cases.actions import open_case
from tests.cast import MONDAY, Town

PAPER = {"categories": ["identity", "family"], "number": "9/2026", "signed_on": "2026-11-02"}


def test_a_manager_authorises_revokes_and_records(cast: Town, at_monday: Any, program: Any) -> None:
    halina, path = program(cast.halina), f"/workers/{cast.iga.membership.pk}"
    assert halina.post(f"{path}/revoke").json()["permissions"] == []
    told = halina.post(f"{path}/authorise", PAPER | {"until": "2026-12-31"}).json()["permissions"]
    assert [(one["number"], one["until"]) for one in told] == [("9/2026", "2026-12-31")]
    assert halina.post(f"{path}/statement", {"signed_on": "2026-11-02"}).json()["declared_on"] == "2026-11-02"
    assert halina.post(f"{path}/inbox", {"opens": True}).json()["opens_inbox"] is True
    assert halina.post(f"{path}/inbox", {"opens": False}).json()["opens_inbox"] is False


def test_who_left_finds_the_key_dead_at_the_next_request(cast: Town, at_monday: Any, program: Any) -> None:
    """I14"""
    iga, halina = program(cast.iga), program(cast.halina)
    open_case(actor=cast.iga.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=cast.iga.user.pk)
    assert iga.get("/cases").json()["total"]["number"] == 1
    leave = f"/workers/{cast.iga.membership.pk}/leave"
    assert halina.post(leave, {"reason": "koniec umowy"}).json()["code"] == "worker.files_left"
    gone = halina.post(leave, {"reason": "koniec umowy", "at_once": True})
    assert gone.status_code == 204
    assert iga.get("/cases").status_code == 401
    assert halina.get(f"/workers/{cast.iga.membership.pk}").status_code == 404


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"categories": []}, "request.shape"),
        ({"categories": ["advice"]}, "authorisation.category"),
        ({"signed_on": "2026-11-03"}, "request.shape"),
        ({"until": "2026-11-01"}, "authorisation.past"),
    ],
)
def test_an_authorisation_that_does_not_fit_is_refused(
    cast: Town, at_monday: Any, program: Any, other: dict[str, Any], code: str
) -> None:
    before = Authorisation.objects.count()
    path = f"/workers/{cast.iga.membership.pk}/authorise"
    answer = program(cast.halina).post(path, PAPER | other)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert Authorisation.objects.count() == before


def test_nobody_equips_himself_and_none_but_the_manager_does(cast: Town, at_monday: Any, program: Any) -> None:
    """I15, I16"""
    halina, own = program(cast.halina), cast.halina.membership.pk
    for path, body in (("authorise", PAPER), ("inbox", {"opens": True}), ("leave", {"reason": "x"}), ("revoke", {})):
        refused = halina.post(f"/workers/{own}/{path}", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "workers.own"), path
    other = cast.iga.membership.pk
    assert program(cast.anna).get("/workers").status_code == 403
    assert program(cast.anna).post(f"/workers/{other}/authorise", PAPER).status_code == 403
    assert program(cast.wanda).get(f"/workers/{other}").status_code == 404
    assert program(cast.wanda).post(f"/workers/{other}/leave", {"reason": "x"}).status_code == 404
    assert {one["name"] for one in program(cast.ewa).get("/workers").json()["items"]} >= {"Anna Lis", "Ewa Dąb"}
