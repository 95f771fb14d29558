"""On PostgreSQL the product runs as the application's role, for which row-level security holds. What a
test itself sets up or looks at runs as the owner of the database.

Who asks is read from the stack: a statement with a frame of the product on it is the product's.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

import kooperacja
from kooperacja.access import permit, wall

PRODUCT = str(Path(kooperacja.__file__).parent)
# The wrapper that tells PostgreSQL in whose name a statement runs is on every stack.
MESSENGER = str(Path(permit.__file__))

_forced: ContextVar[str] = ContextVar("forced", default="")


def role() -> str:
    """One for each database: workers run side by side on one server."""
    return f"{connection.settings_dict['NAME']}_application"


@contextmanager
def as_owner() -> Iterator[None]:
    """Also the product's statements, in this block, run as the owner (it migrates, it loads the law)."""
    yield from _as("owner")


@contextmanager
def as_application() -> Iterator[None]:
    """Also the test's own statements, in this block, run as the application."""
    yield from _as("application")


def _as(who: str) -> Iterator[None]:
    token = _forced.set(who)
    try:
        yield
    finally:
        _forced.reset(token)


def lay_wall() -> None:
    """Policies, the role, and from now on every connection of the tests in its role."""
    with as_owner():
        wall.lay()
        wall.admit(role(), "")
    connection_created.connect(_join, dispatch_uid="tests.roles")
    _join(connection)


def _join(connection: Any, **_signal: Any) -> None:
    if _in_role not in connection.execute_wrappers:
        connection.execute_wrappers.append(_in_role)


def _in_role(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    raw = context["connection"].connection
    state = raw.info.transaction_status.name
    if "SAVEPOINT" not in sql and state != "INERROR":
        bound = _is_bound()
        if bound != (raw.info.parameter_status("is_superuser") == "off"):
            raw.execute(f'SET ROLE "{role()}"' if bound else "RESET ROLE")
    return execute(sql, params, many, context)


def _is_bound() -> bool:
    forced = _forced.get()
    return forced == "application" if forced else is_the_products()


def is_the_products() -> bool:
    """The statement under way was made by the product, and not by a test."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(PRODUCT) and name != MESSENGER:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
