"""For the same reader, instant and filter a program gets what the page shows: rows, order and number (I6)."""

import re
from typing import Any

import pytest

from tests.cast import Town
from tests.house.county import County

LISTS = [
    ("/cases", "/rodziny/", r"/rodziny/([0-9a-z]{12})/", ["", "state=all", "q=Lipa", "sort=number", "sort=-family"]),
    ("/referrals", "/skierowania/", r"/skierowania/([0-9a-z]{12})/", ["", "tab=outgoing", "state=unanswered"]),
]
LEVEL_0 = (("/institutions", "/instytucje/", "short_name"), ("/agreements", "/porozumienia/", "title"))


@pytest.mark.once
@pytest.mark.parametrize(("path", "page", "link", "filters"), LISTS, ids=lambda value: str(value)[:12])
def test_a_list_holds_the_rows_of_its_page_in_their_order(
    cast: Town, at_monday: Any, program: Any, as_worker: Any, path: str, page: str, link: str, filters: list[str]
) -> None:
    """I6"""
    County(cast).grow(real=1, copies=4)
    for worker in (cast.anna, cast.halina, cast.piotr, cast.jan):
        who, browser = program(worker), as_worker(worker)
        for chosen in filters:
            told = who.get(f"{path}?{chosen}").json()
            text = browser.get(f"{page}?{chosen}").content.decode()
            table = text.partition("<tbody>")[2].partition("</tbody>")[0]
            assert [row["ref"] for row in told["items"]] == list(dict.fromkeys(re.findall(link, table)))


@pytest.mark.parametrize("path", ["/cases", "/referrals", "/institutions", "/agreements"])
def test_pages_hold_every_row_once_in_both_directions(cast: Town, at_monday: Any, program: Any, path: str) -> None:
    """I3"""
    County(cast).grow(real=0, copies=5)
    anna, key = program(cast.anna), "id" if path == "/institutions" else "ref"
    whole = anna.get(f"{path}?limit=200").json()
    rows = [row[key] for row in whole["items"]]
    assert len(rows) == len(set(rows)) == whole["total"]["number"]
    found, page = [], anna.get(f"{path}?limit=2").json()
    while True:
        found += [row[key] for row in page["items"]]
        if not page["after"]:
            break
        page = anna.get(f"{path}?limit=2&after={page['after']}").json()
    assert found == rows
    back = anna.get(f"{path}?limit=2&before={page['before']}").json()
    assert [row[key] for row in back["items"]] == rows[: len(rows) - len(page["items"])][-2:]


def test_institutions_and_agreements_are_those_of_their_pages(
    cast: Town, at_monday: Any, program: Any, as_worker: Any
) -> None:
    """I6"""
    anna, browser = program(cast.anna), as_worker(cast.anna)
    for path, page, name in LEVEL_0:
        text = browser.get(page).content.decode()
        places = [text.index(row[name]) for row in anna.get(path).json()["items"]]
        assert places
        assert text.count('scope="row"') == len(places)
