"""Handing over for programs: who stands in, whose files, who takes them. Rows are sent as `file:colleague`."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Number, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.handover import actions
from kooperacja.handover.access import can_come
from kooperacja.handover.kinds import FileKind, Reason
from kooperacja.handover.periods import period
from kooperacja.handover.queries import left, substitutions
from kooperacja.handover.queries.substitutions import Handing
from kooperacja.handover.rows import MOST, chosen_of

API = Endpoints("handover", "case", Purpose.JOINT_HELP)
OPEN: dict[str, str] = {"resource": "substitution", "purpose": ""}
Row = Annotated[str, StringConstraints(max_length=40)]
Rows = Annotated[list[Row], Field(max_length=MOST)]


class SubstitutionOut(Told):
    """Both days are days of the absence."""

    id: Annotated[int, Field(validation_alias="pk")]
    absent_id: int
    absent: str
    user_id: int
    substitute: str
    since: date
    until: date
    is_now: bool
    number: int
    can_end: bool


class SubstitutionsOut(Told):
    items: list[SubstitutionOut]


class ColleagueOut(Told):
    """`refusal` says why nothing can be given to this colleague; empty when something can."""

    user_id: int
    name: str
    title: str
    refusal: str


class HandedFileOut(Told):
    """`id` is what a row names. `takers` are the accounts of colleagues who may take it."""

    id: int
    kind: FileKind
    label: str
    about: str
    takers: list[int]
    refusal: str


class HandingOut(Told):
    """`number_hidden` are files that are closed to this key: somebody else must hand them over."""

    items: list[HandedFileOut]
    colleagues: list[ColleagueOut]
    number_hidden: int

    @classmethod
    def of(cls, handing: Handing) -> "HandingOut":
        items = [
            HandedFileOut(
                id=line.file.anchor_id,
                kind=line.file.kind,
                label=line.file.label,
                about=line.file.about,
                takers=[user_id for user_id, _label in line.options],
                refusal=line.why_not,
            )
            for line in handing.lines(0, {})
        ]
        people = [ColleagueOut.model_validate(one) for one in handing.people]
        return cls(items=items, colleagues=people, number_hidden=handing.number_hidden)


class WhoseIn(Given):
    """Whose files; with both days those that need a substitute then, without them those to hand over for good."""

    worker: Number
    since: Day | None = None
    until: Day | None = None


class SubstitutionNew(Given):
    worker: Number
    since: Day
    until: Day
    rows: Rows


class HandOver(Given):
    worker: Number
    reason: Reason
    rows: Rows


class Taking(Given):
    rows: Rows


@API.get("/handover/substitutions", "substitutions", SubstitutionsOut, **OPEN)
def list_substitutions(request: ActorRequest, response: HttpResponse) -> SubstitutionsOut:
    """Who stands in for whom, now and in days to come."""
    can_come(request.actor).require()
    with reading(request):
        rows = substitutions.substitutions(request.actor)
    return SubstitutionsOut(items=[SubstitutionOut.model_validate(row) for row in rows])


@API.act("/handover/substitutions", "substitutions", SubstitutionsOut, **OPEN)
def arrange_substitution(request: ActorRequest, response: HttpResponse, given: SubstitutionNew) -> Status[Any]:
    """Colleagues stand in from the first day until the end of the last one. All rows are taken, or none."""
    days = {"since": given.since, "until": given.until}

    def act() -> None:
        actions.arrange(actor=request.actor, absent_id=given.worker, **days, chosen=chosen_of(given.rows))

    acted_once(request, act)
    return Status(200, list_substitutions(request, response))


@API.act("/handover/substitutions/{int:pk}/end", "substitution_end", SubstitutionsOut, **OPEN)
def end_substitution(request: ActorRequest, response: HttpResponse, pk: int) -> Status[None]:
    """It ends now; one that has not begun never will."""

    def act() -> None:
        with reading(request):
            found = substitutions.get_substitution(request.actor, pk)
        actions.end_substitution(actor=request.actor, found=found)

    acted_once(request, act)
    return Status(204, None)


@API.get("/handover/files", "handover_files", HandingOut)
def list_files_of_worker(request: ActorRequest, whose: Query[WhoseIn]) -> HandingOut:
    """What a worker has, and which colleagues could take it."""
    with reading(request):
        if whose.since is None and whose.until is None:
            return HandingOut.of(left.for_good(request.actor, whose.worker))
        return HandingOut.of(substitutions.preview(request.actor, whose.worker, period(whose.since, whose.until)))


@API.act("/handover/files", "handover_files", HandingOut)
def hand_files_over(request: ActorRequest, response: HttpResponse, given: HandOver) -> Status[None]:
    """Colleagues take these files for good. All rows are taken, or none."""
    keys: dict[str, Any] = {"worker_id": given.worker, "reason": given.reason.value}
    acted_once(request, lambda: actions.hand_over(actor=request.actor, **keys, chosen=chosen_of(given.rows)))
    return Status(204, None)


@API.get("/handover/unattended", "handover_unattended", HandingOut)
def list_unattended_files(request: ActorRequest, response: HttpResponse) -> HandingOut:
    """Files that nobody leads, for who supervises the institution."""
    with reading(request):
        return HandingOut.of(left.unattended(request.actor))


@API.act("/handover/unattended", "handover_unattended", HandingOut)
def take_unattended_files(request: ActorRequest, response: HttpResponse, given: Taking) -> Status[None]:
    """Colleagues take files that nobody leads. All rows are taken, or none."""
    acted_once(request, lambda: actions.take(actor=request.actor, chosen=chosen_of(given.rows)))
    return Status(204, None)
