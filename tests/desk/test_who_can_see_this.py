""" "Kto to widzi?": everybody to whom a row is open, by institution, with the reason; for every kind of row."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.actions import break_glass, declare_conflict
from kooperacja.access.door import visible
from kooperacja.access.grounds import GROUNDS
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.actions import add_member, appoint_worker, write_note
from kooperacja.cases.models import Case
from kooperacja.desk.queries.rows import KINDS
from kooperacja.desk.queries.sights import WHY
from kooperacja.documents.actions import store_file
from kooperacja.people.actions import add_detail, set_pesel
from kooperacja.people.actions.details import DetailText
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Person
from kooperacja.referrals.actions import accept, receive, return_for_completion
from kooperacja.referrals.law import reasons_for
from tests.cast import MONDAY, Town, Worker
from tests.desk.conftest import side_of
from tests.documents.conftest import pdf

HTMX = {"HX-Request": "true"}


# Asked in test_who_sees_them.py of the package that keeps them, where people agree, data go out, institutions ask, plan
# and meet.
ELSEWHERE = {
    *("consent", "consentitem", "privacynotice", "registerentry", "discloseditem", "copy", "correction", "draft"),
    *("inquiryside", "inquirytext", "participation", "caseitem"),
    *("diagnosis", "arearating", "workshop"),
    *("plan", "plangoal", "planline", "planremark", "plansignature", "taskside", "tasktext"),
}


def newest(worker: Worker, kind: str) -> Any:
    """The newest row of this kind that the worker sees."""
    with snapshot():
        return visible(KINDS[kind].model, worker.actor, Purpose.JOINT_HELP).all("-pk", limit=1)[0]


def first(worker: Worker, kind: str) -> int:
    return int(newest(worker, kind).pk)


def test_the_team_and_the_supervisor_are_named_with_their_reasons(cast: Town, case: Case, as_worker: Any) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    text = as_worker(cast.anna).get(f"/kto-widzi/case/{case.pk}/").content.decode()
    shown = ("Anna Lis", "prowadzi tę sprawę", "Iga Klon", "pracuje przy tej sprawie", "Halina Mróz", "nadzoruje")
    for words in shown:
        assert words in text, words
    assert "Piotr Sowa" not in text
    assert "Ewa Dąb" not in text


def test_a_partner_with_a_window_stands_under_his_own_institution(
    cast: Town, ola: Person, open_window: Callable[..., Any], as_worker: Any
) -> None:
    open_window(ola, cast.piotr)
    for reader in (cast.anna, cast.piotr):
        text = as_worker(reader).get(f"/kto-widzi/person/{ola.pk}/").content.decode()
        owner, _, partner = text.partition("ma je udostępnione")
        assert "Anna Lis" in owner
        assert "Piotr Sowa" in partner
        assert "Jan Klon" not in text


def test_who_has_broken_the_glass_is_named_with_it(cast: Town, ola: Person, as_worker: Any) -> None:
    """Found by the state machine: an open emergency was a fault of this page."""
    break_glass(cast.jan.actor, subject_id=ola.anchor_id, reason="Dziecko nieprzytomne, szpital pyta.")
    text = as_worker(cast.anna).get(f"/kto-widzi/person/{ola.pk}/").content.decode()
    assert "Jan Klon" in text
    assert str(WHY["emergency"]) in text
    why = as_worker(cast.jan).get(f"/dlaczego/person/{ola.pk}/")
    assert why.status_code == 200


def test_a_note_that_is_open_without_its_case_does_not_tell_the_number(
    cast: Town, case: Case, as_worker: Callable[..., Any]
) -> None:
    """Found by the state machine: of a case that is closed to the reader, not even its number is told."""
    words = {"kind": "visit", "happened_on": MONDAY.date(), "category": "health", "text": "Uczulenie na penicylinę."}
    child = add_member(actor=cast.anna.actor, case=case, first_name="Łucja", kinship="daughter")
    note = write_note(actor=cast.anna.actor, case=case, person=child, **words)
    break_glass(cast.jan.actor, subject_id=child.anchor_id, reason="Dziecko nieprzytomne, szpital pyta.")
    jan = as_worker(cast.jan)
    for path in ("dlaczego", "kto-widzi"):
        text = jan.get(f"/{path}/note/{note.pk}/")
        assert text.status_code == 200, path
        assert case.number not in text.content.decode(), path
        assert case.ref not in text.content.decode(), path
    assert case.number in as_worker(cast.anna).get(f"/dlaczego/note/{note.pk}/").content.decode()


def test_every_ground_has_words_for_who_sees(db: None) -> None:
    assert WHY.keys() == {ground.name for ground in GROUNDS}


def test_who_is_bound_by_a_conflict_is_not_on_the_list(cast: Town, case: Case, as_worker: Any) -> None:
    declare_conflict(cast.anna.actor, anchor_id=case.anchor_id, user_id=cast.halina.user.pk)
    assert "Halina Mróz" not in as_worker(cast.anna).get(f"/kto-widzi/case/{case.pk}/").content.decode()


def test_of_a_referral_the_other_party_keeps_a_copy_of_its_own(
    cast: Town, send: Callable[..., str], as_worker: Any
) -> None:
    send(cast.piotr, "gops")
    text = as_worker(cast.piotr).get(f"/kto-widzi/letter/{first(cast.piotr, 'letter')}/").content.decode()
    assert "GOPS Wierzbowo ma własny egzemplarz" in text
    assert "Anna Lis" not in text, "who reads the copy there is not told here"
    mine = as_worker(cast.anna).get(f"/kto-widzi/letter/{first(cast.anna, 'letter')}/").content.decode()
    assert "SP Wierzbowo ma własny egzemplarz" in mine
    assert "otwiera skrzynkę" in mine


def test_the_panel_of_a_card_is_a_part_of_the_same_page(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.anna).get(f"/kto-widzi/case/{case.pk}/", headers=HTMX).content.decode()
    assert "<html" not in text
    assert "Anna Lis" in text
    assert f"/dlaczego/case/{case.pk}/" in text


def test_for_who_does_not_see_the_row_the_list_is_missing(cast: Town, case: Case, as_worker: Any) -> None:
    for stranger in (cast.iga, cast.piotr, cast.jan, cast.grazyna):
        browser = as_worker(stranger)
        for headers in ({}, HTMX):
            assert browser.get(f"/kto-widzi/case/{case.pk}/", headers=headers).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - ELSEWHERE))
def test_every_kind_of_row_answers_both_questions(
    cast: Town, case: Case, send: Callable[..., str], as_worker: Any, kind: str
) -> None:
    ref = send(cast.piotr, "gops")
    receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    if kind == "answer":
        reason = reasons_for("return", cast.at("gops").kind, MONDAY.date())[0].code
        return_for_completion(actor=cast.anna.actor, side=side_of(cast.anna, ref), reason_code=reason, text="Brak.")
    else:
        accept(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    if kind == "pesel":
        set_pesel(actor=cast.anna.actor, person=newest(cast.anna, "person"), text="14232112341")
    if kind == "detail":
        typed = DetailText(DetailKind.CITIZENSHIP, MONDAY.date(), text="polskie")
        add_detail(actor=cast.anna.actor, person=newest(cast.anna, "person"), typed=typed)
    if kind == "storedfile":
        about = {"anchor_id": case.anchor_id, "subject_id": case.subject_id, "category": "family"}
        store_file(actor=cast.anna.actor, **about, name="Malinowska.pdf", content=pdf())
    browser, pk = as_worker(cast.anna), first(cast.anna, kind)
    for question in ("dlaczego", "kto-widzi"):
        answer = browser.get(f"/{question}/{kind}/{pk}/")
        assert answer.status_code == 200
        assert "Malinowsk" not in answer.content.decode()
        assert as_worker(cast.jan).get(f"/{question}/{kind}/{pk}/").status_code == 404


def test_a_window_on_a_note_alone_tells_neither_the_number_nor_the_address_of_its_case(
    cast: Town, case: Case, open_window: Callable[..., Any], as_worker: Any
) -> None:
    """I1: what a row belongs to is a row of its own, with a window of its own."""
    note = first(cast.anna, "note")
    with snapshot():
        row = visible(KINDS["note"].model, cast.anna.actor, Purpose.JOINT_HELP).get(pk=note)
    open_window(row, cast.piotr)
    for page in ("kto-widzi", "dlaczego"):
        mine = as_worker(cast.anna).get(f"/{page}/note/{note}/").content.decode()
        shown = as_worker(cast.piotr).get(f"/{page}/note/{note}/")
        assert shown.status_code == 200
        for word in (case.number, case.ref):
            assert word in mine
            assert word not in shown.content.decode()


def test_a_window_on_a_letter_alone_tells_neither_its_number_nor_with_whom_it_was_exchanged(
    cast: Town, open_window: Callable[..., Any], send: Callable[..., str], as_worker: Any, at_monday: Any
) -> None:
    """I1."""
    ref = send(cast.piotr, "gops")
    letter = first(cast.piotr, "letter")
    with snapshot():
        row = visible(KINDS["letter"].model, cast.piotr.actor, Purpose.JOINT_HELP).get(pk=letter)
    open_window(row, cast.jan)
    number = side_of(cast.piotr, ref).referral.number
    for page in ("kto-widzi", "dlaczego"):
        mine = as_worker(cast.piotr).get(f"/{page}/letter/{letter}/").content.decode()
        shown = as_worker(cast.jan).get(f"/{page}/letter/{letter}/")
        assert shown.status_code == 200
        for word in (number, ref):
            assert word in mine
            assert word not in shown.content.decode()
    assert "GOPS Wierzbowo" not in as_worker(cast.jan).get(f"/kto-widzi/letter/{letter}/").content.decode()
