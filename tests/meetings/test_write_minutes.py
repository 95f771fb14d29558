"""Minutes are written in the meeting, by two at once, with numbers of cases and without names."""

from datetime import date
from typing import Any

import pytest

from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotAllowed
from kooperacja.meetings import actions
from kooperacja.meetings.models import CaseItem, GeneralItem, Meeting
from kooperacja.people.models import Person
from tests.cast import Town
from tests.meetings.conftest import of, refused, seen, votes


def write(worker: Any, item: CaseItem | GeneralItem, text: str, version: int | None = None) -> None:
    row = seen(worker, item)
    keys = {"version": row.version if version is None else version, "text": text}
    actions.write(actor=worker.actor, meeting=of(worker, item.meeting), item=row, **keys)


def _done(worker: Any, item: GeneralItem) -> None:
    actions.finish_task(actor=worker.actor, meeting=of(worker, item.meeting), item=seen(worker, item))


def test_two_who_write_at_once_lose_no_word(cast: Town, held: Meeting, item: CaseItem) -> None:
    shown = seen(cast.ewa, item).version
    write(cast.anna, item, "Szkoła: frekwencja wzrosła.", shown)
    refused("version.stale", lambda: write(cast.ewa, item, "PCPR: wizyta 3.12.", shown))
    assert seen(cast.ewa, item).text == "Szkoła: frekwencja wzrosła."
    write(cast.ewa, item, "Szkoła: frekwencja wzrosła. PCPR: wizyta 3.12.")
    assert "PCPR" in seen(cast.anna, item).text


@pytest.mark.parametrize("text", ["Rozmowa z Martą.", "Sprawa Malinowskich", "Uczennica Ola opuściła 34 godziny"])
def test_a_name_of_the_family_is_refused_whatever_its_form(
    cast: Town, held: Meeting, item: CaseItem, case: Case, family: dict[str, Person], text: str
) -> None:
    refusal = refused("minutes.name", lambda: write(cast.anna, item, text))
    assert case.number in str(refusal)
    assert seen(cast.anna, item).text == ""


def test_a_general_point_names_nobody_of_the_cases_of_the_meeting(
    cast: Town, held: Meeting, item: CaseItem, family: dict[str, Person]
) -> None:
    general = actions.add_item(actor=cast.ewa.actor, meeting=held, title="Szkolenie")
    refused("minutes.name", lambda: write(cast.ewa, general, "Adam Malinowski zapisze się na kurs."))
    write(cast.ewa, general, "Zespół wybiera termin szkolenia.")
    assert seen(cast.piotr, general).text == "Zespół wybiera termin szkolenia."


def test_a_partner_does_not_write_into_the_file(cast: Town, held: Meeting, item: CaseItem) -> None:
    with pytest.raises(NotAllowed) as refusal:
        write(cast.piotr, item, "Od szkoły")
    assert refusal.value.code == "item.not_owner"


def test_nothing_is_written_before_the_meeting_is_open(cast: Town, meeting: Meeting, item: CaseItem) -> None:
    refused("meeting.not_open", lambda: write(cast.anna, item, "Za wcześnie"))


def test_what_the_team_decides_in_general_is_done_by_who_took_it(cast: Town, held: Meeting) -> None:
    general = actions.add_item(actor=cast.ewa.actor, meeting=held, title="Szkolenie")
    school = {"charged_id": cast.at("school").pk, "due_on": date(2026, 12, 14)}
    choices = votes(cast, held, ewa="for", anna="for", piotr="for", jan="abstained", olga="for")
    decided = actions.Decided("Szkoła udostępni salę.", choices, **school)
    actions.decide(actor=cast.ewa.actor, meeting=of(cast.ewa, held), item=general, decided=decided)
    refused("decision.not_charged", lambda: _done(cast.jan, general))
    _done(cast.piotr, general)
    assert seen(cast.ewa, general).done_on == date(2026, 12, 1)


def test_what_all_members_read_tells_neither_a_name_nor_a_number(
    cast: Town, held: Meeting, item: CaseItem, case: Case, family: dict[str, Person]
) -> None:
    ewa = cast.ewa.actor
    for code, title in (("name", "Rozmowa o Malinowskich"), ("number", f"Sprawa {case.number}, dopłata")):
        refused(f"minutes.{code}", lambda title=title: actions.add_item(actor=ewa, meeting=held, title=title))
    general = actions.add_item(actor=ewa, meeting=held, title="Szkolenie")
    refused("minutes.number", lambda: write(cast.ewa, general, f"Wracamy do {case.number}."))
    why = "Matka z rodziny Malinowskich jest chora."
    refused("minutes.name", lambda: actions.finish(actor=ewa, meeting=of(cast.ewa, held), reason=why))
