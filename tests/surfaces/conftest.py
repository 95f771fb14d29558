"""The county, built once in a process and written again for each test; everything here is asked of surfaces."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache as memory
from django.test import Client

from tests.cast import MONDAY, Worker


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.surface)


@cache
def _built() -> Any:
    from tests.replay import remember
    from tests.surfaces.plot import build

    return remember(build)


@pytest.fixture
def county(db: None) -> Iterator[Any]:
    """At the hour of scenario G.1, which does not pass."""
    memory.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield _built()()
    memory.clear()


def _signed_in(worker: Worker) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["membership"] = worker.membership.pk
    session.save()
    return browser


@pytest.fixture
def checker(county: Any) -> Callable[[str], Any]:
    """`checker("key_worker")`: asks in the name of that actor; `anonymous` is nobody."""
    from tests.surfaces.asking import Checker, Reader
    from tests.surfaces.world import everything

    rows = everything()

    def of(name: str) -> Checker:
        if name not in county.actors:
            return Checker(Reader(name, None, Client(raise_request_exception=False)), county.canaries, rows)
        worker = county.actors[name]
        browser = _signed_in(worker)
        cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
        reader = Reader(name, worker, browser, key=county.keys[name], cookies=cookies)
        return Checker(reader, county.canaries, rows)

    return of
