"""How bytes come in and go out: in memory and bounded, so that no copy in clear lies in a folder of the
system, and as copies to keep, which no browser shows or runs as a page of ours.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import StreamingHttpResponse
from typing_extensions import override

from kooperacja.documents.inspection import too_large
from kooperacja.documents.law import limits
from kooperacja.documents.queries import Download


class Bounded(FileUploadHandler):
    """Keeps no more than the limit of all files of a request together. What comes above it is counted and
    forgotten, so that whoever sent thirty megabytes is told so and not cut off.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = limits().size
        self.kept: BytesIO = BytesIO()

    @override
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.room -= len(raw_data)
        if self.room >= 0:
            self.kept.write(raw_data)

    @override
    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )


def content_of(file: Any) -> bytes:
    """The bytes that came, or the refusal of a file of which not all was kept."""
    content: bytes = file.read()
    if file.size is not None and file.size > len(content):
        raise too_large(limits(), file.size)
    return content


def handed_over(found: Download) -> StreamingHttpResponse:
    """A copy to keep, never a page of ours: the browser neither shows it here, nor guesses its kind, nor runs
    anything in it.
    """
    response = StreamingHttpResponse(found.pieces, content_type=found.media)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Content-Length"] = str(found.size)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
