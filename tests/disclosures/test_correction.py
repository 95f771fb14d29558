"""Rectification (I38, art. 19 RODO): a mistake that is put right reaches who got it in a letter, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item, withdraw
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import Correction, RegisterEntry
from kooperacja.disclosures.queries.entry import EntryPage, entry_page
from kooperacja.disclosures.queries.register import to_answer
from kooperacja.foundation.errors import Conflict, KooperacjaError
from kooperacja.notices.models import Notice
from kooperacja.people.actions import correct_detail, edit_person, end_detail
from kooperacja.people.actions.details import DetailText
from kooperacja.people.models import Detail, Person
from tests.cast import MONDAY, Town
from tests.consents.conftest import Give, items_of
from tests.disclosures.conftest import HELP, entry_of, knows
from tests.disclosures.test_told import text

People = dict[str, Person]
HandOver = Callable[..., list[RegisterEntry]]
DAY = MONDAY.date()


@pytest.fixture
def letter(cast: Town, family: People, give: Give, hand_over: HandOver) -> RegisterEntry:
    """What the school got about Marta: who she is."""
    school = cast.at("school").pk
    give(items=[Item(school, "identity")])
    return hand_over((family["Marta"].anchor_id, "identity", school), letters=[school])[0]


def page_of(worker: Any, entry: RegisterEntry) -> EntryPage:
    with snapshot():
        return entry_page(worker.actor, entry.disclosure.ref, HELP)


def renamed(cast: Town, person: Person, last_name: str = "Malinowska-Nowak", **told: Any) -> None:
    facts = {"first_name": person.first_name, "last_name": last_name, "born_on": person.born_on}
    edit_person(**{"actor": cast.anna.actor, "person": person, "version": person.version, **facts, **told})


def corrections() -> list[bool]:
    """Of each row, whether the right version went along; the giver's and the recipient's."""
    with permit():
        return list(Correction._base_manager.order_by("pk").values_list("is_sent", flat=True))


def detail_of(cast: Town, person: Person, kind: str) -> Detail:
    with snapshot():
        return visible(Detail, cast.anna.actor, HELP).filter(person=person, kind=kind).all("-pk")[0]


def right(cast: Town, person: Person, kind: str, words: str) -> None:
    row = detail_of(cast, person, kind)
    typed = DetailText(kind=kind, text=words, since=DAY)
    correct_detail(actor=cast.anna.actor, detail=row, person=person, typed=typed)


def test_the_recipient_gets_the_new_version_beside_the_old_one_and_answers(
    cast: Town, family: People, letter: RegisterEntry, as_worker: Any
) -> None:
    renamed(cast, family["Marta"])
    assert {row.institution_id for row in Notice.objects.filter(code="disclosure.correct")} == {cast.at("school").pk}
    with snapshot():
        assert to_answer(cast.wanda.actor, HELP).number == 1
    [line] = page_of(cast.wanda, letter).lines
    assert line.text.splitlines()[0] == "Marta Malinowska-Nowak"
    assert [one.splitlines()[0] for one in line.earlier] == ["Marta Malinowska"]
    wanda, where = as_worker(cast.wanda), f"/udostepnienia/{letter.disclosure.ref}/"
    shown = text(wanda.get(where))
    assert "Dane poprawiono po przekazaniu" in shown
    assert "Nieaktualna wersja" in shown
    assert "poprawione po przekazaniu, jeszcze nie przejęte" in text(wanda.get("/udostepnienia/otrzymane/"))
    told = f"/osoby/{family['Marta'].ref}/kto-dostal/"
    anna = as_worker(cast.anna)
    assert "Poprawiliśmy te dane i 02.11.2026 powiadomiliśmy o tym tę instytucję." in text(anna.get(told))
    actions.acknowledge(actor=cast.wanda.actor, entry=entry_of(cast.wanda, letter))
    assert wanda.post(f"{where}poprawione/", {"taken_on": "02.11.2026"}).status_code == 303
    assert "Instytucja poprawiła je u siebie 02.11.2026." in text(anna.get(told))
    assert "poprawione u odbiorcy 02.11.2026" in text(anna.get(where))
    assert Notice.objects.filter(code="disclosure.take", user=cast.anna.user).exists()
    with snapshot():
        assert to_answer(cast.wanda.actor, HELP).number == 0
    assert wanda.get(f"{where}poprawione/").status_code == 404


def test_what_was_written_down_since_does_not_go_along(cast: Town, family: People, letter: RegisterEntry) -> None:
    knows(cast, family["Marta"], "contact", "500 100 200")
    renamed(cast, family["Marta"])
    [line] = page_of(cast.wanda, letter).lines
    assert ("Malinowska-Nowak" in line.text, "500 100 200" in line.text) == (True, False)


def test_what_has_changed_in_life_is_no_correction(cast: Town, family: People, letter: RegisterEntry) -> None:
    renamed(cast, family["Marta"], change="life")
    knows(cast, family["Marta"], "contact", "500 100 200")
    end_detail(actor=cast.anna.actor, detail=detail_of(cast, family["Marta"], "contact"), until=DAY)
    assert corrections() == []


def test_a_window_shows_the_living_row_and_gets_nothing(
    cast: Town, family: People, give: Give, hand_over: HandOver
) -> None:
    school = cast.at("school").pk
    give(items=[Item(school, "identity")])
    hand_over((family["Marta"].anchor_id, "identity", school))
    renamed(cast, family["Marta"])
    assert corrections() == []


def test_after_a_withdrawal_the_recipient_is_told_and_gets_no_more_data(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"]
    paper = give(items=[Item(school, "identity")])
    [entry] = hand_over((marta.anchor_id, "identity", school), letters=[school])
    withdraw(actor=cast.anna.actor, case=case, consent=paper, items=items_of(paper))
    renamed(cast, marta)
    assert corrections() == [False, False]
    [line] = page_of(cast.wanda, entry).lines
    assert (line.is_outdated, line.earlier) == (True, ())
    assert "Nowak" not in text(as_worker(cast.wanda).get(f"/udostepnienia/{entry.disclosure.ref}/"))


def test_health_never_goes_without_the_second_person_not_even_put_right(
    cast: Town, family: People, health: Any, hand_over: HandOver
) -> None:
    clinic = cast.at("ppp")
    [entry] = hand_over(health, confirmed={clinic.pk: clinic.name})
    actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry))
    right(cast, family["Marta"], "health", "alergia")
    [line] = page_of(cast.ida, entry).lines
    assert (line.is_outdated, "alergia" in line.text) == (True, False)


def test_a_letter_that_never_carried_the_mistake_is_left_alone(
    cast: Town, family: People, letter: RegisterEntry, at_monday: Any
) -> None:
    at_monday.shift(timedelta(hours=1))
    knows(cast, family["Marta"], "contact", "500 100 200")
    right(cast, family["Marta"], "contact", "500 100 300")
    knows(cast, family["Marta"], "address", "ul. Leśna 7")
    right(cast, family["Marta"], "address", "ul. Leśna 8")
    renamed(cast, family["Ola"])
    assert corrections() == []


def test_a_letter_that_was_taken_back_is_left_alone(cast: Town, family: People, letter: RegisterEntry) -> None:
    actions.recall(actor=cast.anna.actor, entry=letter)
    mine = entry_of(cast.wanda, letter)
    actions.confirm(actor=cast.wanda.actor, entry=mine, proof="destroyed", proved_on=DAY)
    renamed(cast, family["Marta"])
    assert corrections() == []


def test_a_correction_that_is_refused_tells_nobody(cast: Town, family: People, letter: RegisterEntry) -> None:
    with pytest.raises(Conflict):
        renamed(cast, family["Marta"], version=7)
    assert corrections() == []
    assert not Notice.objects.filter(code="disclosure.correct").exists()


def test_the_recipient_alone_says_that_it_is_put_right_and_only_when_it_can_be(
    cast: Town, family: People, letter: RegisterEntry
) -> None:
    renamed(cast, family["Marta"])
    mine, theirs = entry_of(cast.anna, letter), entry_of(cast.wanda, letter)
    for worker, entry, day in (
        (cast.anna, mine, DAY),
        (cast.wanda, theirs, DAY + timedelta(days=1)),
        (cast.wanda, theirs, DAY - timedelta(days=1)),
    ):
        with pytest.raises(KooperacjaError):
            actions.take_correction(actor=worker.actor, entry=entry, taken_on=day)
    actions.take_correction(actor=cast.wanda.actor, entry=theirs, taken_on=DAY)
    with pytest.raises(KooperacjaError):
        actions.take_correction(actor=cast.wanda.actor, entry=theirs, taken_on=DAY)


def test_the_old_value_stays_with_its_author_and_day(
    cast: Town, family: People, as_worker: Any, at_monday: Any
) -> None:
    marta = family["Marta"]
    at_monday.shift(timedelta(days=2))
    renamed(cast, marta, actor=cast.halina.actor)
    row = detail_of(cast, marta, "former_name")
    assert (row.text, row.author_id, row.written_at.date()) == ("Marta Malinowska", cast.anna.user.pk, DAY)
    assert (row.closed_by_id, row.since == row.until) == (cast.halina.user.pk, True)
    renamed(cast, marta, "Nowak", actor=cast.halina.actor, change="life")
    row = detail_of(cast, marta, "former_name")
    assert (row.text, row.since, row.until) == ("Marta Malinowska-Nowak", date(2026, 11, 3), date(2026, 11, 4))
    page = text(as_worker(cast.anna).get(f"/osoby/{marta.ref}/"))
    assert "wcześniej zapisane imię i nazwisko" in page
    assert "nie obowiązywało" in page


def test_the_form_asks_why_before_it_replaces_anything(cast: Town, family: People, as_worker: Any) -> None:
    marta, anna = family["Marta"], as_worker(cast.anna)
    where = f"/osoby/{marta.ref}/popraw/"
    typed = {"first_name": "Marta", "last_name": "Nowak", "born_on": f"{marta.born_on:%d.%m.%Y}"}
    typed |= {"education": "", "employment": "", "kinship": "mother"}
    page = anna.get(where).content.decode()
    versions = ("version", "education_version", "employment_version", "pesel_version")
    typed |= {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in versions}
    asked = anna.post(where, typed)
    assert (asked.status_code, "Wskaż, czy to była pomyłka" in asked.content.decode()) == (422, True)
    assert anna.post(where, {**typed, "change": "life"}).status_code == 303
