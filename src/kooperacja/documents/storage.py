"""Bytes of files in the data folder, sealed piece by piece under a key of each file.

The name is random and says nothing. What is written is on the disk before the row that names it; a file
without a row is an orphan, which `kooperacja files sweep` removes. Nothing here knows a table.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kooperacja.foundation.errors import Unavailable
from kooperacja.foundation.sealing import NONCE_BYTES, Unopened, sealed, unsealed

# A download asks the door anew before each piece (I9).
PIECE = 1_048_576
# Beside the piece: one byte that names the way, the nonce, the mark of authenticity.
OVERHEAD = 1 + NONCE_BYTES + 16
OWNER_ONLY, FOLDER_OF_OWNER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens the bytes: their name, their key, how many there are."""

    place: UUID
    key: bytes
    size: int


def folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


def path_of(place: UUID) -> Path:
    return folder() / place.hex[:2] / place.hex


def write(place: UUID, key: bytes, content: bytes) -> None:
    """On the disk when this returns, or not at all."""
    path = path_of(place)
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_OF_OWNER)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            for number, start in enumerate(range(0, len(content), PIECE)):
                file.write(sealed(key, content[start : start + PIECE], _told(place, number, len(content))))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _settle(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        sentence = _("The file could not be stored: the disk is full or cannot be written. Nothing was saved.")
        raise Unavailable("files.disk", sentence) from error


def pieces(opened: Opened) -> Iterator[bytes]:
    """What was attached, in its order. Bytes that are gone or were changed are refused."""
    try:
        with path_of(opened.place).open("rb") as file:
            for number, start in enumerate(range(0, opened.size, PIECE)):
                value = file.read(min(PIECE, opened.size - start) + OVERHEAD)
                yield unsealed(opened.key, value, _told(opened.place, number, opened.size))
    except (OSError, Unopened) as error:
        sentence = _("The content of this file cannot be read from the disk. Tell the administrator of the server.")
        raise Unavailable("files.unreadable", sentence) from error


def is_whole(place: UUID, size: int) -> bool:
    """Whether as many bytes lie there as were written."""
    count = -(-size // PIECE)
    try:
        return path_of(place).stat().st_size == size + count * OVERHEAD
    except OSError:
        return False


def remove(place: UUID) -> None:
    path_of(place).unlink(missing_ok=True)


def lying(before: float) -> Iterator[Path]:
    """Whatever lies in the folder and was written before this instant: what is younger may belong to a row
    that is being written just now.
    """
    for path in sorted(folder().glob("??/*")):
        if path.is_file() and path.stat().st_mtime < before:
            yield path


def _told(place: UUID, number: int, size: int) -> bytes:
    """What a piece belongs to: in another file, at another place or in a shorter file it does not open."""
    return f"{place.hex}|{number}|{size}".encode()


def _settle(where: Path) -> None:
    """The folders remember new names only when they were written as well."""
    if os.name != "posix":
        return
    for one in (where, where.parent):
        descriptor = os.open(one, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
