"""Letters of referrals in “Who got my data”: every version that went out, where the family knows of the referral."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.disclosures import actions as disclosures
from kooperacja.disclosures.queries.told import ToldPage, told_page
from kooperacja.people.models import Person
from kooperacja.referrals import actions
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import letter_content
from tests.cast import MONDAY, Town
from tests.referrals.story import JOINT_HELP, OLA, side_of

WROTE = replace(OLA, basis="welfare_task", reason_code="", family_knows="yes")


def wrote(cast: Town, case: Case, person: Person | None = None, **changed: Any) -> Side:
    """Anna asks the county centre about Ola."""
    content = replace(WROTE, **changed)
    about = {"case": case, "person": person, "addressee_id": cast.at("pcpr").pk}
    side = actions.draft_referral(actor=cast.anna.actor, content=content, **about)  # type: ignore[arg-type]
    actions.send_referral(actor=cast.anna.actor, side=side_of(cast.anna, side))
    return side_of(cast.anna, side)


def told(cast: Town, person: Person) -> ToldPage:
    with snapshot():
        return told_page(cast.anna.actor, person.ref, JOINT_HELP)


@pytest.mark.parametrize("knows", ["no", "not_safe", ""])
def test_what_the_family_does_not_know_of_is_not_told(
    cast: Town, case: Case, family: dict[str, Person], knows: str
) -> None:
    wrote(cast, case, family["Ola"], family_knows=knows)
    assert told(cast, family["Ola"]).rows == ()


def test_a_draft_was_handed_to_nobody(cast: Town, case: Case, family: dict[str, Person]) -> None:
    about = {"case": case, "person": family["Ola"], "addressee_id": cast.at("pcpr").pk}
    actions.draft_referral(actor=cast.anna.actor, content=WROTE, **about)  # type: ignore[arg-type]
    assert told(cast, family["Ola"]).rows == ()


def test_the_letter_is_told_by_what_was_in_it_without_its_content(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    wrote(cast, case, family["Ola"], guardians="")
    [row] = told(cast, family["Ola"]).rows
    assert (row.day, row.institution) == (MONDAY.date(), cast.at("pcpr").name)
    [what] = row.what
    assert "imię i nazwisko" in what
    assert "rodzice" not in what
    assert OLA.request not in what
    assert row.sources[0].startswith("Zadanie pomocy społecznej (art. 100 ust. 2")
    assert (row.is_window, row.worker) == (False, "")


def test_a_referral_of_the_case_is_told_to_whom_it_names_and_to_nobody_else(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    wrote(cast, case)
    wrote(cast, case, first_name="Kuba")
    assert len(told(cast, family["Ola"]).rows) == 1


def test_each_version_is_a_row_and_the_last_one_says_whether_the_family_knows(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    side = wrote(cast, case, family["Ola"], family_knows="no")
    theirs = side_of(cast.olga, side)
    actions.receive(actor=cast.olga.actor, side=theirs)
    actions.return_for_completion(
        actor=cast.olga.actor, side=side_of(cast.olga, side), reason_code="missing_facts", text="Brak klasy."
    )
    mine = side_of(cast.anna, side)
    mark = letter_content(cast.anna.actor, mine, JOINT_HELP).mark
    actions.change_draft(actor=cast.anna.actor, side=mine, mark=mark, content=WROTE, addressee_id=cast.at("pcpr").pk)
    assert told(cast, family["Ola"]).rows == ()
    actions.resend(actor=cast.anna.actor, side=side_of(cast.anna, side))
    assert len(told(cast, family["Ola"]).rows) == 2


def test_the_page_the_paper_and_the_sheet_have_the_same_rows(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    ola, anna = family["Ola"], as_worker(cast.anna)
    wrote(cast, case, ola)
    reason = "Osoba ma prawo wiedzieć, art. 15 RODO."
    disclosures.decide_names(actor=cast.filip.actor, is_named=True, since=MONDAY.date(), reason=reason)
    where = f"/osoby/{ola.ref}/kto-dostal/"
    sheet: Any = load_workbook(BytesIO(anna.get(f"{where}xlsx/").content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 1
    cells = [str(cell) for cell in rows[0][1:4]]
    assert cells[-1].endswith("Kto przekazał: Anna Lis.")
    page = " ".join(anna.get(where).content.decode().split())
    pages = PdfReader(BytesIO(anna.get(f"{where}pdf/").content)).pages
    paper = "".join("".join(one.extract_text().split()) for one in pages)
    for cell in cells:
        assert cell in page
        assert "".join(cell.split()) in paper
