"""What somebody might try on purpose: refused with a code, nothing is told or changed, and it is in the trail."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import declare_conflict
from kooperacja.access.models import Emergency, Share, Veto
from kooperacja.agreements.models import AgreementParty, Pact
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import add_member, appoint_worker, open_case
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from tests.agreements.conftest import CLAUSE
from tests.cast import MONDAY, Town

WHY = "Dziecko nieprzytomne, ratownik pyta o choroby."
SIGNED = {"signed_on": "2026-11-02"}


@pytest.fixture
def case(cast: Town, at_monday: Any) -> Case:
    anna = cast.anna
    row = open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)
    for name in ("Łucja", "Marta"):
        add_member(actor=anna.actor, case=row, first_name=name, last_name="Lipa", kinship="daughter")
    return row


def refused(answer: Any, status: int, code: str, user: int) -> None:
    """The code is said and written down; the answer names nobody."""
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not [name for name in ("Łucja", "Marta", "Lipa") if name in answer.content.decode()]
    entry = Entry.objects.filter(kind="denied", user_id=user).latest("pk")
    assert f'"{code}"' in bytes(entry.payload).decode()
    assert entry.via == "api"


def drafted(cast: Town, program: Any) -> str:
    """Of the centre and the school, written and sent by Halina, judged by Filip."""
    halina = program(cast.halina)
    body = {"title": "Porozumienie próbne", "valid_until": "2027-12-31"}
    path = f"/agreements/{halina.post('/agreements', body).json()['ref']}"
    halina.post(f"{path}/parties", {"institution_id": cast.at("school").pk})
    halina.post(f"{path}/clauses", {**CLAUSE, "purpose": "joint_help", "category": "health", "max_level": 3})
    for move in ("negotiate", "review"):
        halina.post(f"{path}/moves/{move}")
    program(cast.filip).post(f"{path}/opinion", {"advice": "positive"})
    assert halina.post(f"{path}/moves/submit").status_code == 200
    return path


def test_a_party_signs_once(cast: Town, at_monday: Any, program: Any) -> None:
    path, halina = drafted(cast, program), program(cast.halina)
    assert halina.post(f"{path}/sign", SIGNED).status_code == 200
    before = list(AgreementParty.objects.order_by("pk").values())
    refused(halina.post(f"{path}/sign", SIGNED), 403, "agreement.signed", cast.halina.user.pk)
    assert list(AgreementParty.objects.order_by("pk").values()) == before


def test_an_annex_does_not_widen_alone(cast: Town, at_monday: Any, program: Any) -> None:
    path, halina, wanda = drafted(cast, program), program(cast.halina), program(cast.wanda)
    for who in (halina, wanda):
        who.post(f"{path}/sign", SIGNED)
    assert wanda.post(f"{path}/moves/enforce").status_code == 200
    annex = f"/agreements/{halina.post(f'{path}/annexes', {'valid_until': '2028-12-31'}).json()['ref']}"
    for move in ("negotiate", "review"):
        halina.post(f"{annex}/moves/{move}")
    program(cast.filip).post(f"{annex}/opinion", {"advice": "positive"})
    halina.post(f"{annex}/moves/submit")
    halina.post(f"{annex}/sign", SIGNED)
    before = Pact.objects.count()
    refused(wanda.post(f"{annex}/moves/enforce"), 403, "annex.widens_alone", cast.wanda.user.pk)
    assert Pact.objects.count() == before


def test_an_administrator_opens_nothing_to_himself_by_his_own_agreement(cast: Town, case: Case, program: Any) -> None:
    """I16: who wrote it does not bring it into force, who works on both sides shows nothing to himself, and who
    received a window does not place himself at it.
    """
    path, halina, wanda = drafted(cast, program), program(cast.halina), program(cast.wanda)
    for who in (halina, wanda):
        who.post(f"{path}/sign", SIGNED)
    refused(halina.post(f"{path}/moves/enforce"), 403, "agreement.two_people", cast.halina.user.pk)
    basis = _basis(cast, program, case)
    Membership.objects.create(user=cast.anna.user, institution=cast.at("school"), role="institution_manager")
    window = {"place_id": basis["subject_id"], "basis_id": basis["id"]}
    refused(program(cast.anna).post(f"/cases/{case.ref}/windows", window), 403, "share.to_oneself", cast.anna.user.pk)
    opened = program(cast.halina).post(f"/cases/{case.ref}/windows", window).json()
    own = wanda.post(f"/windows/{opened['id']}/readers", {"user_id": cast.wanda.user.pk})
    refused(own, 403, "window.own", cast.wanda.user.pk)


def _basis(cast: Town, program: Any, case: Case, **other: Any) -> Any:
    anna = program(cast.anna)
    places = anna.get(f"/cases/{case.ref}/bases").json()["places"]
    child = next(one["id"] for one in places if "Łucja" in one["name"])
    what = {"category": "identity", "is_consent": True, "source": "zgoda", "recipient_id": cast.at("school").pk}
    return anna.post(f"/cases/{case.ref}/bases", {"subject_id": child, **what, **other}).json()


def test_a_window_does_not_outlive_the_agreement_nor_rest_on_another_person(
    cast: Town, case: Case, program: Any
) -> None:
    anna, basis = program(cast.anna), _basis(cast, program, case)
    late = {"place_id": basis["subject_id"], "basis_id": basis["id"], "until": "2028-01-01"}
    refused(anna.post(f"/cases/{case.ref}/windows", late), 422, "share.past_agreement", cast.anna.user.pk)
    places = anna.get(f"/cases/{case.ref}/bases").json()["places"]
    other = next(one["id"] for one in places if "Marta" in one["name"])
    wrong = {"place_id": other, "basis_id": basis["id"]}
    refused(anna.post(f"/cases/{case.ref}/windows", wrong), 422, "share.other_person", cast.anna.user.pk)
    assert not Share.objects.exists()


def test_an_emergency_is_not_renewed_before_its_review(cast: Town, case: Case, program: Any, at_monday: Any) -> None:
    """I17: also when the first one has ended by itself."""
    jan = program(cast.jan)
    body = {"owner_id": cast.at("gops").pk, "case_number": case.number, "first_name": "Łucja", "reason": WHY}
    assert jan.post("/emergencies", body).status_code == 201
    at_monday.shift(timedelta(hours=30))
    refused(jan.post("/emergencies", body), 409, "emergency.unreviewed", cast.jan.user.pk)
    assert Emergency.objects.count() == 1


def test_nobody_lifts_a_lock_on_himself(cast: Town, case: Case, program: Any) -> None:
    lock = declare_conflict(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.halina.user.pk)
    halina = program(cast.halina)
    refused(halina.post(f"/locks/{lock.pk}/lift"), 404, "not_found", cast.halina.user.pk)
    assert Veto.objects.get(pk=lock.pk).holds_at(MONDAY)


def test_who_left_finds_key_and_session_closed(cast: Town, case: Case, program: Any, as_worker: Any) -> None:
    """I14: what was open before is closed at the next request."""
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    key, session, page = program(cast.iga), as_worker(cast.iga), f"/rodziny/{case.ref}/"
    assert (key.get(f"/cases/{case.ref}").status_code, session.get(page).status_code) == (200, 200)
    program(cast.halina).post(f"/workers/{cast.iga.membership.pk}/leave", {"reason": "koniec umowy"})
    assert key.get(f"/cases/{case.ref}").status_code == 401
    gone = session.get(page)
    assert (gone.status_code, b"Lipa" in gone.content) == (302, False)


def test_a_setting_forged_in_a_query_opens_nothing(cast: Town, case: Case, program: Any) -> None:
    """The settings of the database, the actor and the purpose are taken from the key and the route alone."""
    jan, anna = program(cast.jan), cast.anna.actor
    forged = f"kooperacja.user={anna.user_id}&kooperacja.institution={anna.institution_id}&at=2026-01-01"
    refused(jan.get(f"/cases/{case.ref}?{forged}&purpose=oversight"), 404, "not_found", cast.jan.user.pk)
    for query in (forged, "q=%27%3B+SET+kooperacja.user%3D1%3B--", "q=%27+OR+1%3D1+--"):
        answer = jan.get(f"/cases?{query}")
        assert "Lipa" not in answer.content.decode(), query
        assert answer.status_code == 422 or answer.json()["items"] == [], query
    head = {f"KOOPERACJA_{name}": str(value) for name, value in (("user", anna.user_id), ("role", "key_worker"))}
    assert jan.get(f"/cases/{case.ref}", **head).status_code == 404
