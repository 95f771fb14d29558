"""The comparison can fail: a fault put into the product is reported, each kind of fault by its own sentence."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kooperacja.audit.actions import record
from kooperacja.foundation.errors import NotAllowed, NotFound
from kooperacja.people import queries as people
from tests.surfaces.addresses import gone
from tests.surfaces.asking import Checker
from tests.surfaces.canaries import words
from tests.surfaces.county import County
from tests.surfaces.rounds import SERVED, known, sort
from tests.surfaces.table import TABLE

Told = Callable[[people.PersonPage, Any, County], people.PersonPage]


def _tells_a_stranger(page: people.PersonPage, actor: Any, county: County) -> people.PersonPage:
    stranger = county.families["of_police"].people["wojtek"]
    return _with_others(page, lambda others: (*others, replace(page.person, first_name=stranger.first_name)))


def _drops_somebody(page: people.PersonPage, actor: Any, county: County) -> people.PersonPage:
    return _with_others(page, lambda others: others[1:])


def _with_others(page: people.PersonPage, change: Callable[[Any], Any]) -> people.PersonPage:
    return replace(page, homes=tuple(replace(home, others=change(home.others)) for home in page.homes))


def _talks_to_the_log(page: people.PersonPage, actor: Any, county: County) -> people.PersonPage:
    logging.getLogger("kooperacja.people").debug("shown: %s", page.person.first_name)
    return page


def _writes_a_name_into_the_trail(page: people.PersonPage, actor: Any, county: County) -> people.PersonPage:
    record(actor, "people.shown", name=page.person.last_name)
    return page


def _falls_over(page: people.PersonPage, actor: Any, county: County) -> people.PersonPage:
    raise KeyError(page.person.pk)


FAULTS: dict[str, tuple[Told, str]] = {
    "somebody else is on the page": (_tells_a_stranger, "leaks person"),
    "somebody is missing on the page": (_drops_somebody, "lacks"),
    "a name is in the log": (_talks_to_the_log, "the log holds person"),
    "a name is in the trail": (_writes_a_name_into_the_trail, "the trail, notice or mail holds person"),
    "the page falls over": (_falls_over, "answers 500"),
}


def _read_all(checker: Checker, county: County, name: str) -> None:
    opened, _closed = sort(checker, SERVED[name], known(SERVED[name], county, checker.rows))
    assert opened
    for asked in opened:
        checker.reads(TABLE[name], asked)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "fault"), [*(("people:show", fault) for fault in FAULTS), ("api:person", next(iter(FAULTS)))]
)
def test_a_fault_is_reported(
    name: str, fault: str, county: County, checker: Callable[[str], Checker], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = checker("key_worker")
    _read_all(mine, county, name)
    assert mine.wrong == []
    whole, (told, sentence) = people.person_page, FAULTS[fault]
    monkeypatch.setattr(
        people, "person_page", lambda actor, ref, purpose: told(whole(actor, ref, purpose), actor, county)
    )
    _read_all(mine, county, name)
    assert any(sentence in one for one in mine.wrong), mine.wrong


@pytest.mark.once
@pytest.mark.parametrize("name", ["people:show", "api:person"])
def test_a_closed_row_that_is_told_otherwise_than_a_missing_one_is_reported(
    name: str, county: County, checker: Callable[[str], Checker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """I19."""
    mine = checker("not_appointed")
    _opened, closed = sort(mine, SERVED[name], known(SERVED[name], county, mine.rows))
    mine.same(closed[0], gone(closed[0]), mine.ask(closed[0]))
    assert mine.wrong == []
    whole, there = people.person_page, {row.ref for row in mine.rows["person"]}

    def talkative(actor: Any, ref: str, purpose: str) -> people.PersonPage:
        try:
            return whole(actor, ref, purpose)
        except NotFound:
            if ref in there:
                raise NotAllowed("row.closed", "Not for you.") from None
            raise

    monkeypatch.setattr(people, "person_page", talkative)
    mine.same(closed[0], gone(closed[0]), mine.ask(closed[0]))
    assert [one for one in mine.wrong if "is not told as missing" in one]


def test_a_reference_that_begins_as_a_canary_is_found_whole() -> None:
    told = '<a href="/osoby/zqbcdfghjkmn/">Zqhj3rm6</a> zqhj3rm6, {"ref": "zq2222222222"}'
    assert list(words(told)) == ["zqbcdfghjkmn", "zqhj3rm6", "zqhj3rm6", "zq2222222222"]
