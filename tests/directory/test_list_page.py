"""The list of institutions: who sees it, what its filters do, how it is taken away."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kooperacja.directory.actions import create_institution, end_institution
from kooperacja.directory.kinds import InstitutionKind, Level
from kooperacja.foundation.clock import today
from tests.cast import Town
from tests.statements import at_most


@pytest.fixture
def zambrow(cast: Town) -> None:
    """Two real counties beside the fictional town: one institution each."""
    for name, kind, terc, place in (
        ("Powiatowy Urząd Pracy w Zambrowie", InstitutionKind.LABOUR_OFFICE, "2014", "Zambrów"),
        ("Świetlica „Łąka”", InstitutionKind.NGO, "2007022", "Żory"),
    ):
        create_institution(actor=cast.ewa.actor, name=name, kind=kind, level=Level.COUNTY, terc=terc, place=place)


def shown(browser: Any, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_signed_in_worker_reads_it(cast: Town, as_worker: Any) -> None:
    page = shown(as_worker(cast.grazyna), "/instytucje/")
    assert "GOPS Wierzbowo" in page
    assert "7 instytucji" in page
    assert "Dodaj instytucję" not in page
    assert "Dodaj instytucję" in shown(as_worker(cast.ewa), "/instytucje/")


def test_nobody_reads_it_without_signing_in(client: Any, cast: Town) -> None:
    assert client.get("/instytucje/")["Location"].startswith("/logowanie/")


def test_who_has_left_is_sent_to_choose_a_role(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.jan)
    cast.jan.membership.valid_to = cast.jan.membership.valid_from
    cast.jan.membership.save()
    assert browser.get("/instytucje/")["Location"].startswith("/rola/")


@pytest.mark.parametrize(
    ("query", "found", "missing"),
    [
        ("q=zambrow", "PUP w Zambrowie", "GOPS"),
        ("q=ŁĄKA+żory", "Świetlica", "PUP"),
        ("q=%E2%80%9EMostek", "„Mostek”", "GOPS"),
        ("kind=ngo", "Świetlica", "PUP w Zambrowie"),
        ("level=commune", "GOPS", "PUP w Zambrowie"),
        ("county=2007", "Świetlica", "PUP w Zambrowie"),
        ("county=2014&kind=labour_office", "PUP w Zambrowie", "PUP w Brzezinie"),
    ],
)
def test_filters_narrow_it(cast: Town, zambrow: None, as_worker: Any, query: str, found: str, missing: str) -> None:
    rows = shown(as_worker(cast.anna), f"/instytucje/?{query}").split("<tbody>")[1].split("</tbody>")[0]
    assert found in rows
    assert missing not in rows


def test_wildcards_and_statements_are_words_like_others(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    for hostile in ("%25", "_", "'; DROP TABLE directory_institution; --", "<script>alert(1)</script>", "%00"):
        page = browser.get(f"/instytucje/?q={hostile}").content.decode()
        assert "<script>alert" not in page
    assert "7 instytucji" in shown(browser, "/instytucje/")


@pytest.mark.parametrize(
    "query", ["kind=castle", "level=9", "county=x", "shown=?", "sort=password", "after=-1", "after=x"]
)
def test_a_forged_filter_filters_nothing(cast: Town, as_worker: Any, query: str) -> None:
    assert "7 instytucji" in shown(as_worker(cast.anna), f"/instytucje/?{query}")


def test_ended_institutions_are_shown_on_demand(cast: Town, as_worker: Any) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=today(), reason="połączenie")
    browser = as_worker(cast.anna)
    assert "PPP Brzezin" not in shown(browser, "/instytucje/")
    assert "zakończona" in shown(browser, "/instytucje/?shown=ended")
    assert "7 instytucji" in shown(browser, "/instytucje/?shown=all")


@pytest.mark.parametrize(
    ("sort", "first"),
    [("name", "GOPS"), ("-name", "SP Wierzbowo"), ("kind", "„Mostek”"), ("checked", "GOPS"), ("-checked", "GOPS")],
)
def test_it_is_sorted_as_asked(cast: Town, as_worker: Any, sort: str, first: str) -> None:
    if sort == "kind":
        cast.at("mostek").kind = InstitutionKind.ADVICE_BUREAU
        cast.at("mostek").save()
    page = shown(as_worker(cast.anna), f"/instytucje/?sort={sort}")
    assert first in page.split("<tbody>")[1].split("</tr>")[0]


def test_pages_follow_one_another_without_gaps(cast: Town, as_worker: Any) -> None:
    for number in range(48):
        create_institution(actor=cast.ewa.actor, name=f"Szkoła {number:02}", kind="school", level="commune")
    browser = as_worker(cast.anna)
    first, second = shown(browser, "/instytucje/"), shown(browser, "/instytucje/?after=50")
    assert ("1–50 z 55" in first, "51–55 z 55" in second) == (True, True)
    rows = [page.split("<tbody>")[1].count("<tr>") for page in (first, second)]
    assert rows == [50, 5]


def test_htmx_gets_the_list_alone(cast: Town, as_worker: Any) -> None:
    page = as_worker(cast.anna).get("/instytucje/?q=gops", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "GOPS Wierzbowo" in page


def test_an_empty_answer_says_what_to_do(cast: Town, as_worker: Any) -> None:
    page = shown(as_worker(cast.anna), "/instytucje/?q=nieistniejąca")
    assert "Żadna instytucja nie pasuje" in page
    assert "Pokaż wszystkie instytucje" in page


def test_the_spreadsheet_holds_the_same_rows_as_texts(cast: Town, as_worker: Any) -> None:
    create_institution(actor=cast.ewa.actor, name="=1+1", kind="ngo", level="commune", terc="2007", nip="5260006841")
    response = as_worker(cast.anna).get("/instytucje/xlsx/?kind=ngo")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Nazwa skrócona", "Pełna nazwa", "Rodzaj")
    assert {row[0] for row in rows[1:]} == {"=1+1", "„Mostek”"}
    assert sheet["A2"].data_type == "s"
    assert response["Content-Disposition"] == 'attachment; filename="instytucje.xlsx"'


def test_the_number_of_statements_does_not_grow_with_the_list(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.grazyna)
    for number in range(30):
        create_institution(
            actor=cast.ewa.actor,
            name=f"Szkoła {number}",
            kind="school",
            level="commune",
            terc=f"20{number % 14 + 1:02}",
        )
    with at_most(12):
        browser.get("/instytucje/")
