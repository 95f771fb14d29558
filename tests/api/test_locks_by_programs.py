"""Locks of a case by programs: set, listed, lifted, and a conflict of one's own."""

from typing import Any

import pytest

from kooperacja.access.models import Veto
from kooperacja.cases.actions import appoint_worker
from kooperacja.cases.models import Case
from tests.cast import Town


def test_a_lock_is_set_listed_and_lifted_by_another(cast: Town, case: Case, program: Any) -> None:
    anna, halina, path = program(cast.anna), program(cast.halina), f"/cases/{case.ref}/locks"
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert program(cast.iga).get(f"/cases/{case.ref}").status_code == 200
    lock = {"kind": "do_not_show_to", "place": case.anchor_id, "worker": cast.iga.user.pk}
    told = anna.post(path, lock).json()
    assert [(one["kind"], one["binds"]) for one in told["items"]] == [("do_not_show_to", "Iga Klon")]
    assert program(cast.iga).get(f"/cases/{case.ref}").status_code == 404
    pk = told["items"][0]["id"]
    refused = anna.post(f"{path}/{pk}/lift")
    assert (refused.status_code, refused.json()["code"]) == (403, "veto.role")
    assert halina.post(f"{path}/{pk}/lift").json()["items"] == []
    assert program(cast.iga).get(f"/cases/{case.ref}").status_code == 200


def test_a_conflict_of_ones_own_closes_the_case_and_others_lift_it(cast: Town, case: Case, program: Any) -> None:
    anna, halina = program(cast.anna), program(cast.halina)
    answer = anna.post(f"/cases/{case.ref}/conflict")
    assert (answer.status_code, answer.content) == (204, b"")
    assert anna.get(f"/cases/{case.ref}").status_code == 404
    mine = Veto.objects.get(kind="conflict")
    assert anna.post(f"/cases/{case.ref}/locks/{mine.pk}/lift").status_code == 404
    assert halina.post(f"/cases/{case.ref}/locks/{mine.pk}/lift").status_code == 200
    assert anna.get(f"/cases/{case.ref}").status_code == 200


def test_a_restriction_is_lifted_by_who_does_not_see_the_file(cast: Town, case: Case, program: Any) -> None:
    """It closes the case also to the manager and to the officer, who alone may lift it."""
    anna, halina = program(cast.anna), program(cast.halina)
    assert anna.post(f"/cases/{case.ref}/locks", {"kind": "restriction", "place": case.anchor_id}).status_code == 200
    assert halina.get(f"/cases/{case.ref}").status_code == 404
    assert anna.get("/locks").json()["items"] == []
    kept = halina.get("/locks").json()["items"]
    assert [(one["kind"], one["on"], one["set_by"]) for one in kept] == [("restriction", "teczka", "Anna Lis")]
    for worker in (cast.anna, cast.wanda, cast.jan):
        assert program(worker).post(f"/locks/{kept[0]['id']}/lift").status_code == 404
    assert halina.post(f"/locks/{kept[0]['id']}/lift").status_code == 204
    assert halina.get(f"/cases/{case.ref}").status_code == 200


@pytest.mark.parametrize(
    ("lock", "status", "code"),
    [
        ({"kind": "sealed"}, 422, "veto.keepers"),
        ({"kind": "conflict"}, 422, "veto.nobody"),
        ({"kind": "conflict", "worker": 987654321}, 422, "veto.worker_unknown"),
        ({"kind": "do_not_show_to", "institution": 987654321}, 422, "veto.institution_unknown"),
        ({"kind": "restriction", "worker": 1}, 422, "veto.not_asked"),
        ({"kind": "restriction", "place": 987654321}, 404, "not_found"),
        ({"kind": "nothing"}, 422, "request.shape"),
    ],
)
def test_what_does_not_fit_is_refused(
    cast: Town, case: Case, program: Any, lock: dict[str, Any], status: int, code: str
) -> None:
    answer = program(cast.halina).post(f"/cases/{case.ref}/locks", {"place": case.anchor_id, **lock})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Veto.objects.exists()


def test_who_reads_in_an_emergency_alone_locks_nothing(cast: Town, case: Case, program: Any, as_worker: Any) -> None:
    """I17: an emergency of the family opens its case for reading, and decides nothing about it."""
    from kooperacja.access.actions import break_glass

    iga = program(cast.iga)
    break_glass(cast.iga.actor, subject_id=case.subject_id, reason="Dziecko nieprzytomne, szpital pyta.")
    assert iga.get(f"/cases/{case.ref}").status_code == 200
    lock = {"kind": "do_not_show_to", "place": case.anchor_id, "worker": cast.anna.user.pk}
    refused = iga.post(f"/cases/{case.ref}/locks", lock)
    assert (refused.status_code, refused.json()["code"]) == (403, "row.closed")
    page = as_worker(cast.iga).post(f"/rodziny/{case.ref}/blokady/nowa/", {**lock, "once": "a"})
    assert page.status_code == 403
    assert not Veto.objects.exists()
