"""The family card (T08) on paper: what is known of a family for the file, and nothing that could hurt on a table."""

from datetime import date
from io import BytesIO
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from kooperacja.access.actions import authorise
from kooperacja.agreements.labels import Category
from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.people.actions import DetailText, add_detail
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.sharing.test_rules_and_what_if import shown

DAY = MONDAY.date()
Family = dict[str, Person]


def paper(browser: Any, case: Case) -> str:
    answer = browser.get(f"/rodziny/{case.ref}/karta/pdf/")
    assert answer.status_code == 200
    assert b"/StructTreeRoot" in answer.content
    assert "Malinowsk" not in answer["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    return " ".join(text.split())


def known(cast: Town, one: Person, kind: DetailKind, text: str, **more: Any) -> None:
    facts = {"since": date(2026, 9, 1), **more}
    add_detail(actor=cast.anna.actor, person=one, typed=DetailText(kind, text=text, **facts))


def test_it_says_who_lives_together_and_what_is_known_today(
    cast: Town, case: Case, family: Family, as_worker: Any
) -> None:
    known(cast, family["Marta"], DetailKind.CONTACT, "500 100 201")
    known(cast, family["Ola"], DetailKind.AUTHORITY_LIMITED, "", other=family["Adam"], paper="SR, III Nsm 40/26")
    known(cast, family["Kuba"], DetailKind.ADDRESS, "ul. Dawna 1", until=date(2026, 10, 1))
    said = paper(as_worker(cast.anna), case)
    for words in ("Malinowscy", case.number, "Ola Malinowska", "500 100 201", "SR, III Nsm 40/26", "Anna Lis"):
        assert words in said, words
    assert "ul. Dawna 1" not in said


def test_what_could_hurt_on_a_table_is_not_on_it_nor_a_word_that_there_is_any(
    cast: Town, case: Case, family: Family, as_worker: Any
) -> None:
    before = paper(as_worker(cast.anna), case)
    categories = [Category.ADDRESS, Category.REPORTER, Category.HEALTH]
    at = cast.anna.actor.institution_id
    authorise(cast.halina.actor, user_id=cast.anna.user.pk, institution_id=at, categories=categories)
    known(cast, family["Marta"], DetailKind.PROTECTED_ADDRESS, "ul. Ukryta 7")
    known(cast, family["Ola"], DetailKind.REPORTER, "sąsiadka z parteru")
    known(cast, family["Kuba"], DetailKind.HEALTH, "astma")
    assert paper(as_worker(cast.anna), case) == before


def test_nobody_else_prints_it(cast: Town, case: Case, family: Family, as_worker: Any) -> None:
    for worker in (cast.piotr, cast.jan):
        assert as_worker(worker).get(f"/rodziny/{case.ref}/karta/pdf/").status_code == 404


def test_a_partner_who_reads_the_case_copies_nothing_of_it(cast: Town, at_monday: Any, as_worker: Any) -> None:
    seen, piotr = shown(cast), as_worker(cast.piotr)
    assert piotr.get(f"/rodziny/{seen.ref}/").status_code == 200
    assert piotr.get(f"/rodziny/{seen.ref}/karta/pdf/").status_code == 404


def test_six_people_cost_as_many_statements_as_four(cast: Town, case: Case, family: Family, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    known(cast, family["Marta"], DetailKind.PARENT, "", other=family["Adam"], paper="akt urodzenia")
    paper(browser, case)
    with CaptureQueriesContext(connection) as few:
        paper(browser, case)
    for name in ("Zosia", "Staś"):
        facts: dict[str, Any] = {"born_on": DAY, "kinship": Kinship.DAUGHTER, "last_name": "Malinowska"}
        child = add_member(actor=cast.anna.actor, case=case, first_name=name, **facts)
        known(cast, child, DetailKind.PARENT, "", other=family["Adam"], paper="akt urodzenia")
    paper(browser, case)
    with CaptureQueriesContext(connection) as many:
        paper(browser, case)
    assert len(many) == len(few)
