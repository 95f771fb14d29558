"""Writing down the people of a family."""

from typing import Any

import pytest

from kooperacja.access.models import Part
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import queries
from kooperacja.cases.actions import add_member, close_case, join_member, open_case
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.people.actions import register_person
from kooperacja.people.models import Person
from kooperacja.people.queries import Member, get_person
from tests.cast import Town, Worker

OLA = {"first_name": "Ola", "last_name": "Malinowska", "kinship": "daughter"}


def people_of(worker: Worker, case: Case) -> list[Member]:
    with snapshot():
        header = queries.case_header(worker.actor, case.ref, Purpose.JOINT_HELP)
        return queries.case_people(worker.actor, header, Purpose.JOINT_HELP)


def test_the_family_is_listed_from_the_oldest(cast: Town, case: Case, family: dict[str, Person]) -> None:
    rows = people_of(cast.anna, case)
    assert [(row.first_name, row.age) for row in rows] == [("Adam", 39), ("Marta", 36), ("Ola", 12), ("Kuba", 8)]
    assert rows[2].occupations == ["SP Wierzbowo, klasa 6"]


def test_a_supervisor_sees_them_too_and_a_colleague_does_not(cast: Town, case: Case, family: dict[str, Person]) -> None:
    assert len(people_of(cast.halina, case)) == 4
    with pytest.raises(NotFound):
        people_of(cast.iga, case)


def test_a_person_who_came_with_a_letter_keeps_the_anchor(cast: Town, case: Case) -> None:
    came = register_person(actor=cast.anna.actor, first_name="Ola")
    person = add_member(actor=cast.anna.actor, case=case, anchor=came.anchor, **OLA)
    assert person.anchor_id == came.anchor_id
    assert Part.objects.filter(dossier_id=case.anchor_id, subject_id=came.anchor_id).count() == 1


def test_an_unknown_kinship_is_refused_and_nothing_is_written(cast: Town, case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_member(actor=cast.anna.actor, case=case, **OLA | {"kinship": "chief"})
    assert refusal.value.field == "kinship"
    assert people_of(cast.anna, case) == []


def test_a_colleague_who_is_not_on_the_case_adds_nobody(cast: Town, case: Case) -> None:
    with pytest.raises(NotAllowed):
        add_member(actor=cast.iga.actor, case=case, **OLA)


def test_a_closed_case_takes_nobody(cast: Town, case: Case) -> None:
    close_case(actor=cast.anna.actor, case=case, close_reason="moved", closed_on=today())
    with pytest.raises(NotAllowed) as refusal:
        add_member(actor=cast.anna.actor, case=case, **OLA)
    assert refusal.value.code == "case.closed"


FORM = {"first_name": "Ola", "last_name": "Malinowska", "kinship": "daughter", "born_on": "21.03.2014"}


def test_by_form_a_known_name_is_asked_about_first(cast: Town, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    address = f"/rodziny/{case.ref}/osoba/"
    assert browser.post(address, FORM | {"once": "a"}).status_code == 303
    warned = browser.post(address, FORM | {"once": "b"})
    page = warned.content.decode()
    assert warned.status_code == 422
    assert "Twoja instytucja może już znać tę osobę" in page
    assert 'value="Ola"' in page
    assert len(people_of(cast.anna, case)) == 1
    assert browser.post(address, FORM | {"once": "b", "somebody_else": "on"}).status_code == 303
    assert len(people_of(cast.anna, case)) == 2


def test_only_first_name_and_kinship_are_asked_for(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(f"/rodziny/{case.ref}/osoba/", {"first_name": "Ola", "kinship": "daughter"})
    assert answer.status_code == 303


def test_a_school_without_its_kind_is_refused_at_its_field(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(f"/rodziny/{case.ref}/osoba/", FORM | {"occupation": "SP Wierzbowo"})
    assert answer.status_code == 422
    assert "Zaznacz, czy to szkoła, czy praca." in answer.content.decode()
    assert people_of(cast.anna, case) == []


def test_a_child_of_two_families_stays_one_person(cast: Town, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert browser.post(f"/rodziny/{case.ref}/osoba/", FORM).status_code == 303
    [ola] = people_of(cast.anna, case)
    second = open_case(
        actor=cast.anna.actor, family_name="Sosnowscy", learned_on=today(), key_worker_id=cast.anna.user.pk
    )
    address, typed = f"/rodziny/{second.ref}/osoba/", FORM | {"kinship": "foster_child"}
    asked = browser.post(address, typed).content.decode()
    assert f'value="{ola.ref}"' in asked
    assert "Ola Malinowska, 21.03.2014" in asked
    both = browser.post(address, typed | {"same": ola.ref, "somebody_else": "on"})
    assert (both.status_code, people_of(cast.anna, second)) == (422, [])
    assert browser.post(address, typed | {"same": ola.ref, "once": "join"}).status_code == 303
    [same] = people_of(cast.anna, second)
    assert (same.pk, same.kinship) == (ola.pk, "dziecko w pieczy zastępczej")
    assert people_of(cast.anna, case) == [ola]
    again = browser.post(address, typed | {"same": ola.ref})
    assert again.status_code == 422
    assert "Ta osoba jest już w tej rodzinie." in again.content.decode()


def test_whom_the_worker_does_not_see_is_not_offered(cast: Town, case: Case, as_worker: Any) -> None:
    as_worker(cast.anna).post(f"/rodziny/{case.ref}/osoba/", FORM)
    [ola] = people_of(cast.anna, case)
    of_iga = open_case(
        actor=cast.iga.actor, family_name="Sosnowscy", learned_on=today(), key_worker_id=cast.iga.user.pk
    )
    browser, address = as_worker(cast.iga), f"/rodziny/{of_iga.ref}/osoba/"
    asked = browser.post(address, FORM)
    assert (asked.status_code, ola.ref in asked.content.decode()) == (422, False)
    assert browser.post(address, FORM | {"same": ola.ref}).status_code == 404
    row = get_person(cast.anna.actor, ola.ref, Purpose.JOINT_HELP)
    with pytest.raises(NotAllowed):
        join_member(actor=cast.iga.actor, case=case, person=row, kinship="son")
    assert people_of(cast.iga, of_iga) == []
