"""Windows that partners have opened to the reader's institution, and which of its workers look through them."""

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status

from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Given, Id, PageIn, PageOut, TotalOut
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing import actions
from kooperacja.sharing.access import can_take_readers
from kooperacja.sharing.api.endpoints import API
from kooperacja.sharing.api.windows import WindowOut
from kooperacja.sharing.queries import windows as queries

WINDOW = {"resource": "window", "purpose": ""}


class ReceivedOut(PageOut):
    """Whom a window is about is never told here; who is placed at it reads that on the pages of the case."""

    items: list[WindowOut]


class ReaderNew(Given):
    user_id: Id


@API.get("/windows", "received", ReceivedOut, **WINDOW)
def list_received(request: ActorRequest, page: Query[PageIn]) -> ReceivedOut:
    """Windows to the institution that nobody has closed, for who supervises it."""
    can_take_readers(request.actor).require()
    found = queries.received(request.actor, after=page.after, before=page.before, limit=page.limit)
    rows = [WindowOut.model_validate(row) for row in found.rows]
    return ReceivedOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


@API.act("/windows/{int:pk}/readers", "reader_place", WindowOut, **WINDOW)
def place_reader(request: ActorRequest, response: HttpResponse, pk: int, given: ReaderNew) -> Status[WindowOut]:
    """Let a worker look through a window, and through each other one on the same file or person."""
    can_take_readers(request.actor).require()
    row = queries.get_received(request.actor, pk, is_open=True)
    acted_once(request, lambda: actions.place_reader(actor=request.actor, window=row, user_id=given.user_id))
    return Status(200, _row(request, pk))


@API.act("/windows/{int:pk}/readers/{int:user_id}/recall", "reader_recall", WindowOut, **WINDOW)
def recall_reader(request: ActorRequest, response: HttpResponse, pk: int, user_id: int) -> Status[WindowOut]:
    """The worker sees nothing through it from the next request."""
    can_take_readers(request.actor).require()
    row = queries.get_received(request.actor, pk, is_open=False)
    acted_once(request, lambda: actions.recall_reader(actor=request.actor, window=row, user_id=user_id))
    return Status(200, _row(request, pk))


def _row(request: ActorRequest, pk: int) -> WindowOut:
    return WindowOut.model_validate(queries.received_row(request.actor, pk))
