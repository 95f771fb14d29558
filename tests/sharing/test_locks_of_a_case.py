"""Locks on the pages of a case: who sets and lifts them, and what the reader sees afterwards."""

from typing import Any

import pytest

from kooperacja.access.models import Veto, VetoKind
from kooperacja.cases.actions import add_member, open_case
from kooperacja.cases.models import Case
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town


@pytest.fixture
def case(cast: Town, at_monday: Any) -> Case:
    anna = cast.anna
    return open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)


@pytest.fixture
def ola(cast: Town, case: Case) -> Person:
    return add_member(actor=cast.anna.actor, case=case, first_name="Ola", kinship="daughter")


def page(case: Case, rest: str = "") -> str:
    return f"/rodziny/{case.ref}/blokady/{rest}"


def test_a_case_without_locks_says_when_to_set_one(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.anna).get(page(case)).content.decode()
    assert "W tej sprawie nie ma blokad" in text
    assert "Załóż blokadę" in text


def test_the_key_worker_restricts_and_the_manager_lifts(cast: Town, case: Case, as_worker: Any) -> None:
    anna, halina = as_worker(cast.anna), as_worker(cast.halina)
    answer = anna.post(page(case, "nowa/"), {"kind": "restriction", "place": case.anchor_id, "once": "a"})
    assert answer.status_code == 303, answer.content.decode()
    veto = Veto.objects.get()
    assert anna.get(page(case)).status_code == 200
    # A supervisor is no exception: the restricted case is closed to her, and so is its page of locks.
    assert halina.get(page(case)).status_code == 404
    assert f"{veto.pk}/" not in anna.get(page(case)).content.decode()


def test_a_lock_on_a_person_is_lifted_by_the_manager(cast: Town, case: Case, ola: Person, as_worker: Any) -> None:
    halina = as_worker(cast.halina)
    lock = {"kind": "do_not_show_to", "place": ola.anchor_id, "worker": cast.iga.user.pk, "once": "a"}
    assert halina.post(page(case, "nowa/"), lock).status_code == 303
    veto = Veto.objects.get()
    text = halina.get(page(case)).content.decode()
    assert "Iga Klon" in text
    assert f"{veto.pk}/" in text
    assert halina.post(page(case, f"{veto.pk}/"), {"once": "b"}).status_code == 303
    assert not Veto.objects.filter(valid_to__gt=MONDAY).exists()


def test_the_lock_that_closes_the_case_to_its_setter_leads_home(cast: Town, case: Case, as_worker: Any) -> None:
    keepers = {"first_keeper": cast.iga.user.pk, "second_keeper": cast.ewa.user.pk}
    lock = {"kind": "sealed", "place": case.anchor_id, "once": "a", **keepers}
    answer = as_worker(cast.halina).post(page(case, "nowa/"), lock)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert as_worker(cast.anna).get(f"/rodziny/{case.ref}/").status_code == 404
    assert as_worker(cast.iga).get(f"/rodziny/{case.ref}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "conflict"}, "Wskaż pracownika, którego dotyczy konflikt."),
        ({"kind": "do_not_show_to"}, "Wskaż pracownika albo instytucję."),
        ({"kind": "restriction", "worker": "iga"}, "Ten rodzaj blokady tego nie wymaga."),
        ({"kind": "", "worker": ""}, "Rodzaj blokady"),
        ({"kind": "restriction", "place": "999999"}, "999999"),
    ],
)
def test_what_does_not_fit_the_kind_is_said(
    cast: Town, case: Case, as_worker: Any, typed: dict[str, str], sentence: str
) -> None:
    if typed.get("worker") == "iga":
        typed = {**typed, "worker": str(cast.iga.user.pk)}
    answer = as_worker(cast.halina).post(page(case, "nowa/"), {"place": case.anchor_id, "once": "a", **typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Veto.objects.exists()


def test_somebody_without_the_right_is_offered_no_kind(cast: Town, case: Case, as_worker: Any) -> None:
    """Anna may set some kinds, not the seal."""
    text = as_worker(cast.anna).get(page(case, "nowa/")).content.decode()
    assert f'value="{VetoKind.RESTRICTION}"' in text
    assert f'value="{VetoKind.SEALED}"' not in text
    lock = {"kind": "sealed", "place": case.anchor_id, "once": "a"}
    assert as_worker(cast.anna).post(page(case, "nowa/"), lock).status_code == 422


def test_the_locks_of_others_look_as_missing_ones(cast: Town, case: Case, as_worker: Any) -> None:
    for worker in (cast.piotr, cast.jan, cast.iga):
        assert as_worker(worker).get(page(case)).status_code == 404
        assert as_worker(worker).post(page(case, "nowa/"), {}).status_code == 404
    assert as_worker(cast.anna).get(page(case, "0/")).status_code == 404
