"""Reads of files: the list of a dossier, one file, and its bytes piece by piece."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Count
from django.urls import reverse

from kooperacja.access import door
from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import unrestricted
from kooperacja.access.visible import Visible, missing
from kooperacja.agreements.labels import Category, Level
from kooperacja.documents import storage
from kooperacja.documents.access import attachable, can_withdraw
from kooperacja.documents.hooks import DOSSIER, Dossier
from kooperacja.documents.models import FileKind, StoredFile
from kooperacja.documents.storage import Opened
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.sealing import Place
from kooperacja.foundation.verdict import Verdict
from kooperacja.keys.queries import open_value

MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
}
MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a list shows it; `subject_id` is the anchor of whom it is about."""

    pk: int
    ref: str
    name: str
    kind: str
    kind_label: str
    size: int
    digest: str
    category: str
    category_label: str
    level: int
    subject_id: int
    author: str
    attached_at: datetime
    can_withdraw: Verdict
    version: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand over. Its name says no more than the address: it will lie in somebody's folder of
    downloads. `pieces` asks the door anew before each one but the first.
    """

    name: str
    media: str
    size: int
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class FilesPage:
    """The files of a dossier, and for the form what this worker may attach."""

    dossier: Dossier
    files: tuple[FileRow, ...]
    categories: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return reverse("documents:of_case", args=[self.dossier.ref])

    def anchor_of(self, key: str) -> int:
        """Whom the key of a form means; a forged one leads nowhere."""
        found = next((one.anchor_id for one in self.dossier.whom if one.key == key), None)
        if found is None:
            raise missing()
        return found

    def name_of(self, file: FileRow) -> str:
        """Whom a file is about, where the reader sees that."""
        return next((one.name for one in self.dossier.whom if one.anchor_id == file.subject_id), "")

    def file(self, ref: str) -> FileRow:
        found = next((one for one in self.files if one.ref == ref), None)
        if found is None:
            raise missing()
        return found


def dossier(actor: Actor, ref: str, purpose: str) -> Dossier:
    """What the package above says of it: missing and forbidden are the same `NotFound`."""
    [told] = DOSSIER
    return told(actor, ref, purpose)


def files_page(actor: Actor, ref: str, purpose: str) -> FilesPage:
    found = dossier(actor, ref, purpose)
    may = attachable(actor) if found.can_attach else []
    categories = tuple((category.value, str(category.label)) for category in may)
    return FilesPage(found, tuple(files_of(actor, found.anchor_id, purpose)), categories)


def files_of(actor: Actor, anchor_id: int, purpose: str) -> list[FileRow]:
    """Files of a dossier or a person that the actor sees, the newest first."""
    rows = _living(actor, purpose).filter(anchor_id=anchor_id).select_related("author")
    return [_row(actor, row) for row in rows.all("-attached_at", "-pk", limit=MOST_FILES)]


def files_by_key(actor: Actor, keys: Iterable[int], purpose: str) -> dict[int, FileRow]:
    """Those of these files that the actor sees; one that was withdrawn nobody does."""
    wanted = list(keys)
    rows = _living(actor, purpose).filter(pk__in=wanted).select_related("author").all("pk") if wanted else []
    return {row.pk: _row(actor, row) for row in rows}


def file_row(actor: Actor, ref: str, purpose: str) -> FileRow:
    return _row(actor, _living(actor, purpose).select_related("author").get(ref=ref))


def get_file(actor: Actor, ref: str, purpose: str) -> StoredFile:
    """The row, for an action."""
    with snapshot():
        return _living(actor, purpose).get(ref=ref)


def download(actor: Actor, ref: str, purpose: str) -> Download:
    """The bytes are looked at before anything is served: a file that is damaged is a refusal, and no
    half of a download.
    """
    row = _living(actor, purpose).select_related("key").get(ref=ref)
    opened = Opened(row.place, key_of(row), row.size)
    parts = storage.pieces(opened)
    first = next(parts)
    name = f"plik-{row.ref}.{row.kind}"
    return Download(name, MEDIA[FileKind(row.kind)], row.size, chain([first], _still(actor, row, parts, purpose)))


def _still(actor: Actor, row: StoredFile, parts: Iterator[bytes], purpose: str) -> Iterator[bytes]:
    """What is closed while it is being handed over ends there, and the browser says that it is not whole."""
    for part in parts:
        with snapshot():
            if not visible(StoredFile, actor, purpose, door.EXPORT).filter(pk=row.pk, withdrawn_at=None).exists():
                raise missing()
        yield part


def _living(actor: Actor, purpose: str) -> Visible[StoredFile]:
    return visible(StoredFile, actor, purpose).filter(withdrawn_at=None)


def _row(actor: Actor, row: StoredFile) -> FileRow:
    return FileRow(
        pk=row.pk,
        ref=row.ref,
        name=row.name,
        kind=row.kind,
        kind_label=str(FileKind(row.kind).label),
        size=row.size,
        digest=bytes(row.digest).hex(),
        category=row.category,
        category_label=str(Category(row.category).label),
        level=Level(row.level).value,
        subject_id=row.subject_id,
        author=row.author.full_name,
        attached_at=row.attached_at,
        can_withdraw=can_withdraw(actor, row),
        version=row.version,
    )


# ---- Keys


def place_of(row: StoredFile) -> Place:
    """What the sealed key belongs to: in another row it does not open."""
    return Place(f"documents.file.{row.place.hex}", row.owner_id, row.subject_id)


def key_of(row: StoredFile) -> bytes:
    """Fetch the row with its key: a rotation may move both between two statements."""
    if row.key is None:
        raise missing()
    return bytes.fromhex(open_value(row.key, row.sealed, place_of(row)))


def sealed_files(keys: Iterable[int]) -> Mapping[int, int]:
    """How many files each of these keys has sealed."""
    with unrestricted(StoredFile, "documents.reseal") as rows:
        counted = rows.filter(key_id__in=list(keys)).order_by().values_list("key_id").annotate(Count("pk"))
        return Counter({key: number for key, number in counted if key is not None})


# ---- Whether all of it is there


def known_places() -> set[str]:
    """The names of all bytes that a row may still open."""
    with unrestricted(StoredFile, "documents.sweep") as rows:
        return {place.hex for place in rows.exclude(key=None).values_list("place", flat=True)}


def not_whole() -> tuple[int, int]:
    """How many files there are, and how many of them do not lie whole in the data folder."""
    with unrestricted(StoredFile, "documents.sweep") as rows:
        found = list(rows.exclude(key=None).values_list("place", "size"))
    return len(found), sum(not storage.is_whole(place, size) for place, size in found)
