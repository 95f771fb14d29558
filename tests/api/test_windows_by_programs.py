"""A consent, a window on it, and who looks through: by programs of the owner and of the recipient."""

from typing import Any

import pytest

from kooperacja.access.models import Appointment, Basis, Share
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from tests.cast import Town


def place(who: Any, case: Case, name: str) -> int:
    places = who.get(f"/cases/{case.ref}/bases").json()["places"]
    return next(one["id"] for one in places if name in one["name"])


def consent(cast: Town, who: Any, case: Case, **other: Any) -> dict[str, Any]:
    told = {"category": "identity", "is_consent": True, "source": "zgoda matki z 02.11.2026"}
    whom = {"subject_id": place(who, case, "Łucja"), "recipient_id": cast.at("school").pk}
    return {**told, **whom, **other}


def opened(cast: Town, who: Any, case: Case) -> dict[str, Any]:
    """The school sees who Łucja is."""
    basis = who.post(f"/cases/{case.ref}/bases", consent(cast, who, case)).json()
    window = {"place_id": basis["subject_id"], "basis_id": basis["id"]}
    answer = who.post(f"/cases/{case.ref}/windows", window)
    assert answer.status_code == 201, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_two_institutions_are_needed_to_show_a_child_to_a_teacher(cast: Town, case: Case, program: Any) -> None:
    """I16: the owner opens the window, the recipient says who looks through."""
    anna, wanda, piotr = program(cast.anna), program(cast.wanda), program(cast.piotr)
    window = opened(cast, anna, case)
    assert (window["is_open"], window["readers"], window["agreement"]) == (True, [], "pzkwrzbw2026")
    person = f"/people/{anna.get(f'/cases/{case.ref}').json()['people'][0]['ref']}"
    assert piotr.get(person).status_code == 404
    seen = wanda.get("/windows").json()["items"]
    assert [(one["id"], one["about"], one["place"], one["place_id"]) for one in seen] == [(window["id"], "", "", 0)]
    path = f"/windows/{window['id']}/readers"
    placed = wanda.post(path, {"user_id": cast.piotr.user.pk})
    assert [one["name"] for one in placed.json()["readers"]] == ["Piotr Sowa"]
    assert piotr.get(person).json()["person"]["first_name"] == "Łucja"
    assert anna.get(f"/cases/{case.ref}/windows").json()["items"][0]["readers"] == placed.json()["readers"]
    assert wanda.post(f"{path}/{cast.piotr.user.pk}/recall").json()["readers"] == []
    assert piotr.get(person).status_code == 404


def test_the_recipient_reads_the_window_list_only_as_who_supervises(cast: Town, case: Case, program: Any) -> None:
    window = opened(cast, program(cast.anna), case)
    for worker in (cast.piotr, cast.iga):
        refused = program(worker).get("/windows")
        assert (refused.status_code, refused.json()["code"]) == (403, "window.not_supervisor")
    wanda = program(cast.wanda)
    himself = wanda.post(f"/windows/{window['id']}/readers", {"user_id": cast.wanda.user.pk})
    assert (himself.status_code, himself.json()["code"]) == (403, "window.own")
    other = wanda.post(f"/windows/{window['id']}/readers", {"user_id": cast.jan.user.pk})
    assert (other.status_code, other.json()["code"]) == (422, "window.worker_unknown")
    assert program(cast.halina).get("/windows").json()["items"] == []
    assert program(cast.halina).post(f"/windows/{window['id']}/readers", {"user_id": 1}).status_code == 404
    assert not Appointment.objects.filter(institution=cast.at("school"), anchor=case.anchor_id).exists()


def test_withdrawing_the_consent_is_tried_and_then_closes(cast: Town, case: Case, program: Any) -> None:
    """I9: what rests on it is closed at the next request; the trial before it changes nothing."""
    anna, piotr = program(cast.anna), program(cast.piotr)
    window = opened(cast, anna, case)
    program(cast.wanda).post(f"/windows/{window['id']}/readers", {"user_id": cast.piotr.user.pk})
    person = f"/people/{anna.get(f'/cases/{case.ref}').json()['people'][0]['ref']}"
    path = f"/cases/{case.ref}/bases/{window['basis_id']}"
    tried = anna.get(f"{path}/what-if").json()
    assert [(one["user_name"], one["lost"], one["gained"]) for one in tried["changes"]] == [("Piotr Sowa", 1, 0)]
    assert piotr.get(person).status_code == 200
    assert anna.post(f"{path}/end").status_code == 200
    assert piotr.get(person).status_code == 404
    assert anna.get(f"/cases/{case.ref}/windows").json()["items"][0]["is_open"] is False
    assert anna.post(f"{path}/end").status_code == 404
    assert anna.post(f"/cases/{case.ref}/windows/{window['id']}/close").json()["id"] == window["id"]
    assert anna.get(f"/cases/{case.ref}/windows").json()["items"] == []


