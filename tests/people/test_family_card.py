"""The family card on the page of a person, and for programs."""

import re
from typing import Any

import pytest

from kooperacja.access.actions import authorise
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import add_member, open_case
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotFound
from kooperacja.people.actions import DetailText, add_detail, relate, reveal_detail
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Detail, Household, Person
from kooperacja.people.queries import person_page
from tests.cast import MONDAY, Town

DAY = MONDAY.date()
HELP = Purpose.JOINT_HELP
HIDDEN = "ul. Leśna 7, Brzezin"
Family = dict[str, Person]


@pytest.fixture
def hidden(cast: Town, family: Family) -> Detail:
    at = cast.anna.actor.institution_id
    authorise(cast.halina.actor, user_id=cast.anna.user.pk, institution_id=at, categories=[Category.ADDRESS])
    typed = DetailText(DetailKind.PROTECTED_ADDRESS, DAY, text=HIDDEN)
    return add_detail(actor=cast.anna.actor, person=family["Ola"], typed=typed)


def test_by_forms_it_is_written_put_right_and_ended(cast: Town, family: Family, as_worker: Any) -> None:
    browser, ref = as_worker(cast.anna), family["Ola"].ref
    assert f"/osoby/{ref}/karta/?kind=contact" in browser.get(f"/osoby/{ref}/karta/").content.decode()
    typed = {"text": "600 100 200", "paper": "", "since": "01.11.2026", "until": ""}
    assert browser.post(f"/osoby/{ref}/karta/?kind=contact", {**typed, "text": ""}).status_code == 422
    assert browser.post(f"/osoby/{ref}/karta/?kind=contact", typed).status_code == 303
    with permit():
        row = Detail._base_manager.get()
    assert "600 100 200" in browser.get(f"/karta/{row.ref}/popraw/").content.decode()
    assert browser.post(f"/karta/{row.ref}/popraw/", {**typed, "text": "600 100 300"}).status_code == 303
    assert browser.post(f"/karta/{row.ref}/popraw/", typed).status_code == 409
    with permit():
        right = Detail._base_manager.get(closed_at=None)
    assert browser.post(f"/karta/{right.ref}/koniec/", {"until": "31.10.2026"}).status_code == 422
    assert browser.post(f"/karta/{right.ref}/koniec/", {"until": "02.11.2026"}).status_code == 303
    shown = browser.get(f"/osoby/{ref}/").content.decode()
    assert shown.index("Historia karty") < shown.index("600 100 300") < shown.index("600 100 200")
    assert "nie obowiązywało" in shown


def test_a_ruling_names_its_paper_and_one_of_the_family(cast: Town, family: Family, as_worker: Any) -> None:
    browser, address = as_worker(cast.anna), f"/osoby/{family['Ola'].ref}/karta/?kind=limited"
    typed = {"since": "01.11.2026", "paper": "SR w Brzezinie, III Nsm 40/26", "other": family["Adam"].ref}
    assert browser.post(address, {**typed, "paper": ""}).status_code == 422
    assert browser.post(address, {**typed, "other": ""}).status_code == 422
    assert browser.post(address, typed).status_code == 303
    assert "Adam Malinowski" in browser.get(f"/osoby/{family['Ola'].ref}/").content.decode().partition('id="card"')[2]


