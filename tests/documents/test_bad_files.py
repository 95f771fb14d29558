"""What is refused, with which sentence, and that nothing is left of it."""

import errno
import io
import zipfile
from collections.abc import Callable

import pytest

from kooperacja.access.models import Anchor
from kooperacja.access.permit import permit
from kooperacja.cases.models import Case
from kooperacja.documents import storage
from kooperacja.documents.inspection import cleaned_name, examined
from kooperacja.documents.law import MEGABYTE
from kooperacja.documents.models import FileKind, StoredFile
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken, Unavailable
from tests.cast import Town, Worker
from tests.documents.conftest import docx, packed, pdf, png, with_hidden_object

Attach = Callable[..., StoredFile]
SCRIPT = "<</S/JavaScript/JS(app.alert(1))>>"


def nothing_is_left() -> bool:
    with permit():
        rows = StoredFile._base_manager.count()
    return rows == 0 and not any(path.is_file() for path in storage.folder().glob("*/*"))


def overlapping() -> bytes:
    """Parts that lie over one another: little in the file, much on the list."""
    whole = docx("word/media.bin", media=bytes(range(256)) * 40)
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        last = parts.infolist()[-1]
    central = whole.rindex(b"PK\x01\x02")
    entry, end = whole[central : whole.rindex(b"PK\x05\x06")], bytearray(whole[whole.rindex(b"PK\x05\x06") :])
    assert last.filename == "word/media.bin"
    copies = 200
    end[8:12] = (3 + copies).to_bytes(2, "little") * 2
    size = int.from_bytes(end[12:16], "little") + copies * len(entry)
    end[12:16] = size.to_bytes(4, "little")
    return whole[: whole.rindex(b"PK\x05\x06")] + entry * copies + bytes(end)


BAD = {
    "empty": (b"", "file.empty"),
    "thirty megabytes": (pdf(size=30 * MEGABYTE), "file.too_large"),
    "a program called pdf": (b"MZ\x90\0" + b"\0" * 400, "file.kind"),
    "a page with a script": (b"<!doctype html><script>alert(1)</script>", "file.kind"),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.old_office"),
    "a picture of 50,000 by 50,000": (png(50_000, 50_000), "file.too_many_pixels"),
    "a broken picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "file.damaged"),
    "a broken PDF": (b"%PDF-1.7\nnothing follows", "file.damaged"),
    "a PDF of no pages": (pdf(0), "file.damaged"),
    "a script at opening": (pdf(root=f"/OpenAction{SCRIPT}"), "file.active"),
    "a script by name": (pdf(more=SCRIPT, root="/Names<</JavaScript<</Names[(a) 4 0 R]>>>>"), "file.active"),
    "a script in an object that nothing names": (pdf(more=SCRIPT), "file.active"),
    "a program that is started": (pdf(root="/OpenAction<</S/Launch/F(cmd.exe)>>"), "file.active"),
    "a file in a file": (pdf(more="<</Type/EmbeddedFile/Length 0>>"), "file.active"),
    "a bomb": (docx("word/bomb.xml", bomb=b"0" * (60 * MEGABYTE)), "file.bomb"),
    "a bomb of one part": (overlapping(), "file.bomb"),
    "a document with macros": (docx("word/vbaProject.bin"), "file.macros"),
    "a packed folder": (packed("a.exe", "b.txt"), "file.kind"),
    "half of a document": (docx()[:120], "file.damaged"),
    "an OpenDocument that is none": (packed("mimetype", "content.xml"), "file.kind"),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_and_nothing_is_left(cast: Town, attach: Attach, name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(RuleBroken) as refusal:
        attach(cast.anna, content)
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert str(refusal.value).endswith(".")
    assert nothing_is_left()


def test_a_locked_pdf_is_refused(cast: Town, attach: Attach) -> None:
    from pypdf import PdfWriter

    writer, memory = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("", "tajne", algorithm="AES-256")
    writer.write(memory)
    with pytest.raises(RuleBroken) as refusal:
        attach(cast.anna, memory.getvalue())
    assert refusal.value.code == "file.locked"


def test_an_object_that_is_packed_is_looked_at_too() -> None:
    assert examined(with_hidden_object("<</S/GoTo>>")) == FileKind.PDF
    with pytest.raises(RuleBroken) as refusal:
        examined(with_hidden_object(SCRIPT))
    assert refusal.value.code == "file.active"


def test_what_is_accepted_is_known_by_its_content() -> None:
    from PIL import Image

    photo = io.BytesIO()
    Image.new("RGB", (30, 20)).save(photo, "JPEG")
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("content.xml", "<x/>")
    sheet = packed("[Content_Types].xml", "xl/workbook.xml")
    found = [examined(one) for one in (pdf(3), photo.getvalue(), png(5, 5), docx(), sheet, odt.getvalue())]
    assert found == [*FileKind]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("zgoda.pdf", "zgoda.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Anna\\skan 1.PDF", "skan 1.pdf"),
        ("zgoda\u202efdp.exe", "zgoda fdp.exe.pdf"),
        ('a"\r\nSet-Cookie: x=1;.pdf', 'a" Set-Cookie: x=1;.pdf'),
        ("  \0\t ", "plik.pdf"),
        ("...", "plik.pdf"),
        ("zdjęcie.jpeg", "zdjęcie.pdf"),
        ("z" * 400, "z" * 116 + ".pdf"),
    ],
)
def test_a_name_says_no_folder_and_ends_as_its_content_is(given: str, kept: str) -> None:
    assert cleaned_name(given, FileKind.PDF) == kept


def test_the_same_file_is_not_attached_twice(cast: Town, attach: Attach) -> None:
    attach(cast.anna, name="zgoda.pdf")
    with pytest.raises(RuleBroken) as refusal:
        attach(cast.anna, name="ta sama.pdf")
    assert refusal.value.code == "file.twice"
    assert "zgoda.pdf" in str(refusal.value)
    assert len([path for path in storage.folder().glob("*/*") if path.is_file()]) == 1


def test_a_full_disk_is_told_and_nothing_is_left(cast: Town, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(Unavailable) as refusal:
        attach(cast.anna)
    assert refusal.value.code == "files.disk"
    assert nothing_is_left()


def test_who_may_not_write_there_leaves_nothing(cast: Town, case: Case, attach: Attach) -> None:
    outsiders: list[tuple[Worker, type[Exception]]] = [
        (cast.iga, NotAllowed),
        (cast.piotr, NotFound),
        (cast.filip, NotAllowed),
    ]
    for worker, error in outsiders:
        with pytest.raises(error):
            attach(worker)
    with pytest.raises(NotFound):
        attach(cast.anna, subject_id=Anchor.objects.filter(owner=cast.at("school")).earliest("pk").pk)
    assert nothing_is_left()
