"""“Who got my data”: what the person reads, what is kept from the reader, and the same as PDF and spreadsheet."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from kooperacja.access.models import Share
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item, withdraw
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cast import Town
from tests.consents.conftest import Give, items_of
from tests.disclosures.conftest import entry_of

People = dict[str, Person]
HandOver = Callable[..., list[RegisterEntry]]


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_mother_reads_what_went_to_whom_on_what_basis_also_of_her_child(
    cast: Town, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, pup = cast.at("school").pk, cast.at("pup").pk
    give(items=[Item(school, "identity"), Item(pup, "employment", is_given=False)])
    give(person=family["Ola"], items=[Item(school, "education")])
    marta, ola = family["Marta"], family["Ola"]
    hand_over((marta.anchor_id, "identity", school), (ola.anchor_id, "education", school))
    page = text(as_worker(cast.anna).get(f"/osoby/{marta.ref}/kto-dostal/"))
    assert "Wykaz obejmuje dane Pani/Pana oraz: Ola, Kuba" in page
    assert cast.at("school").name in page
    assert "(Ola)" in page
    assert "Zgoda z 02.11.2026, punkt 1" in page
    assert f"{cast.at('pup').name} tego nie dostaje" in page
    assert "Wspólna pomoc" in page
    assert "Do 31.12.2027." in page
    sheet = page[page.index("<article") : page.index("</article")]
    assert "Anna Lis" not in sheet
    adam = text(as_worker(cast.anna).get(f"/osoby/{family['Adam'].ref}/kto-dostal/"))
    assert "Zgoda z 02.11.2026" in adam
    assert cast.at("pup").name not in adam


def test_a_withdrawal_is_told_beside_the_entry_that_stays(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, as_worker: Any, at_monday: Any
) -> None:
    school, pcpr, marta = cast.at("school").pk, cast.at("pcpr").pk, family["Marta"]
    paper = give(items=[Item(school, "identity"), Item(pcpr, "employment")])
    hand_over((marta.anchor_id, "identity", school), (marta.anchor_id, "employment", pcpr), letters=[pcpr])
    at_monday.shift(timedelta(days=7))
    withdraw(actor=cast.anna.actor, case=case, consent=paper, items=items_of(paper))
    page = text(as_worker(cast.anna).get(f"/osoby/{marta.ref}/kto-dostal/"))
    assert "Zgoda skończyła się 09.11.2026. Od tego dnia ta instytucja nie widzi tych danych." in page
    assert "Zgoda skończyła się 09.11.2026. Pismo wysłane wcześniej zostaje" in page


def test_what_is_under_secrecy_leaves_no_trace_until_its_day(
    cast: Town, family: People, give: Give, hand_over: HandOver, as_worker: Any, at_monday: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"]
    give(items=[Item(school, "identity")])
    entry = hand_over((marta.anchor_id, "identity", school))[0]
    where = f"/osoby/{marta.ref}/kto-dostal/"
    anna = as_worker(cast.anna)
    untold = text(anna.get(where)).replace(cast.at("school").name, "")
    assert cast.at("school").name in text(anna.get(where))
    mine = entry_of(cast.filip, entry)
    actions.defer(actor=cast.filip.actor, entry=mine, version=1, review_on=date(2026, 11, 12))
    hidden = text(anna.get(where))
    assert cast.at("school").name not in hidden
    assert "Nikomu nie przekazaliśmy" in hidden
    assert len(hidden) < len(untold)
    at_monday.shift(timedelta(days=10))
    assert cast.at("school").name in text(as_worker(cast.anna).get(where))


def test_what_waits_or_was_refused_was_given_to_nobody(
    cast: Town, case: Case, family: People, give: Give, as_worker: Any
) -> None:
    marta = family["Marta"]
    actions.save_draft(actor=cast.anna.actor, case=case, aim="joint_help", marks=["x"])
    assert "Nikomu nie przekazaliśmy" in text(as_worker(cast.anna).get(f"/osoby/{marta.ref}/kto-dostal/"))


def test_the_pdf_is_tagged_and_the_sheet_has_the_same_rows(
    cast: Town, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"]
    give(items=[Item(school, "identity")])
    hand_over((marta.anchor_id, "identity", school))
    anna = as_worker(cast.anna)
    paper = anna.get(f"/osoby/{marta.ref}/kto-dostal/pdf/")
    assert paper["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in paper.content
    assert "Malinowsk" not in paper["Content-Disposition"]
    sheet = load_workbook(BytesIO(anna.get(f"/osoby/{marta.ref}/kto-dostal/xlsx/").content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [cast.at("school").name]
    assert "Zgoda z 02.11.2026, punkt 1" in str(rows[0][3])


def test_a_partner_finds_no_such_page_although_he_sees_the_person(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, as_worker: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"]
    give(items=[Item(school, "identity")])
    hand_over((marta.anchor_id, "identity", school))
    window = Share.objects.select_related("anchor").get()
    sharing.place_reader(actor=cast.wanda.actor, window=window, user_id=cast.piotr.user.pk)
    piotr = as_worker(cast.piotr)
    assert piotr.get(f"/osoby/{marta.ref}/").status_code == 200
    for tail in ("", "pdf/", "xlsx/"):
        assert piotr.get(f"/osoby/{marta.ref}/kto-dostal/{tail}").status_code == 404
