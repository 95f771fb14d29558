"""The ring: the file with the root keys, newest first, for the account that serves and nobody else.

It is never made anew where something was sealed already: a new root key opens nothing, and whoever went
on with it would notice the loss of the old one too late. It is written whole, beside its place, and then
put there, so that a power cut leaves the old file or the new one.
"""

import base64
import binascii
import json
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, Unavailable
from kooperacja.foundation.sealing import KEY_BYTES, new_key

# Windows has no flock; there nobody may rotate the root key from two terminals at once.
fcntl: Any = import_module("fcntl") if find_spec("fcntl") else None

OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class RootKey:
    name: str
    made_at: datetime
    secret: bytes


Ring = tuple[RootKey, ...]


def path() -> Path:
    return Path(settings.KEY_RING)


def made() -> RootKey:
    return RootKey(secrets.token_hex(8), now(), new_key())


def read() -> Ring:
    """The ring as it lies in its file, empty where there is none."""
    try:
        content = path().read_bytes()
    except FileNotFoundError:
        return ()
    except OSError:
        raise _broken() from None
    return parsed(content)


def is_private() -> bool:
    """Whether nobody but the owner of the file reads it; where there is no file there is nothing to read."""
    return not path().exists() or os.name != "posix" or not stat.S_IMODE(path().stat().st_mode) & 0o077


def parsed(content: bytes) -> Ring:
    try:
        found = tuple(
            RootKey(one["name"], datetime.fromisoformat(one["made_at"]), base64.b64decode(one["key"], validate=True))
            for one in json.loads(content)["keys"]
        )
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise _broken() from None
    if not found or any(len(one.secret) != KEY_BYTES for one in found):
        raise _broken()
    return found


def told(ring: Sequence[RootKey]) -> bytes:
    keys = [
        {"name": one.name, "made_at": one.made_at.isoformat(), "key": base64.b64encode(one.secret).decode()}
        for one in ring
    ]
    return json.dumps({"keys": keys}, indent=1).encode()


# ---- Writing


def begin() -> Ring:
    """The first root key of an installation. Of two processes that begin at once one is the first, and
    the other reads what the first one made.
    """
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = _written_beside(told([made()]))
    try:
        os.link(beside, path())
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _settle()
    return read()


def replace(ring: Sequence[RootKey]) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    _written_beside(told(ring)).replace(path())
    _settle()


@contextmanager
def alone() -> Iterator[None]:
    """Only one process changes the ring; a second one is told so at once."""
    path().parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path().with_suffix(".lock"), os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    try:
        _lock(lock)
        yield
    finally:
        os.close(lock)


def _lock(file: int) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sentence = _("Somebody is changing the root keys just now. Try again when it is done.")
        raise Conflict("keys.busy", sentence) from None


def write_new(place: Path, content: bytes) -> None:
    """A file of secrets; one that is there already is not overwritten."""
    try:
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        sentence = _("There is a file %(name)s already. Choose another name.") % {"name": str(place)}
        raise Conflict("keys.file_exists", sentence) from None
    with os.fdopen(file, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _written_beside(content: bytes) -> Path:
    beside = path().with_name(f".{path().name}.{secrets.token_hex(4)}")
    write_new(beside, content)
    return beside


def _settle() -> None:
    """The folder remembers the new name only when it was written as well."""
    if os.name == "posix":
        folder = os.open(path().parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _broken() -> Unavailable:
    sentence = _("The file of root keys %(name)s cannot be read. Restore it with `kooperacja keys restore`.")
    return Unavailable("keys.ring_broken", sentence % {"name": str(path())})
