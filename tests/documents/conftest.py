"""Files as people attach them, and as somebody makes them who means harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kooperacja.agreements.labels import Category
from kooperacja.cases.models import Case
from kooperacja.documents.actions import store_file
from kooperacja.documents.models import StoredFile
from tests.api.conftest import program
from tests.cases.conftest import case, family
from tests.cast import Town, Worker

__all__ = ["case", "family", "program"]


def pdf(pages: int = 1, *, root: str = "", size: int = 0, more: str = "") -> bytes:
    """A small PDF of so many empty pages; `root` and `more` are written into it as they are."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = [f"<</Type/Catalog/Pages 2 0 R{root}>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    objects += [more] if more else []
    text, places = b"%PDF-1.7\n" + b"%" + b"x" * size + b"\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n".encode()
    start = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    text += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return text + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def with_hidden_object(hidden: str) -> bytes:
    """A PDF one of whose objects lies packed inside of another one, as most programs write them now."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    plain = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    text, rows = b"%PDF-1.7\n", [(0, 0, 65535)]
    for number, one in enumerate(plain, start=1):
        rows.append((1, len(text), 0))
        text += f"{number} 0 obj\n{one}\nendobj\n".encode()
    rows += [(2, 5, 0), (1, len(text), 0)]
    inside = zlib.compress(f"4 0 {hidden}".encode())
    head = f"5 0 obj\n<</Type/ObjStm/N 1/First 4/Length {len(inside)}/Filter/FlateDecode>>\nstream\n"
    text += head.encode() + inside + b"\nendstream\nendobj\n"
    rows.append((1, len(text), 0))
    start, table = len(text), b"".join(struct.pack(">BHH", *row) for row in rows)
    says = f"<</Type/XRef/Size 7/W[1 2 2]/Root 1 0 R/Length {len(table)}>>"
    text += f"6 0 obj\n{says}\nstream\n".encode() + table + b"\nendstream\nendobj\n"
    return text + f"startxref\n{start}\n%%EOF\n".encode()


def png(width: int, height: int) -> bytes:
    """The header of a picture that was never drawn: the bytes that follow are those of one point."""

    def chunk(name: bytes, content: bytes) -> bytes:
        told = name + content
        return struct.pack(">I", len(content)) + told + struct.pack(">I", zlib.crc32(told))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def packed(*names: str, **contents: bytes) -> bytes:
    """A packed document with these parts."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, contents.get(name.rpartition("/")[2].partition(".")[0], b"<x/>"))
    return memory.getvalue()


def docx(*more: str, **contents: bytes) -> bytes:
    return packed("[Content_Types].xml", "word/document.xml", *more, **contents)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def attach(case: Case) -> Callable[..., StoredFile]:
    """Attach a file to the case of the cast, by default as its key worker and about the family."""

    def act(worker: Worker, content: bytes | None = None, **facts: Any) -> StoredFile:
        about = {"anchor_id": case.anchor_id, "subject_id": case.subject_id, "category": Category.FAMILY}
        given = pdf() if content is None else content
        return store_file(actor=worker.actor, **{**about, "name": "skan.pdf", **facts}, content=given)

    return act


@pytest.fixture
def consent(cast: Town, attach: Callable[..., StoredFile]) -> StoredFile:
    """The scan of a signed consent."""
    return attach(cast.anna, name="zgoda.pdf")
