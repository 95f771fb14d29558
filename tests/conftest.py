"""What every test may rely on: no network but this machine, and tests of one engine kept apart."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from kooperacja.config.testing import NO_UNITS, OTHERS, PLACES

if TYPE_CHECKING:
    from pathlib import Path

# Playwright's loop runs in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


class NetworkBlocked(RuntimeError):
    """A test reached for an address outside this machine."""


def _refuse_outside(host: object) -> None:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return
    try:
        inside = ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NetworkBlocked(f"a test may not reach {host!r}")


def _guard_connections(patch: pytest.MonkeyPatch) -> None:
    def guarded(name: str) -> Any:
        real = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                _refuse_outside(address[0])
            return real(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(name))
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_outside(host)
        return look_up(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        _guard_connections(patch)
        yield


# Who has them asks for pages. House tests are answered with the units all the same, but two that open every page.
BROWSERS = {"client", "as_worker"}
# What pages and programs do is asked on PostgreSQL too: by their actions, by every route of the surfaces, by a family's
# way that programs go from the signal to the closing, and in the browser. How an answer says it is the same on both.
ON_BOTH = {
    "rls",
    "sharing",
    "surfaces",
    "test_edit_and_repeat.py",
    "test_from_signal_to_closing.py",
}


@pytest.hookimpl(trylast=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    if BROWSERS & set(getattr(item, "fixturenames", ())) and "house" not in item.path.parts:
        item.add_marker(pytest.mark.served)
        if not ON_BOTH & set(item.path.parts):
            item.add_marker(pytest.mark.once)
    _stands_where_its_step_looks(item)


def _stands_where_its_step_looks(item: pytest.Item) -> None:
    """A step of `./kooperacja test` that reads a few folders only would pass over a test of its kind elsewhere."""
    here = item.path.relative_to(item.config.rootpath).as_posix()
    for marker, places in PLACES.items():
        if item.get_closest_marker(marker) and not here.startswith(places):
            raise pytest.UsageError(f"{here}: a test marked `{marker}` stands in {', '.join(places)}")
    if here.startswith(NO_UNITS) and not any(map(item.get_closest_marker, OTHERS)):
        raise pytest.UsageError(f"{here}: a unit stands elsewhere, or is marked as one of {', '.join(OTHERS)}")


# How an act goes well is asked on both engines, in so many tests of each file; that it is refused is decided above the
# engine, and asked on SQLite. Where the engine speaks for itself (statements of the door, the chain of the trail,
# intervals, words), and where two wait for one another, every test is asked on both.
FIRST = 3
ENGINES = {"access", "agreements", "audit", "foundation", "search"}


def _usual(item: pytest.Item) -> bool:
    return "not full" in item.config.getoption("markexpr")


def _beyond_first(items: list[pytest.Item]) -> set[pytest.Item]:
    """Units that a usual run asks on SQLite only; `--full` asks them on both engines."""
    seen: dict[Path, list[str]] = {}
    beyond = set()
    for item in items:
        names = seen.setdefault(item.path, [])
        name = getattr(item, "originalname", item.name)
        if name not in names:
            names.append(name)
        apart = any(map(item.get_closest_marker, OTHERS)) or ENGINES & set(item.path.parts) or _commits(item)
        if names.index(name) >= FIRST and not apart:
            beyond.add(item)
    return beyond


def _belongs(item: pytest.Item) -> bool:
    """On PostgreSQL only tests that touch the database can give another answer than on SQLite."""
    if connection.vendor == "postgresql":
        if item.get_closest_marker("once") and _usual(item):
            return False
        database = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        return not item.get_closest_marker("sqlite") and bool(database or item.get_closest_marker("django_db"))
    return not item.get_closest_marker("postgres")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if _belongs(item)]
    if connection.vendor == "postgresql" and "not full" in config.getoption("markexpr"):
        beyond = _beyond_first(here)
        here = [item for item in here if item not in beyond]
    kept = set(here)
    left_out = [item for item in items if item not in kept]
    if left_out:
        items[:] = here
        config.hook.pytest_deselected(items=left_out)
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _dealt(items: list[pytest.Item], hands: int) -> list[pytest.Item]:
    """Each worker gets one stretch of the list, and an idle one takes from the end of another's. So each
    stretch begins with its part of the long tests, and nobody waits for one at the end. All that use the
    loaded county lie in the first stretch: one worker alone loads it.
    """
    county = [item for item in items if "loaded" in getattr(item, "fixturenames", ())]
    long = [item for item in items if item.get_closest_marker("long") and item not in county]
    short = [item for item in items if item not in county and item not in long]
    dealt: list[pytest.Item] = []
    for hand in range(hands):
        dealt += long[hand::hands] + (county if hand == 0 else [])
        room = max(len(items) * (hand + 1) // hands - len(dealt), 0)
        dealt += short[:room]
        del short[:room]
    return dealt + short


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector of rubbish need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _load_tables() -> None:
    from kooperacja.access.actions import load_law
    from kooperacja.directory.actions import load_areas
    from tests.roles import as_owner

    with as_owner():
        load_law()
        load_areas()


@pytest.fixture(scope="session")
def _migrated_once() -> Any:
    from tests.migrated import migrated_once

    with migrated_once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(_migrated_once: None, django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test database starts with the tables of law and of areas, as an installed one does."""
    with django_db_blocker.unblock():
        _load_tables()
        if connection.vendor == "postgresql":
            from tests.roles import lay_wall

            lay_wall()


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return bool((marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & names)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits is cleaned up by emptying every table, also those that were loaded. After
    the last test there is no database any more.
    """
    yield
    if nextitem is not None and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            _load_tables()


@pytest.fixture(autouse=True)
def _door_is_the_only_way(request: pytest.FixtureRequest) -> Any:
    """A SELECT on a protected table that did not come through `visible` fails its test."""
    if "db" not in request.fixturenames and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    from tests.replay import watched
    from tests.tripwire import tripwire

    with tripwire(), watched():
        yield


@pytest.fixture(scope="session", autouse=True)
def _kept_as_fresh() -> Any:
    """Each statement that the door keeps is compared with the same one built anew."""
    from tests.kept import beside_fresh

    with beside_fresh():
        yield


@pytest.fixture(autouse=True)
def _polish() -> Any:
    """Each test begins in Polish, whatever language the one before it has left. A command that is run
    inside a test leaves the language of the terminal in the environment.
    """
    from django.utils import translation

    with translation.override("pl"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "pl")
        yield


@pytest.fixture(scope="session")
def town_again(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Builds the town once in this process; each call puts the same rows into the database anew."""
    from tests.cast import town
    from tests.replay import remember

    with django_db_blocker.unblock():
        return remember(town)


@pytest.fixture
def cast(town_again: Any, db: None) -> Any:
    """The town of `tests/cast.py`, for this test alone."""
    return town_again()


@pytest.fixture
def at_monday() -> Any:
    """Monday 2 November 2026, 11:40 in Warsaw: the day of scenario G.1."""
    import time_machine

    from tests.cast import MONDAY

    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def case(cast: Any, at_monday: Any) -> Any:
    """A family of GOPS, which Anna leads: Lipa, with a daughter Łucja."""
    from kooperacja.cases.actions import add_member, open_case
    from tests.cast import MONDAY

    anna = cast.anna
    row = open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)
    add_member(actor=anna.actor, case=row, first_name="Łucja", last_name="Lipa", kinship="daughter")
    return row


@pytest.fixture
def as_worker(client: Any) -> Any:
    """Sign a member of the cast in and act for the membership: `as_worker(cast.anna).get(...)`."""
    from django.test import Client

    def sign_in(worker: Any) -> Any:
        browser = Client()
        browser.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = browser.session
        session["membership"] = worker.membership.pk
        session.save()
        return browser

    return sign_in


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a worker: its library cannot be started twice in one thread."""
    from playwright.sync_api import sync_playwright

    from kooperacja.config import machine

    program = machine.chromium()
    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = play.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()
