"""Whoever has nothing to do with a row gets at each of its addresses what an address of no row gives."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from tests.cast import Town, Worker
from tests.house.addresses import NO_NUMBER, NO_REFERENCE
from tests.house.county import PARAMETER, County, address
from tests.house.test_routes import CLIENT_KINDS, PAGES

# What differs between any two answers, whatever was asked.
PASSING = re.compile(r"nonce=\"[^\"]*\"|name=\"(?:csrfmiddlewaretoken|once|next)\" value=\"[^\"]*\"")
HEADERS = ("Content-Type", "Location", "Cache-Control", "Vary", "HX-Redirect")
OF_CLIENTS = [(one, route) for one, route in PAGES if one.parameters and route.resource in CLIENT_KINDS]


def answer(browser: Client, method: str, url: str) -> tuple[Any, ...]:
    """Status, the headers that a reader could compare, and the page without what is new in each answer."""
    given = browser.generic(method, url)
    page = PASSING.sub("", given.content.decode())
    return given.status_code, [given.headers.get(name) for name in HEADERS], page.replace(url, "")


def nowhere(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The same addresses with rows that do not exist; kinds and moves stay."""
    missing: dict[type, Any] = {int: NO_NUMBER, str: NO_REFERENCE}
    words = ("<kind>", "<move>")
    return {key: value if key.endswith(words) else missing[type(value)] for key, value in parameters.items()}


def of_the_team(path: str) -> bool:
    """The institution that leads a team knows of its meetings; of the families there each worker sees his own."""
    return "spotkania/<str:ref>/" in path and "<str:item>" not in path


@pytest.mark.long
@pytest.mark.once
@pytest.mark.surface
def test_a_row_of_others_looks_as_one_that_does_not_exist(
    cast: Town, at_monday: Any, as_worker: Callable[[Worker], Client]
) -> None:
    """I1, I19: for a police officer of the same commune, and for a worker of the same centre who is not appointed."""
    there = County(cast).parameters()
    gone = nowhere(there)
    told = []
    for worker, method in ((cast.jan, "GET"), (cast.iga, "POST")):
        browser = as_worker(worker)
        for one, route in OF_CLIENTS:
            if method not in route.methods or (worker is cast.iga and of_the_team(route.path)):
                continue
            closed, missing = (answer(browser, method, address(route, which)) for which in (there, gone))
            if closed != missing or closed[0] < HTTPStatus.BAD_REQUEST:
                told.append(f"{worker.user.full_name} {method} {one.name}: {closed[0]} and {missing[0]}")
    assert told == []
    _the_rows_are_there(as_worker(cast.anna), there)


def _the_rows_are_there(browser: Client, there: dict[str, Any]) -> None:
    """Of the addresses of the same rows at least one opens for the key worker; only an emergency is another's."""
    doors: dict[frozenset[Any], list[str]] = {}
    for _one, route in OF_CLIENTS:
        if "GET" in route.methods:
            path = PARAMETER.sub(r"<\1>", route.path)
            rows = frozenset(row for key, row in there.items() if path.startswith(key))
            doors.setdefault(rows, []).append(address(route, there))
    opened = HTTPStatus.BAD_REQUEST
    closed = [urls for urls in doors.values() if all(browser.get(url).status_code >= opened for url in urls)]
    assert [url.split("/")[1] for urls in closed for url in urls] == ["dostep-ratunkowy"]
