"""The rules by role as a page, and what an act on an agreement would change."""

from typing import Any

from kooperacja.access.actions import appoint, open_share, record_basis
from kooperacja.access.models import Capacity
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement
from kooperacja.cases.actions import add_member, open_case
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town


def test_the_rules_say_role_lock_and_source(cast: Town, at_monday: Any, as_worker: Any) -> None:
    text = as_worker(cast.piotr).get("/zasady-dostepu/").content.decode()
    for word in ("pracownik wiodący", "ograniczenie przetwarzania", "art. 9c", "[I]", "adres chroniony"):
        assert word in text, word


def shown(cast: Town) -> Case:
    """GOPS shows the school the case, and the identity of Ola."""
    anna = cast.anna
    assert cast.agreement is not None
    case = open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)
    ola = add_member(actor=anna.actor, case=case, first_name="Ola", kinship="daughter")
    what = {"category": Category.IDENTITY, "purpose": Purpose.JOINT_HELP, "recipient_id": cast.at("school").pk}
    basis = record_basis(anna.actor, subject_id=ola.anchor_id, **what, is_consent=True, source="zgoda")
    keys = {"anchor_id": ola.anchor_id, "subject_id": ola.anchor_id}
    open_share(anna.actor, **keys, **what, agreement_id=cast.agreement.pk, basis_id=basis.pk)
    whole = {**what, "category": Category.COORDINATION}
    law = record_basis(anna.actor, subject_id=case.subject_id, **whole, is_consent=False, source="art. 100")
    file = {"anchor_id": case.anchor_id, "subject_id": case.subject_id}
    open_share(anna.actor, **file, **whole, agreement_id=cast.agreement.pk, basis_id=law.pk)
    piotr = {"user_id": cast.piotr.user.pk, "institution_id": cast.at("school").pk}
    appoint(anna.actor, **piotr, anchor=ola.anchor, capacity=Capacity.TEAM)
    appoint(anna.actor, **piotr, anchor=case.anchor, capacity=Capacity.TEAM)
    return case


def test_a_partner_who_reads_the_case_sees_nothing_of_its_locks(cast: Town, at_monday: Any, as_worker: Any) -> None:
    case = shown(cast)
    piotr = as_worker(cast.piotr)
    file = piotr.get(f"/rodziny/{case.ref}/")
    assert file.status_code == 200
    assert "blokady" not in file.content.decode()
    for rest in ("", "nowa/", "0/"):
        assert piotr.get(f"/rodziny/{case.ref}/blokady/{rest}").status_code == 404


def test_the_coordinator_learns_who_would_lose_what(cast: Town, at_monday: Any, as_worker: Any) -> None:
    shown(cast)
    agreement = cast.agreement
    assert agreement is not None
    ewa = as_worker(cast.ewa)
    assert "Co jeśli?" in ewa.get(f"/co-jesli/{agreement.ref}/").content.decode()
    text = ewa.get(f"/co-jesli/{agreement.ref}/?act=suspend").content.decode()
    assert "Piotr Sowa" in text
    assert "straci" in text.lower()
    assert Agreement.objects.get(pk=agreement.pk).state == "in_force"


def test_nobody_else_learns_the_numbers(cast: Town, at_monday: Any, as_worker: Any) -> None:
    agreement = cast.agreement
    assert agreement is not None
    for worker in (cast.anna, cast.piotr, cast.jan):
        assert as_worker(worker).get(f"/co-jesli/{agreement.ref}/").status_code == 403
    assert as_worker(cast.ewa).get("/co-jesli/nie-ma/").status_code == 404


def test_an_act_that_is_not_offered_is_not_tried(cast: Town, at_monday: Any, as_worker: Any) -> None:
    agreement = cast.agreement
    assert agreement is not None
    answer = as_worker(cast.ewa).get(f"/co-jesli/{agreement.ref}/?act=discard")
    assert answer.status_code == 200
    assert "straci" not in answer.content.decode().lower()
