"""In whose name a statement on a protected table runs; the tripwire of the tests asks, and so does PostgreSQL.

The door, the permitted reasons and the actions say it in a context. Before a statement that needs it
`follow` tells the database by settings of the transaction, which the policies of row-level security read
(docs/decisions/0020). They are sealed with a key that the application and the database know, so that
settings forged inside a query open nothing.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.apps import apps
from django.conf import settings

from kooperacja.access.models import Guarded
from kooperacja.audit.actions import passing
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims: an actor, purpose, action and instant, or a permitted reason. The names
    are those of the settings in the database.
    """

    user: int = 0
    institution: int = 0
    role: str = ""
    purpose: str = ""
    action: str = ""
    at: datetime | None = None
    reason: str = ""


NOTHING = Claim()
NAMES = tuple(field.name for field in fields(Claim))

_permit: ContextVar[Claim | None] = ContextVar("permit", default=None)
_writer: ContextVar[Claim | None] = ContextVar("writer", default=None)


def is_permitted() -> bool:
    return _permit.get() is not None


def is_writing() -> bool:
    return _writer.get() is not None or bool(passing.get())


@contextmanager
def permit(claim: Claim = NOTHING) -> Iterator[None]:
    """Statements in this block were made by the kernel. Only `access` may enter it."""
    token = _permit.set(claim)
    try:
        yield
    finally:
        _permit.reset(token)


@contextmanager
def writing(actor: Actor) -> Iterator[None]:
    """Changes of protected rows in this block are made in the name of this actor."""
    claim = Claim(actor.user_id, actor.institution_id, actor.role, at=now())
    outer = _writer.get()
    if outer is not None and replace(outer, at=None) == replace(claim, at=None):
        # One instant for the acts that one act is made of.
        claim = outer
    token = _writer.set(claim)
    try:
        yield
    finally:
        _writer.reset(token)


# ---- Telling the database

_told: WeakKeyDictionary[Any, Claim] = WeakKeyDictionary()
CHANGES = {"INSERT", "UPDATE", "DELETE"}
IDLE, FAILED = "IDLE", "INERROR"


def follow(run: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A wrapper of every statement on PostgreSQL."""
    verb = sql[:6].upper()
    raw = context["connection"].connection
    if raw.info.transaction_status.name == IDLE or sql.startswith("ROLLBACK TO"):
        # Settings end with their transaction, and go back with a savepoint.
        _told.pop(raw, None)
    claim = _change(verb, sql) if verb in CHANGES else _permit.get()
    if claim is not None:
        _tell(raw, claim)
    return run(sql, params, many, context)


def _change(verb: str, sql: str) -> Claim | None:
    table = "".join(sql.split('"', 2)[1:2])
    if table not in protected_tables():
        return None
    return replace(_writer.get() or Claim(at=now()), action=verb.lower(), reason=passing.get())


@cache
def protected_tables() -> tuple[str, ...]:
    return tuple(sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Guarded)))


def _tell(raw: Any, claim: Claim) -> None:
    if raw.info.transaction_status.name == FAILED or _told.get(raw) == claim:
        return
    given = [part for name, value in settings_of(claim).items() for part in (f"kooperacja.{name}", value)]
    raw.execute(f"SELECT {', '.join(['set_config(%s, %s, true)'] * (len(given) // 2))}", given)
    _told[raw] = claim


def settings_of(claim: Claim) -> dict[str, str]:
    """What the database is told: the claim, and the seal on it."""
    values = [_text(value) for value in astuple(claim)]
    return {**dict(zip(NAMES, values, strict=True)), "seal": seal(values)}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


# ---- The seal

BLOCK = 64


def key() -> bytes:
    """Derived, so that the secret of the installation itself is never in the database."""
    return hmac.new(settings.SECRET_KEY.encode(), b"kooperacja: row-level security", sha256).digest()


def pads() -> tuple[bytes, bytes]:
    """The key as HMAC uses it, inside and outside: PostgreSQL knows SHA-256 and no HMAC."""
    padded = key().ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)


def seal(values: list[str]) -> str:
    return hmac.new(key(), "|".join(values).encode(), sha256).hexdigest()