def test_only_who_is_appointed_or_supervises_shows_anything(cast: Town, case: Case, program: Any) -> None:
    """Another worker of the same institution, and one of another, find nothing there (I19)."""
    anna = program(cast.anna)
    body, window = consent(cast, anna, case), opened(cast, anna, case)
    before = (Basis.objects.count(), Share.objects.count())
    there, nowhere = f"/cases/{case.ref}", "/cases/zzzzzzzzzzzz"
    for worker in (cast.iga, cast.ewa, cast.jan, cast.wanda):
        who = program(worker)
        for path, sent in (
            ("/bases", body),
            ("/windows", {"place_id": window["place_id"], "basis_id": window["basis_id"]}),
            (f"/bases/{window['basis_id']}/end", {}),
            (f"/windows/{window['id']}/close", {}),
        ):
            closed, missing = who.post(there + path, sent), who.post(nowhere + path, sent)
            assert (closed.status_code, closed.content) == (404, missing.content), path
        for path in ("/bases", "/windows", f"/bases/{window['basis_id']}/what-if"):
            assert who.get(there + path).content == who.get(nowhere + path).content
    assert (Basis.objects.count(), Share.objects.count()) == before
    assert program(cast.halina).post(f"{there}/bases/{window['basis_id']}/end").status_code == 200


def test_who_has_read_it_in_an_emergency_shows_nothing(cast: Town, case: Case, program: Any) -> None:
    """I17: an emergency gives neither writing nor passing on."""
    anna, iga = program(cast.anna), program(cast.iga)
    body = consent(cast, anna, case)
    family = {"owner_id": cast.at("gops").pk, "case_number": case.number, "first_name": "Łucja"}
    assert iga.post("/emergencies", family | {"reason": "Dziecko nieprzytomne, szpital pyta."}).status_code == 201
    assert iga.post(f"/cases/{case.ref}/bases", body).status_code == 404
    assert Basis.objects.count() == 0


@pytest.mark.parametrize(
    ("other", "status", "code"),
    [
        ({"recipient_id": 987654321}, 422, "basis.recipient_unknown"),
        ({"category": "advice"}, 403, "share.not_authorised"),
        ({"until": "2026-10-01"}, 422, "share.past"),
        ({"subject_id": 987654321}, 404, "not_found"),
        ({"source": ""}, 422, "request.shape"),
    ],
)
def test_a_basis_that_does_not_fit_is_refused(
    cast: Town, case: Case, program: Any, other: dict[str, Any], status: int, code: str
) -> None:
    anna = program(cast.anna)
    answer = anna.post(f"/cases/{case.ref}/bases", consent(cast, anna, case, **other))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Basis.objects.exists()


def test_a_family_gives_no_consent_and_a_file_is_the_subject_of_none(cast: Town, case: Case, program: Any) -> None:
    anna = program(cast.anna)
    refused = anna.post(f"/cases/{case.ref}/bases", consent(cast, anna, case, subject_id=case.subject_id))
    assert (refused.status_code, refused.json()["code"]) == (422, "basis.household")
    file = consent(cast, anna, case, subject_id=case.anchor_id, is_consent=False)
    assert anna.post(f"/cases/{case.ref}/bases", file).json()["code"] == "basis.subject"


def test_a_consent_of_one_person_opens_nothing_of_another(cast: Town, case: Case, program: Any) -> None:
    """I11"""
    anna = program(cast.anna)
    add_member(actor=cast.anna.actor, case=case, first_name="Marta", last_name="Lipa", kinship="mother")
    basis = anna.post(f"/cases/{case.ref}/bases", consent(cast, anna, case)).json()
    other = {"place_id": place(anna, case, "Marta"), "basis_id": basis["id"]}
    refused = anna.post(f"/cases/{case.ref}/windows", other)
    assert (refused.status_code, refused.json()["code"]) == (422, "share.other_person")
    past = {"place_id": basis["subject_id"], "basis_id": basis["id"], "until": "2028-01-01"}
    late = anna.post(f"/cases/{case.ref}/windows", past)
    assert (late.status_code, late.json()["code"]) == (422, "share.past_agreement")
    assert not Share.objects.exists()


def test_nobody_shows_to_where_he_works_too(cast: Town, case: Case, program: Any) -> None:
    """I16"""
    anna = program(cast.anna)
    basis = anna.post(f"/cases/{case.ref}/bases", consent(cast, anna, case)).json()
    Membership.objects.create(user=cast.anna.user, institution=cast.at("school"), role="team_member")
    refused = anna.post(f"/cases/{case.ref}/windows", {"place_id": basis["subject_id"], "basis_id": basis["id"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "share.to_oneself")


def test_a_window_sent_twice_with_its_key_is_one_window(cast: Town, case: Case, program: Any) -> None:
    """I36"""
    anna = program(cast.anna)
    body = consent(cast, anna, case)
    first, again = (anna.post(f"/cases/{case.ref}/bases", body, Idempotency_Key="b-1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    window = {"place_id": body["subject_id"], "basis_id": first.json()["id"]}
    both = [anna.post(f"/cases/{case.ref}/windows", window, Idempotency_Key="w-1").json() for _ in range(2)]
    assert both[0] == both[1]
    assert (Basis.objects.count(), Share.objects.count()) == (1, 1)
    assert Entry.objects.filter(action="access.open_share", via="api").count() == 1
