"""Searching for a word of a closed row finds what searching for nonsense finds; without a key nothing is told."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.accounts.actions import issue_token, revoke_token
from kooperacja.accounts.keys import Scope
from tests.surfaces.asking import Asked, Checker, Reader
from tests.surfaces.canaries import Cell
from tests.surfaces.county import County
from tests.surfaces.rounds import SERVED, known, picked
from tests.surfaces.table import TABLE

# What a list is searched by, and what the finding shows.
OF_CASES = (("household", "name"), ("household", "place"), ("case", "number"), ("case", "external_number"))
OF_REFERRALS = (("letter", "last_name"), ("letter", "request"), ("referral", "number"))
LISTS = {
    "cases:list": ("?state=all&q=", OF_CASES),
    "cases:list_xlsx": ("?state=all&q=", OF_CASES),
    "api:cases": ("?state=all&q=", OF_CASES),
    "referrals:list": ("?q=", OF_REFERRALS),
    "referrals:list_xlsx": ("?tab=outgoing&q=", OF_REFERRALS),
    "api:referrals": ("?tab=outgoing&q=", OF_REFERRALS),
}
SEARCHING = ("key_worker", "officer", "partner", "narrow_windows")
NONSENSE = "zqaeiouy"


def _words(county: County, kinds: Any, keys: set[tuple[str, int]], *, opened: bool) -> list[tuple[str, Cell]]:
    return [
        (word, cell)
        for word, cell in sorted(county.canaries.cells.items())
        if (cell.kind, cell.field) in kinds and ((cell.kind, cell.pk) in keys) == opened
    ]


@pytest.mark.once
@pytest.mark.parametrize("name", SEARCHING)
def test_a_search_for_a_word_of_a_closed_row_is_a_search_for_nonsense(
    name: str, county: County, checker: Callable[[str], Checker]
) -> None:
    """I2, I5: lists, their totals and their spreadsheets, page and program alike."""
    mine = checker(name)
    for turn, (route, (query, kinds)) in enumerate(LISTS.items(), SEARCHING.index(name)):
        seen = mine.sight(SERVED[route].route.action)
        assert seen is not None
        nothing = _found(mine, route, query, NONSENSE)
        closed = _words(county, kinds, seen.keys, opened=False)
        assert closed, f"all of {kinds} are open to {name}"
        for place in range(2):
            word, cell = closed[(turn * 7 + place * 5) % len(closed)]
            assert _found(mine, route, query, word) == nothing, f"{route}: {cell}"
    assert not mine.wrong, "\n".join(mine.wrong)


# What the one search asks, and its hits of all kinds.
OF_ROWS = (("case", "number"), ("person", "first_name"), ("person", "last_name"), ("note", "text"))
OF_ALL = (*OF_ROWS, *OF_CASES, *OF_REFERRALS)
EVERYWHERE = ("search:find", "api:search")
ASKED = 4


@pytest.mark.once
@pytest.mark.parametrize("name", SEARCHING)
def test_the_search_over_all_finds_nothing_of_a_closed_row_and_every_open_one(
    name: str, county: County, checker: Callable[[str], Checker]
) -> None:
    """I4: hits and totals of the page and of the program are those of the open rows."""
    mine = checker(name)
    seen = mine.sight("read")
    assert seen is not None
    closed = _words(county, OF_ALL, seen.keys, opened=False)
    # A household is found as the case of a family, which may be closed to who sees the household.
    opened = _words(county, OF_ROWS, seen.keys, opened=True)
    assert closed
    for turn, route in enumerate(EVERYWHERE, SEARCHING.index(name)):
        nothing = _hits(mine, route, NONSENSE)
        for word, cell in closed[turn :: max(1, len(closed) // ASKED)]:
            assert _hits(mine, route, word) == nothing, f"{route}: {cell}"
        for word, cell in opened[turn :: max(1, len(opened) // ASKED)]:
            assert _hits(mine, route, word) != nothing, f"{route}: {cell}"


def _hits(mine: Checker, route: str, word: str) -> str:
    """What the answer says but the word itself, and the mark against forged forms."""
    asked = Asked(route, "POST", reverse(route), body={"q": word})
    answer = mine.ask(asked)
    assert answer.status == 200
    return re.sub(r'name="(?:csrfmiddlewaretoken|once)"[^>]*|nonce="[^"]*"', "", answer.text.replace(word, ""))


def _found(mine: Checker, route: str, query: str, word: str) -> Any:
    asked = Asked(route, "GET", reverse(route), query=query + word)
    status, headers, text = mine.ask(asked).compared(asked)
    assert status == 200
    return headers, text.replace(word, "")


def test_a_search_finds_each_row_that_is_open(county: County, checker: Callable[[str], Checker]) -> None:
    mine = checker("key_worker")
    for route, (query, kinds) in LISTS.items():
        seen = mine.sight(SERVED[route].route.action)
        assert seen is not None
        hits = 0
        for word, _cell in _words(county, kinds, seen.keys, opened=True)[:6]:
            asked = Asked(route, "GET", reverse(route), query=query + word)
            found = county.canaries.found(mine.ask(asked).text)
            hits += any(one.field == "number" for one in found)
        assert hits, f"{route} finds nothing at all"


# ---- Keys


def _readers(county: County, checker: Callable[[str], Checker]) -> Iterator[Reader]:
    """Whoever sends no key, a wrong one, one that was revoked, or the session of a browser."""
    worker = county.actors["key_worker"]
    token, revoked = issue_token(actor=worker.actor, name="Program", scope=Scope.WRITE)
    revoke_token(actor=worker.actor, token=token)
    for name, key in (("without a key", ""), ("with a revoked key", revoked)):
        yield Reader(name, None, Client(raise_request_exception=False), key)
    yield Reader("with a session alone", None, checker("key_worker").reader.browser)


def test_without_a_live_key_no_endpoint_tells_anything(county: County, checker: Callable[[str], Checker]) -> None:
    """I14."""
    from django.core.cache import cache

    for turn, reader in enumerate(_readers(county, checker)):
        mine = Checker(reader, county.canaries, checker("key_worker").rows)
        for one in [one for one in SERVED.values() if one.is_for_programs]:
            cache.clear()
            for method in one.route.methods:
                for asked in picked(known(one, county, mine.rows, method), turn + 1):
                    answer = mine.writes(TABLE[one.name], asked)
                    assert answer.status == 401, f"{reader.name} {method} {one.name}: {answer.status}"
        assert not mine.wrong, "\n".join(mine.wrong)


def test_a_key_that_only_reads_changes_nothing_and_learns_nothing_by_trying(
    county: County, checker: Callable[[str], Checker]
) -> None:
    worker = county.actors["key_worker"]
    _token, secret = issue_token(actor=worker.actor, name="Program", scope=Scope.READ)
    reader = Reader("with a key that reads", None, Client(raise_request_exception=False), secret)
    mine = Checker(reader, county.canaries, checker("key_worker").rows)
    for one in [one for one in SERVED.values() if one.is_for_programs]:
        for method in set(one.route.methods) - {"GET"}:
            asked = known(one, county, mine.rows, method)[0]
            answer = mine.writes(TABLE[one.name], replace(asked, body={}))
            assert answer.status == 403, f"{method} {one.name}: {answer.status}"
    assert not mine.wrong, "\n".join(mine.wrong)
