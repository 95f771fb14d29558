"""The list: two sides, filters, order, pages, totals, and the same rows as a spreadsheet."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.errors import RuleBroken
from kooperacja.referrals import actions, queries
from kooperacja.referrals.queries import Filters, ListPage
from tests.cast import Town, Worker
from tests.referrals.crowd import crowd
from tests.referrals.story import JOINT_HELP, answered, assigned, drafted, received, sent, side_of
from tests.statements import counted


def listed(worker: Worker, after: str = "", before: str = "", limit: int = 50, **asked: str) -> ListPage:
    with snapshot():
        return queries.referral_list(
            worker.actor, Filters(**asked), JOINT_HELP, after=after, before=before, limit=limit
        )


def names(page: ListPage) -> list[str]:
    return [row.who for row in page.rows]


@pytest.fixture
def story(cast: Town, at_monday: Any) -> Town:
    received(cast, first_name="Ola")
    sent(cast, first_name="Żaneta", last_name="Łoś", place="Zalesie", urgency="urgent")
    answered(cast, first_name="Jan")
    drafted(cast, first_name="Ewa")
    return cast


def test_each_party_sees_its_own_side(story: Town) -> None:
    page = listed(story.anna)
    assert (page.total.number, page.incoming.number, page.outgoing.number) == (3, 3, 0)
    assert {row.partner for row in page.rows} == {"SP Wierzbowo"}
    mine = listed(story.piotr, tab="outgoing")
    assert (mine.total.number, mine.incoming.number) == (4, 0)
    assert {row.partner for row in mine.rows} == {"GOPS Wierzbowo"}


def test_a_draft_is_on_its_author_s_list_without_a_day_of_sending(story: Town) -> None:
    drafts = listed(story.piotr, tab="outgoing", state="draft")
    assert names(drafts) == ["Ewa Malinowska"]
    assert drafts.rows[0].sent_at is None
    assert drafts.rows[0].due is None


def test_the_text_finds_a_number_or_a_name(story: Town) -> None:
    for text in ("zaneta los", "ŁOŚ", "zalesie"):
        assert names(listed(story.anna, text=text)) == ["Żaneta Łoś"], text
    assert names(listed(story.anna, text="w.0001")) == ["Ola Malinowska"]
    for text in ("los ola", "100%", "_", "' OR 1=1 --"):
        assert names(listed(story.anna, text=text)) == [], text


FOUND: tuple[tuple[dict[str, str], set[str]], ...] = (
    ({"state": "received"}, {"Ola"}),
    ({"state": "unanswered"}, {"Ola", "Żaneta"}),
    ({"state": "nonsense"}, {"Ola", "Żaneta", "Jan"}),
    ({"due": "urgent"}, {"Żaneta"}),
    ({"due": "week"}, {"Żaneta"}),
    ({"due": "late"}, set()),
    ({"partner": "school"}, {"Ola", "Żaneta", "Jan"}),
    ({"partner": "police"}, set()),
)


def test_filters_narrow_the_list_and_its_total(story: Town) -> None:
    for asked, found in FOUND:
        page = listed(story.anna, **asked)
        assert {name.split()[0] for name in names(page)} == found, asked
        assert page.total.number == len(found), asked
        assert page.incoming.number == 3, "the tabs count all"


def test_what_is_late_is_told_and_found(story: Town, at_monday: Any) -> None:
    at_monday.shift(2 * 86400)
    page = listed(story.anna, due="late")
    assert names(page) == ["Żaneta Łoś"]
    assert page.rows[0].due is not None
    assert page.rows[0].due.text == "2 dni robocze po terminie"


def test_pages_follow_one_another_without_gap_or_double(cast: Town, at_monday: Any) -> None:
    crowd(cast, 23)
    for sort in ("due", "-due", "sent", "-sent", "number", "-number", "nonsense"):
        walks_through(cast, sort)


def walks_through(cast: Town, sort: str) -> None:
    whole = [row.pk for row in listed(cast.anna, sort=sort).rows]
    assert len(set(whole)) == 23
    seen, after = [], ""
    for _page in range(5):
        page = listed(cast.anna, sort=sort, after=after, limit=5)
        seen += [row.pk for row in page.rows]
        after = page.after
    assert seen == whole
    assert after == ""
    last = listed(cast.anna, sort=sort, after=listed(cast.anna, sort=sort, limit=20).after, limit=20)
    back = listed(cast.anna, sort=sort, before=last.before, limit=5)
    assert [row.pk for row in back.rows] == whole[15:20]


def test_the_order_is_the_one_that_was_asked_for(cast: Town, at_monday: Any) -> None:
    crowd(cast, 40)
    dues = [row.due.on for row in listed(cast.anna, sort="due").rows if row.due]
    assert dues == sorted(dues)
    numbers = [row.number for row in listed(cast.anna, sort="-number").rows]
    assert numbers == sorted(numbers, reverse=True)


def test_a_forged_cursor_is_refused(cast: Town, at_monday: Any, as_worker: Any) -> None:
    with pytest.raises(RuleBroken):
        listed(cast.anna, after="zzz")
    assert as_worker(cast.anna).get("/skierowania/?after=zzz").status_code == 422


def test_the_data_protection_officer_sees_numbers_and_no_names(story: Town) -> None:
    page = listed(story.filip)
    assert page.total.number == 3
    assert names(page) == ["", "", ""]
    assert listed(story.filip, text="malinowska").total.number == 0


def test_a_letter_on_health_shows_no_name_on_the_list(cast: Town, at_monday: Any) -> None:
    cast.at("ppp").kind = "health_clinic"
    cast.at("ppp").save()
    received(cast, by="ida", basis="patient_consent", reason_code="disability")
    assert names(listed(cast.anna)) == [""]
    assert listed(cast.anna, text="malinowska").total.number == 0


def test_the_spreadsheet_holds_the_rows_of_the_filter_as_text(story: Town, as_worker: Any) -> None:
    sent(story, first_name="=1+1", last_name="<script>alert(1)</script>")
    answer = as_worker(story.anna).get("/skierowania/xlsx/?q=script")
    assert answer["Content-Disposition"] == 'attachment; filename="skierowania.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Numer", "Imię i nazwisko")
    assert len(rows) == 2
    cell = sheet["B2"]
    assert (cell.value, cell.data_type) == ("=1+1 <script>alert(1)</script>", "s")


def test_a_long_download_is_read_in_chunks_and_complete(
    cast: Town, at_monday: Any, as_worker: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("kooperacja.referrals.queries.listing.CHUNK", 7)
    crowd(cast, 30)
    sheet = load_workbook(BytesIO(as_worker(cast.anna).get("/skierowania/xlsx/").content)).active
    assert sheet.max_row == 31


@pytest.mark.parametrize("address", ["/skierowania/", "/skierowania/?q=zak&state=received&due=week&sort=-number"])
def test_the_number_of_statements_does_not_depend_on_the_data(
    cast: Town, at_monday: Any, as_worker: Any, address: str
) -> None:
    browser, costs = as_worker(cast.anna), []
    for start, more in ((0, 5), (5, 195)):
        crowd(cast, more, start)
        with counted() as statements:
            assert browser.get(address).status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 12


def test_the_page_shows_filters_totals_and_the_next_step(story: Town, as_worker: Any) -> None:
    page = as_worker(story.anna).get("/skierowania/").content.decode()
    for shown in ("3 skierowania", "Nowe skierowanie", "Pobierz XLSX", "Bez odpowiedzi", "SP Wierzbowo"):
        assert shown in page
    empty = as_worker(story.anna).get("/skierowania/?due=late").content.decode()
    assert "Żadne skierowanie nie pasuje do tych filtrów" in empty
    part = as_worker(story.anna).get("/skierowania/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="list"')


def test_what_is_led_by_somebody_is_on_his_list(cast: Town, at_monday: Any) -> None:
    side = assigned(cast)
    actions.reassign(actor=cast.anna.actor, side=side, worker_id=cast.iga.user.pk)
    assert [row.worker for row in listed(cast.iga).rows] == ["Iga Klon"]
    assert side_of(cast.iga, side).referral.number == listed(cast.iga).rows[0].number
