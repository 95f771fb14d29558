"""Files for programs: those of a case, one of them, its content, attaching and withdrawing."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.documents import actions, queries
from kooperacja.documents.models import WhyWithdrawn
from kooperacja.documents.transfer import content_of, handed_over
from kooperacja.foundation.endpoints import Endpoints, Given, Ref, Told, marked
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("files", "storedfile", Purpose.JOINT_HELP)


class FileOut(Told):
    """A file. `digest` is the SHA-256 of its content, in hex."""

    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    name: str
    kind: str
    size: int
    digest: str
    category: str
    level: int
    author: str
    attached_at: datetime
    can_withdraw: bool
    version: int

    @classmethod
    def of(cls, row: queries.FileRow) -> "FileOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name not in {"id", "can_withdraw"}}
        return cls.model_validate(told | {"pk": row.pk, "can_withdraw": bool(row.can_withdraw)})


class FilesOut(Told):
    items: list[FileOut]


class FileNew(Given):
    """About one person of the case, or about the family."""

    category: Category
    person: Ref = ""


class WithdrawalNew(Given):
    why: WhyWithdrawn


@API.get("/cases/{slug:ref}/files", "case_files", FilesOut, resource="case")
def list_files(request: ActorRequest, ref: str) -> FilesOut:
    """Files of a case that the reader sees, the newest first."""
    with reading(request):
        page = queries.files_page(request.actor, ref, request.purpose)
    return FilesOut(items=[FileOut.of(row) for row in page.files])


@API.make("/cases/{slug:ref}/files", "case_files", FileOut, resource="case", takes_files=True)
def attach_file(
    request: ActorRequest, response: HttpResponse, ref: str, given: Form[FileNew], file: File[UploadedFile]
) -> Status[FileOut]:
    """Attach a file. It is known by its content; limits and kinds are those of the page."""
    made = acted_once(request, lambda: _attach(request, ref, given, file))
    return Status(201, show_file(request, response, made))


@API.get("/files/{slug:ref}", "file", FileOut)
def show_file(request: ActorRequest, response: HttpResponse, ref: str) -> FileOut:
    """What is known about one file."""
    with reading(request):
        row = queries.file_row(request.actor, ref, request.purpose)
    marked(response, row.version)
    return FileOut.of(row)


@API.hand_over("/files/{slug:ref}/content", "file_content", queries.MEDIA.values())
def save_file(request: ActorRequest, ref: str) -> Any:
    """The content, as it was attached."""
    with reading(request):
        found = queries.download(request.actor, ref, request.purpose)
    return handed_over(found)


@API.act("/files/{slug:ref}/withdraw", "file_withdraw", FileOut)
def withdraw_file(request: ActorRequest, response: HttpResponse, ref: str, given: WithdrawalNew) -> Status[None]:
    """From now nobody reads it; 30 days later the content is erased."""

    def act() -> None:
        with reading(request):
            seen = queries.file_row(request.actor, ref, request.purpose)
        file = queries.get_file(request.actor, ref, request.purpose)
        actions.withdraw_file(
            actor=request.actor, file=file, version=seen.version, why=given.why, purpose=request.purpose
        )

    acted_once(request, act)
    return Status(204, None)


def _attach(request: ActorRequest, ref: str, given: FileNew, file: UploadedFile) -> str:
    with reading(request):
        found = queries.files_page(request.actor, ref, request.purpose)
    found.dossier.can_attach.require()
    made = actions.store_file(
        actor=request.actor,
        anchor_id=found.dossier.anchor_id,
        subject_id=found.anchor_of(given.person or found.dossier.whom[0].key),
        category=given.category,
        name=file.name or "",
        content=content_of(file),
        purpose=request.purpose,
    )
    return made.ref
