"""A worker's own notices for programs: a code and an object, never a name."""

from datetime import datetime
from typing import Annotated

from ninja import Query
from ninja.responses import Status
from pydantic import Field

from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import MOST_ROWS, Endpoints, Given, Id, Told, Word
from kooperacja.foundation.routes import ActorRequest
from kooperacja.notices import actions, queries

API = Endpoints("notices", "notice")


class NoticeOut(Told):
    id: int
    code: str
    about_kind: str
    about_id: int
    created_at: datetime


class NoticesOut(Told):
    items: list[NoticeOut]


class NoticesWanted(Given):
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50


class SeenIn(Given):
    about_kind: Word
    about_id: Id


class SeenOut(Told):
    """How many notices were new."""

    seen: int


@API.get("/notices", "notices", NoticesOut)
def list_notices(request: ActorRequest, wanted: Query[NoticesWanted]) -> NoticesOut:
    """What is new for the acting membership, newest first."""
    found = queries.all_unseen(request.actor, wanted.limit)
    return NoticesOut(items=[NoticeOut.model_validate(row) for row in found])


@API.act("/notices/seen", "notices_seen", SeenOut)
def mark_seen(request: ActorRequest, given: SeenIn) -> Status[SeenOut]:
    """The notices of one object are no longer new. Doing it twice is as good as once."""
    kind, pk = given.about_kind, given.about_id
    seen = acted_once(request, lambda: actions.mark_seen_by_number(actor=request.actor, kind=kind, pk=pk))
    return Status(200, SeenOut(seen=int(seen or 0)))
