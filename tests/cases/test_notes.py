"""Notes: a chosen category, a level that follows from it, corrections as new entries."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases import queries
from kooperacja.cases.actions import add_member, appoint_worker, close_case, correct_note, open_case, write_note
from kooperacja.cases.models import Case, Note
from kooperacja.directory.kinds import Role
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person
from tests.cast import MONDAY, ORDINARY, Town, Worker, enrol

VISIT = {"kind": "visit", "happened_on": MONDAY.date(), "category": "family", "text": "Wizyta w domu."}


def written(worker: Worker, case: Case, **told: Any) -> Note:
    return write_note(actor=worker.actor, case=case, **{**VISIT, **told})


def notes_of(worker: Worker, case: Case) -> tuple[queries.NoteRow, ...]:
    with snapshot():
        header = queries.case_header(worker.actor, case.ref, Purpose.JOINT_HELP)
        people = queries.case_people(worker.actor, header, Purpose.JOINT_HELP)
        return queries.case_notes(worker.actor, header, Purpose.JOINT_HELP, people).rows


def test_a_note_is_about_the_family_unless_a_person_is_named(cast: Town, case: Case, family: dict[str, Person]) -> None:
    assert written(cast.anna, case).subject_id == case.subject_id
    assert written(cast.anna, case, person=family["Ola"]).subject_id == family["Ola"].anchor_id
    assert [row.about for row in notes_of(cast.anna, case)] == ["Ola Malinowska", ""]


@pytest.mark.parametrize(
    ("category", "level"),
    [("coordination", Level.COORDINATION), ("family", Level.ORDINARY), ("health", Level.SPECIAL)],
)
def test_the_level_follows_from_the_category(cast: Town, case: Case, category: str, level: int) -> None:
    assert written(cast.anna, case, category=category).level == level


@pytest.mark.parametrize("category", ["violence", "criminal", "advice", "gossip"])
def test_a_category_outside_the_role_is_refused_at_its_field(cast: Town, case: Case, category: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        written(cast.anna, case, category=category)
    assert (refusal.value.code, refusal.value.field) == ("note.category", "category")


def test_a_worker_authorised_for_ordinary_data_neither_writes_nor_sees_a_note_on_health(
    cast: Town, case: Case, django_user_model: Any
) -> None:
    user = django_user_model.objects.create_user("zofia@gops.example", "haslo-zofii", full_name="Zofia Wrona")
    zofia = enrol(user, cast.at("gops"), Role.KEY_WORKER, title="asystent rodziny", categories=ORDINARY)
    appoint_worker(actor=cast.anna.actor, case=case, user_id=user.pk)
    written(cast.anna, case, category="health", text="O zdrowiu.")
    written(cast.anna, case)
    assert [row.category for row in notes_of(zofia, case)] == [str(Category.FAMILY.label)]
    with pytest.raises(RuleBroken):
        written(zofia, case, category="health")


def test_reading_a_note_on_health_is_written_to_the_trail(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    note = written(cast.anna, case, category="health", person=family["Ola"])
    as_worker(cast.anna).get(f"/rodziny/{case.ref}/notatka/{note.ref}/")
    entry = Entry.objects.get(kind="read", action="read.note_correct")
    assert [row.subject_id for row in entry.subjects.all()] == [family["Ola"].anchor_id]


def test_a_person_of_another_case_is_refused(cast: Town, case: Case) -> None:
    other = open_case(
        actor=cast.anna.actor, family_name="Zieloni", learned_on=MONDAY.date(), key_worker_id=cast.anna.user.pk
    )
    stranger = add_member(actor=cast.anna.actor, case=other, first_name="Jan", kinship="father")
    with pytest.raises(RuleBroken) as refusal:
        written(cast.anna, case, person=stranger)
    assert refusal.value.code == "note.person"


@pytest.mark.parametrize("happened_on", [date(2026, 11, 3), date(1026, 11, 2)])
def test_an_impossible_day_is_refused(cast: Town, case: Case, happened_on: date) -> None:
    with pytest.raises(RuleBroken) as refusal:
        written(cast.anna, case, happened_on=happened_on)
    assert refusal.value.field == "happened_on"


def test_a_correction_is_a_new_entry_and_the_first_stays(cast: Town, case: Case) -> None:
    first = written(cast.anna, case, text="Ojciec obecny.")
    correct_note(actor=cast.anna.actor, case=case, note=first, happened_on=today(), text="Ojciec nieobecny.")
    later, earlier = notes_of(cast.anna, case)
    assert (later.text, later.corrects, later.corrected) == ("Ojciec nieobecny.", True, False)
    assert (earlier.text, earlier.corrects, earlier.corrected) == ("Ojciec obecny.", False, True)


def test_a_corrected_note_is_not_corrected_again(cast: Town, case: Case) -> None:
    first = written(cast.anna, case)
    correct_note(actor=cast.anna.actor, case=case, note=first, happened_on=today(), text="Raz.")
    with pytest.raises(RuleBroken) as refusal:
        correct_note(actor=cast.anna.actor, case=case, note=first, happened_on=today(), text="Dwa.")
    assert refusal.value.code == "note.corrected"


def test_another_member_of_the_team_does_not_correct_it(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    note = written(cast.anna, case)
    assert [row.can_correct for row in notes_of(cast.iga, case)] == [False]
    with pytest.raises(NotAllowed):
        correct_note(actor=cast.iga.actor, case=case, note=note, happened_on=today(), text="Inaczej.")


def test_the_key_worker_corrects_a_note_of_the_team(cast: Town, case: Case) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    note = written(cast.iga, case)
    later = correct_note(actor=cast.anna.actor, case=case, note=note, happened_on=today(), text="Inaczej.")
    assert (later.author_id, later.category) == (cast.anna.user.pk, note.category)


def test_a_closed_case_takes_no_note(cast: Town, case: Case) -> None:
    close_case(actor=cast.anna.actor, case=case, close_reason="moved", closed_on=today())
    with pytest.raises(NotAllowed) as refusal:
        written(cast.anna, case)
    assert refusal.value.code == "case.closed"


def test_the_trail_holds_no_text(cast: Town, case: Case) -> None:
    written(cast.anna, case, text="Tajna treść")
    assert b"Tajna" not in b"".join(bytes(entry.payload) for entry in Entry.objects.all())


def test_by_form_a_note_is_written_once(cast: Town, case: Case, family: dict[str, Person], as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    typed = VISIT | {"happened_on": "2.11.2026", "person": family["Ola"].ref, "text": "=1+1 <b>", "once": "x"}
    answers = [browser.post(f"/rodziny/{case.ref}/notatka/", typed) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [f"/rodziny/{case.ref}/"] * 2
    assert [row.text for row in notes_of(cast.anna, case)] == ["=1+1 <b>"]


def test_a_refused_form_keeps_the_text(cast: Town, case: Case, as_worker: Any) -> None:
    typed = VISIT | {
        "happened_on": "30.11.2026",
        "person": "family",
        "text": "Długi tekst, którego nikt nie chce pisać drugi raz.",
    }
    answer = as_worker(cast.anna).post(f"/rodziny/{case.ref}/notatka/", typed)
    assert answer.status_code == 422
    assert "Długi tekst, którego nikt nie chce pisać drugi raz." in answer.content.decode()


def test_htmx_gets_the_form_alone(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.anna).get(f"/rodziny/{case.ref}/notatka/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert page.strip().startswith("<form")


def test_by_form_a_note_is_corrected(cast: Town, case: Case, as_worker: Any) -> None:
    note = written(cast.anna, case)
    browser = as_worker(cast.anna)
    address = f"/rodziny/{case.ref}/notatka/{note.ref}/"
    assert "Wizyta w domu." in browser.get(address).content.decode()
    assert browser.post(address, {"happened_on": "02.11.2026", "text": "Rozmowa."}).status_code == 303
    assert browser.post(address, {"happened_on": "02.11.2026", "text": "Rozmowa 2."}).status_code == 422