def test_a_protected_address_is_shown_by_an_act_that_the_trail_keeps(
    cast: Town, family: Family, hidden: Detail, as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    page = browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()
    assert "adres chroniony" in page
    assert HIDDEN not in page + browser.get(f"/karta/{hidden.ref}/popraw/").content.decode()
    answer = browser.post(f"/karta/{hidden.ref}/pokaz/")
    assert HIDDEN in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert browser.get(f"/karta/{hidden.ref}/pokaz/").status_code == 405
    [entry] = Entry.objects.filter(action="detail.reveal")
    assert (entry.about_kind, entry.about_id, entry.subjects.get().subject_id) == (
        "detail",
        hidden.pk,
        hidden.subject_id,
    )


def test_who_may_not_read_a_row_finds_no_trace_of_it(
    cast: Town, family: Family, hidden: Detail, as_worker: Any
) -> None:
    page = as_worker(cast.halina).get(f"/osoby/{family['Ola'].ref}/").content.decode()
    assert "adres chroniony" not in page
    assert hidden.ref not in page
    assert as_worker(cast.halina).post(f"/karta/{hidden.ref}/pokaz/").status_code == 404
    with pytest.raises(NotFound):
        reveal_detail(actor=cast.halina.actor, ref=hidden.ref, purpose=HELP)


def test_a_child_of_two_households_has_both_on_the_page(cast: Town, family: Family, as_worker: Any) -> None:
    actor, ola = cast.anna.actor, family["Ola"]
    second = open_case(actor=actor, family_name="Sosnowscy", learned_on=DAY, key_worker_id=cast.anna.user.pk)
    zofia = add_member(actor=actor, case=second, first_name="Zofia", kinship=Kinship.GRANDMOTHER)
    with permit():
        household = Household._base_manager.get(anchor_id=second.subject_id)
    relate(actor=actor, household=household, person=ola, kinship=Kinship.FOSTER_CHILD)
    with snapshot():
        page = person_page(actor, ola.ref, HELP)
    told = [(home.household.name, home.kinship, len(home.others)) for home in page.homes]
    assert told == [("Malinowscy", "córka", 3), ("Sosnowscy", "dziecko w pieczy zastępczej", 1)]
    shown = as_worker(cast.anna).get(f"/osoby/{ola.ref}/").content.decode()
    assert all(word in shown for word in ("Rodzina: Malinowscy", "Rodzina: Sosnowscy", zofia.ref))


def test_programs_join_a_child_to_another_family_once(cast: Town, family: Family, case: Case, program: Any) -> None:
    anna, ola = program(cast.anna), family["Ola"]
    second = open_case(actor=cast.anna.actor, family_name="Sosnowscy", learned_on=DAY, key_worker_id=cast.anna.user.pk)
    path, given = f"/cases/{second.ref}/people/known", {"person": ola.ref, "kinship": "foster_child"}
    for _turn in range(2):
        told = anna.post(path, given, Idempotency_Key="one")
        assert (told.status_code, [one["ref"] for one in told.json()["people"]]) == (201, [ola.ref])
    assert anna.post(path, given).status_code == 422
    assert program(cast.iga).post(path, given).status_code == 404


def test_do_not_show_is_one_click_away(cast: Town, family: Family, case: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    page = browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()
    (link,) = re.findall(r'"(/blokady/gospodarstwo/[^"]+)"', page)
    answer = browser.get(link)
    assert answer.headers["Location"] == f"/rodziny/{case.ref}/blokady/"
    assert as_worker(cast.iga).get(link).status_code == 404


def test_programs_write_put_right_end_and_are_shown(cast: Town, family: Family, program: Any) -> None:
    anna, path = program(cast.anna), f"/people/{family['Ola'].ref}/details"
    given = {"kind": "contact", "since": "2026-11-01", "text": "600 100 200"}
    made = [anna.post(path, given, Idempotency_Key="one") for _turn in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    ref = made[0].json()["ref"]
    right = anna.post(f"/details/{ref}/correct", {"since": "2026-11-01", "text": "600 100 300"})
    assert right.status_code == 201
    end, day = f"/details/{right.json()['ref']}/end", {"until": "2026-11-02"}
    ended = [anna.post(end, day, Idempotency_Key="two") for _turn in range(2)]
    assert [(one.status_code, one.json()["until"]) for one in ended] == [(200, "2026-11-02")] * 2
    assert anna.post(end, day).status_code == 409
    assert [one["text"] for one in anna.get(path).json()] == ["600 100 300", "600 100 200"]
    assert anna.post(f"/details/{ref}/reveal", {}).status_code == 404
