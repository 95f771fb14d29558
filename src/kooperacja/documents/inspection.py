"""Is this one of the files that are accepted, and safe to hand to the next reader?

Each kind is known by its content, never by its name. Nothing is unpacked and no picture is decoded: a
bomb is refused by what its header or its list of parts says. Whoever may attach a file may be wrong
about it, and got it from somebody else.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.documents.law import MEGABYTE, Limits, limits
from kooperacja.documents.models import FileKind
from kooperacja.foundation.errors import RuleBroken

LONGEST_NAME = 120
# The first bytes of files made by old or locked office programs.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DENSEST = 400


def refused(code: str, sentence: str) -> RuleBroken:
    return RuleBroken(f"file.{code}", sentence, field="file")


def examined(content: bytes) -> FileKind:
    """The kind of what was attached, or a refusal that says what to do instead."""
    allowed = limits()
    if not content:
        raise refused("empty", _("This file is empty. Choose it again, or scan the paper once more."))
    if len(content) > allowed.size:
        raise too_large(allowed, len(content))
    for beginning, examine in KINDS:
        if content.startswith(beginning):
            return examine(content, allowed)
    if content.startswith(OLD_OFFICE):
        sentence = _("This document has a password or is in an old format (DOC, XLS). Save it as DOCX, XLSX or PDF.")
        raise refused("old_office", sentence)
    raise _unknown()


def too_large(allowed: Limits, size: int) -> RuleBroken:
    told = {"size": -(-size // MEGABYTE), "limit": allowed.megabytes}
    sentence = _(
        "This file has %(size)s MB, and %(limit)s MB is the most. Scan in grey with 200 dpi, or divide it into parts."
    )
    return refused("too_large", sentence % told)


def _unknown() -> RuleBroken:
    sentence = _(
        "This is no PDF, JPEG, PNG, DOCX, XLSX or ODT file, whatever its name says. Save it as PDF and attach the PDF."
    )
    return refused("kind", sentence)


def _damaged() -> RuleBroken:
    return refused("damaged", _("This file is damaged and does not open. Save or scan it once more."))


# ---- Names


def cleaned_name(name: str, kind: FileKind) -> str:
    """Without folders, control characters and marks that turn the direction of writing; it ends as its
    content is.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in last)
    stem = " ".join(plain.split()).strip(". ")
    ending = stem.rpartition(".")[2].casefold()
    if "." in stem and (ending in FileKind.values or ending in {"jpeg", "jfif"}):
        stem = stem.rpartition(".")[0].strip(". ")
    return f"{stem[: LONGEST_NAME - len(kind.value) - 1].strip() or 'plik'}.{kind.value}"


# ---- Pictures


def _picture(content: bytes, allowed: Limits) -> FileKind:
    from PIL import Image  # noqa: PLC0415 - only who attaches a picture pays for it.

    # The size is asked below, where a sentence can be said; nothing decodes the picture.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
            width, height = picture.size
            kind = FileKind.PNG if picture.format == "PNG" else FileKind.JPEG
    except Exception as error:
        # A broken header makes the reader stumble in any way.
        raise _damaged() from error
    if width * height > allowed.megapixels * 1_000_000:
        sentence = _("This picture has %(width)s × %(height)s points, which is too many. Scan it with 300 dpi.")
        raise refused("too_many_pixels", sentence % {"width": width, "height": height})
    return kind


# ---- PDF


def _pdf(content: bytes, allowed: Limits) -> FileKind:
    try:
        return _examined_pdf(content, allowed)
    except RuleBroken:
        raise
    except Exception as error:
        # A broken file makes the reader stumble in any way.
        raise _damaged() from error


def _examined_pdf(content: bytes, allowed: Limits) -> FileKind:
    from pypdf import PdfReader  # noqa: PLC0415 - only who attaches a PDF pays for it.

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        sentence = _("This PDF has a password or is locked. Save it without a password and attach it again.")
        raise refused("locked", sentence)
    if any(_is_active(one) for one in _objects(reader, allowed)):
        sentence = _("This PDF holds a script, a program or another file. Print it to PDF and attach what was printed.")
        raise refused("active", sentence)
    if not len(reader.pages):
        raise _damaged()
    return FileKind.PDF


# What a page of a paper does not need, and what attacks on a reader are made of.
MOST_NESTED = 30
ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute", "/GoToE"})
HOLDERS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA"})


def _objects(reader: Any, allowed: Limits) -> Iterator[Any]:
    """Every object of the file, wherever it hides."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415

    numbers = {(number, generation) for generation, known in reader.xref.items() for number in known}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > allowed.objects:
        raise refused("too_complex", _("This PDF has too many parts. Print it to PDF and attach what was printed."))
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _is_active(one: Any, depth: int = 0) -> bool:
    """An object with what stands directly in it; what it refers to is asked by itself."""
    if depth > MOST_NESTED:
        return True
    if isinstance(one, dict):
        parts: list[Any] = list(dict.values(one))
        named = {str(dict.get(one, name)) for name in ("/S", "/Type", "/Subtype")}
        if named & (ACTS | HOLDERS) or HOLDERS & one.keys():
            return True
    else:
        parts = list(list.__iter__(one)) if isinstance(one, list) else []
    return any(_is_active(part, depth + 1) for part in parts)


# ---- Documents that are packed


def _packed(content: bytes, allowed: Limits) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            listed = parts.infolist()
            is_text = _mark_of(parts) == ODT
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged() from error
    _no_bomb(listed, len(content), allowed)
    names = {one.filename for one in listed}
    if any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise refused(
            "macros", _("This document holds macros. Save it without macros, or as PDF, and attach it again.")
        )
    for kind, needed in PARTS.items():
        if needed <= names and (kind is not FileKind.ODT or is_text):
            return kind
    raise _unknown()


ODT = b"application/vnd.oasis.opendocument.text"
PARTS = {
    FileKind.DOCX: {"[Content_Types].xml", "word/document.xml"},
    FileKind.XLSX: {"[Content_Types].xml", "xl/workbook.xml"},
    FileKind.ODT: {"mimetype", "content.xml"},
}


def _mark_of(parts: zipfile.ZipFile) -> bytes:
    """What an OpenDocument says that it is; it stands first and is not packed."""
    first = next(iter(parts.infolist()), None)
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return b""
    with parts.open(first) as file:
        return file.read(len(ODT) + 1)


def _no_bomb(listed: list[zipfile.ZipInfo], size: int, allowed: Limits) -> None:
    unpacked, packed = sum(one.file_size for one in listed), sum(one.compress_size for one in listed)
    dense = any(one.file_size > DENSEST * max(one.compress_size, 1) and one.file_size > MEGABYTE for one in listed)
    # Parts that lie over one another are together longer than the file.
    overlapping = packed > size
    too_much = unpacked > allowed.unpacked_megabytes * MEGABYTE or len(listed) > allowed.parts
    if too_much or dense or overlapping:
        sentence = _("Unpacked, this document would take too much room. Save it as PDF and attach the PDF.")
        raise refused("bomb", sentence)


Examine = Callable[[bytes, Limits], FileKind]
KINDS: tuple[tuple[bytes, Examine], ...] = (
    (b"%PDF-", _pdf),
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"PK\x03\x04", _packed),
)
