"""Locks of a case for programs."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Given, Id, PageIn, PageOut, Told, TotalOut, Words
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing import actions
from kooperacja.sharing.api.endpoints import API, PlaceOut, file_of, read_file
from kooperacja.sharing.queries import vetoes as queries
from kooperacja.sharing.queries.vetoes import VetoKind

Nobody = Annotated[int, Field(ge=0, le=2**63 - 1, strict=True)]


class LockOut(Told):
    """`binds` names the worker or the institution, or is empty for everybody."""

    id: Annotated[int, Field(validation_alias="pk")]
    kind: VetoKind
    place_id: Annotated[int, Field(validation_alias="anchor_id")]
    place: str
    binds: str
    since: datetime
    set_by: str
    may_lift: bool


class KeptLockOut(Told):
    """A lock as who lifts it without seeing the file knows it; `on` says on what kind of thing it lies."""

    id: Annotated[int, Field(validation_alias="pk")]
    kind: VetoKind
    on: Words
    binds: str
    since: datetime
    set_by: str


class KeptLocksOut(PageOut):
    items: list[KeptLockOut]


class LocksOut(Told):
    """The locks that hold, on what they can be set, and which kinds this key may set."""

    items: list[LockOut]
    places: list[PlaceOut]
    may_set: list[VetoKind]


class LockNew(Given):
    """`place` is one of the places of the case. A kind asks for a worker, an institution, two keepers, or none."""

    kind: VetoKind
    place: Id
    worker: Nobody = 0
    institution: Nobody = 0
    first_keeper: Nobody = 0
    second_keeper: Nobody = 0


@API.get("/cases/{slug:ref}/locks", "locks", LocksOut)
def list_locks(request: ActorRequest, response: HttpResponse, ref: str) -> LocksOut:
    """What denies on this case, its family and its people, and whom."""
    case, where = read_file(request, ref)
    rights = queries.rights_of(request.actor, case.owner_id)
    rows = queries.vetoes_of(request.actor, rights, where)
    kinds = [VetoKind(kind) for kind, _label in queries.kinds_to_set(rights)]
    found = [LockOut.model_validate(row) for row in rows]
    return LocksOut(items=found, places=[PlaceOut.model_validate(place) for place in where], may_set=kinds)


@API.act("/cases/{slug:ref}/locks", "locks", LocksOut)
def set_lock(request: ActorRequest, response: HttpResponse, ref: str, given: LockNew) -> Status[Any]:
    """Set a lock; no content when it closes the case to the one who sets it."""

    def act() -> None:
        _case, where = read_file(request, ref)
        queries.is_among(where, given.place)
        actions.set_lock(actor=request.actor, case=file_of(request, ref), lock=actions.Lock(**given.facts()))

    acted_once(request, act)
    return _still_seen(request, response, ref)


@API.act("/cases/{slug:ref}/locks/{int:pk}/lift", "lock_lift", LocksOut)
def lift_lock(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[Any]:
    """Lift a lock. Nobody lifts one that binds himself."""

    def act() -> None:
        _case, where = read_file(request, ref)
        actions.lift_lock(actor=request.actor, veto=queries.get_veto(pk, where))

    acted_once(request, act)
    return _still_seen(request, response, ref)


@API.act("/cases/{slug:ref}/conflict", "case_conflict", LocksOut)
def declare_own_conflict(request: ActorRequest, response: HttpResponse, ref: str) -> Status[Any]:
    """A conflict of interest of one's own, also about a partner's case: it closes to the one who says so."""
    acted_once(request, lambda: actions.declare_own_conflict(actor=request.actor, case=file_of(request, ref)))
    return _still_seen(request, response, ref)


# ---- Those that the reader may lift, whether he sees the file or not


@API.get("/locks", "kept_locks", KeptLocksOut, resource="lock", purpose="")
def list_kept_locks(request: ActorRequest, page: Query[PageIn]) -> KeptLocksOut:
    """Locks of the institution that this key may lift, also where they close the file to it; the oldest first."""
    found = queries.kept(request.actor, after=page.after, before=page.before, limit=page.limit)
    rows = [KeptLockOut.model_validate(row) for row in found.rows]
    return KeptLocksOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


@API.act("/locks/{int:pk}/lift", "kept_lock_lift", KeptLocksOut, resource="lock", purpose="")
def lift_kept_lock(request: ActorRequest, response: HttpResponse, pk: int) -> Status[None]:
    """Lift a lock by its number."""
    acted_once(request, lambda: actions.lift_lock(actor=request.actor, veto=queries.get_kept(request.actor, pk)))
    return Status(204, None)


def _still_seen(request: ActorRequest, response: HttpResponse, ref: str) -> Status[Any]:
    try:
        return Status(200, list_locks(request, response, ref))
    except NotFound:
        return Status(204, None)
