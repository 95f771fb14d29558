"""One reader's way through all routes: pages first, then acts; every address, or one of each kind."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from tests.api.test_forbidden_is_missing import BODIES
from tests.house.addresses import Served, served
from tests.surfaces.addresses import PROTECTED, addresses, filled, gone
from tests.surfaces.asking import Answer, Asked, Checker
from tests.surfaces.county import County
from tests.surfaces.table import TABLE
from tests.surfaces.world import Rows

# What programs send besides the bodies of the moves: the words of them are the sender's own.
MORE_BODIES: dict[str, dict[str, Any]] = {
    "person": {"last_name": "x"},
    "case_family": {"place": "x"},
    "referral": {"place": "x"},
    "referrals": {"request": "x", "first_name": "x"},
    "cases": {"family_name": "x", "learned_on": "2026-11-02", "key_worker_id": 0},
}
SERVED = {one.name: one for one in served()}
# One reader in so many asks for a page about families, for any other page, and does an act.
PAGES_ASKED, PLAIN_ASKED, ACTS_ASKED = 3, 11, 11
# Prime, and larger than any number of rows: the readers do not meet at the same ones.
STEP = 1_000_003


def walk(checker: Checker, county: County, *, whole: bool) -> None:
    """All routes of the table: pages first, then acts. The whole of it, or this reader's part."""
    first = [*county.actors, "anonymous"].index(checker.reader.name)
    routed = [one for one in SERVED.values() if one.route is not None]
    for turn, one in enumerate(routed, first):
        asks = PAGES_ASKED if _is_about_families(one) else PLAIN_ASKED
        if "GET" in one.route.methods and (whole or turn % asks == 0):
            _pages(checker, county, one, turn=None if whole else turn // asks)
    for turn, one in enumerate(routed, first):
        for method in sorted(set(one.route.methods) - {"GET"}):
            if whole or turn % ACTS_ASKED == 0:
                _acts(checker, county, one, method, turn=None if whole else turn // ACTS_ASKED)


def _is_about_families(one: Served) -> bool:
    return TABLE[one.name].of in PROTECTED or one.route.purpose != ""


def _pages(checker: Checker, county: County, one: Served, *, turn: int | None) -> None:
    entry = TABLE[one.name]
    opened, closed = sort(checker, one, known(one, county, checker.rows))
    # By turns a row that is open, and one that is not.
    found = [*opened, *closed] if turn is None else picked((closed, opened)[turn % 2] or opened or closed, turn)
    for asked in found:
        answer = checker.reads(entry, asked)
        if asked in closed:
            _as_missing(checker, asked, answer)


def _acts(checker: Checker, county: County, one: Served, method: str, *, turn: int | None) -> None:
    entry = TABLE[one.name]
    opened, closed = sort(checker, one, known(one, county, checker.rows, method))
    for asked in opened if turn is None else picked(opened, turn):
        checker.writes(entry, replace(asked, body=_body(checker, county, asked)))
    for asked in closed if turn is None else picked(closed, turn):
        sent = replace(asked, body=_body_for_programs(checker, county, asked))
        _as_missing(checker, sent, checker.writes(entry, sent))


def picked(found: list[Asked], turn: int) -> list[Asked]:
    """One, so that the readers together ask for each kind of row, move and question."""
    return [found[turn * STEP % len(found)]] if found else []


_known: dict[tuple[str, str], list[Asked]] = {}


def known(one: Served, county: County, rows: Rows, method: str = "GET") -> list[Asked]:
    """The county has the same rows in each test of a process, and so the same addresses."""
    if (one.name, method) not in _known:
        _known[one.name, method] = addresses(one, county, rows, method)
    return _known[one.name, method]


def _as_missing(checker: Checker, asked: Asked, answer: Answer) -> None:
    if checker.reader.acts and TABLE[asked.name].of in PROTECTED:
        checker.same(asked, gone(asked), answer)


def sort(checker: Checker, one: Served, found: list[Asked]) -> tuple[list[Asked], list[Asked]]:
    """What the model opens, and what it closes; nothing is closed on pages that are about no row."""
    entry, opened, closed = TABLE[one.name], [], []
    for asked in found:
        page = checker.page(entry, asked)
        if page is None:
            closed.append(asked)
            continue
        is_open = entry.of not in PROTECTED or entry.opens(page)
        (opened if is_open else closed).append(asked)
    return opened, closed


# ---- What is sent


def _body(checker: Checker, county: County, asked: Asked) -> Any:
    """The form of the page, filled in; for programs what the act asks for."""
    if asked.is_for_programs:
        return _body_for_programs(checker, county, asked)
    if "GET" not in asked.route.methods:
        return {}
    page = checker.ask(replace(asked, method="GET"))
    return filled(page.text, county.typed) if page.status == HTTPStatus.OK else {}


def _body_for_programs(checker: Checker, county: County, asked: Asked) -> Any:
    body = dict(BODIES.get(asked.route.name) or MORE_BODIES.get(asked.route.name) or {})
    worker = checker.reader.worker
    for name, value in body.items():
        if value == "x":
            body[name] = county.typed
        elif name in {"user_id", "worker_id", "key_worker_id"} and worker is not None:
            body[name] = worker.user.pk
        elif name == "case":
            body[name] = county.families["shared"].case.ref
        elif name in {"place", "place_id", "subject_id"} and value == 1:
            body[name] = getattr(asked.at, "subject_id", 1)
        elif name == "recipient_id":
            body[name] = county.cast.at("pcpr").pk
    return body
