"""A worker keeps the filters of a list under a name; the views are his own and open nothing."""

from typing import Any
from urllib.parse import quote

import pytest

from kooperacja.desk.actions import save_view
from kooperacja.desk.models import SavedView
from kooperacja.foundation.errors import RuleBroken
from tests.cast import Town

QUERY = "kind=school&sort=-name"


def save(browser: Any, name: str = "Szkoły", query: str = QUERY, listing: str = "directory") -> Any:
    return browser.post("/widoki/nowy/", {"name": name, "listing": listing, "query": query})


def test_a_filtered_list_offers_to_be_saved_and_becomes_a_tab(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    text = browser.get(f"/instytucje/?{QUERY}&after=7&empty=").content.decode()
    assert f"/widoki/nowy/?listing=directory&amp;query={quote(QUERY, safe='')}" in text
    saved = save(browser)
    assert saved.status_code == 303
    assert saved.headers["Location"] == f"/instytucje/?{QUERY}"
    shown = browser.get(saved.headers["Location"]).content.decode()
    assert "Szkoły" in shown
    assert "Usuń ten widok" in shown
    assert "Zapisz jako nowy widok" not in shown


@pytest.mark.parametrize(
    ("listing", "address", "query"),
    [
        ("disclosures", "/udostepnienia/", "mode=letter"),
        ("received", "/udostepnienia/otrzymane/", "mode=window"),
        ("requests", "/prosby/", "sort=due"),
        ("requests_to_us", "/prosby/do-nas/", "state=sent"),
        ("consents", "/zgody/", "status=all"),
    ],
)
def test_the_registers_are_kept_as_views_too(
    cast: Town, at_monday: object, as_worker: Any, listing: str, address: str, query: str
) -> None:
    browser = as_worker(cast.anna)
    assert f"listing={listing}&amp;query=" in browser.get(f"{address}?{query}").content.decode()
    saved = save(browser, "Moje", query, listing)
    assert saved.headers["Location"] == f"{address}?{query}"
    shown = browser.get(saved.headers["Location"]).content.decode()
    assert "Moje</a>" in shown
    assert "Usuń ten widok" in shown


def test_the_order_of_filters_and_the_page_make_no_other_view(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    save(browser, query="sort=-name&kind=school&q=&after=abc")
    assert SavedView.objects.get().query == QUERY


def test_views_belong_to_one_worker_in_one_institution(cast: Town, at_monday: object, as_worker: Any) -> None:
    save(as_worker(cast.anna))
    mine = SavedView.objects.get()
    other = as_worker(cast.iga)
    assert "Szkoły</a>" not in other.get("/instytucje/").content.decode()
    address = f"/widoki/{mine.pk}/usun/"
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    assert SavedView.objects.exists()


def test_a_view_is_deleted_by_its_owner(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    save(browser)
    address = f"/widoki/{SavedView.objects.get().pk}/usun/"
    assert "Widok „Szkoły” zniknie z Twoich zakładek." in browser.get(address).content.decode()
    assert browser.post(address).headers["Location"] == "/instytucje/"
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_and_needed(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    save(browser)
    twice = save(browser, query="kind=police")
    assert twice.status_code == 422
    assert "Masz już widok o tej nazwie." in twice.content.decode()
    assert save(browser, name="").status_code == 422


def test_a_thirteenth_view_is_refused(cast: Town, at_monday: object) -> None:
    for number in range(12):
        save_view(actor=cast.anna.actor, listing="directory", name=f"W{number}", query="")
    with pytest.raises(RuleBroken) as refusal:
        save_view(actor=cast.anna.actor, listing="directory", name="W13", query="")
    assert refusal.value.code == "view.too_many"
    assert SavedView.objects.count() == 12


def test_a_forged_list_or_a_huge_filter_is_refused(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert save(browser, listing="passwords").status_code == 422
    assert save(browser, query="q=" + "x" * 900).status_code == 422
    assert not SavedView.objects.exists()


def test_what_is_typed_stays_text(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    save(browser, name="<script>alert(1)</script>")
    assert "<script>alert" not in browser.get("/instytucje/").content.decode()
