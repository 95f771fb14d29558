"""Meetings for programs: the list, one meeting, planning, the agenda, answers, presence, minutes, decisions, moves."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Query
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.consents.queries.case import get_case_of
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.endpoints import (
    Day,
    Endpoints,
    Given,
    Id,
    Line,
    MoveOut,
    PageIn,
    PageOut,
    Prose,
    Ref,
    Short,
    StateOut,
    Told,
    TotalOut,
    marked,
)
from kooperacja.foundation.routes import ActorRequest
from kooperacja.meetings import actions
from kooperacja.meetings.models import Answer, CaseItem, Choice, GeneralItem, MeetingState, Why
from kooperacja.meetings.moves import MEETING_MOVES
from kooperacja.meetings.queries import listing
from kooperacja.meetings.queries.page import MeetingPage, meeting_page
from kooperacja.meetings.queries.rows import get_item, get_meeting, missing
from kooperacja.teams.queries import get_team

API = Endpoints("meetings", "caseitem", Purpose.JOINT_HELP)
STATES = "|".join(("", *MeetingState.values))
MOST_SEATS = 100


class MeetingIn(Given):
    """`starts_at` with its zone; a place, a link, or both."""

    starts_at: datetime
    minutes_long: Annotated[int, Field(ge=5, le=600)] = 90
    place: Short = ""
    link: Short = ""


class PlanIn(MeetingIn):
    """`quorum` only where the rules of the team name another number."""

    quorum: Annotated[int, Field(ge=0, le=MOST_SEATS)] = 0


class ChangeIn(MeetingIn):
    version: Id


class AnswerIn(Given):
    answer: Annotated[str, StringConstraints(pattern=f"^({Answer.YES}|{Answer.MAYBE}|{Answer.NO})$")]


class ItemIn(Given):
    title: Line


class CaseItemIn(Given):
    case: Ref
    why: Why


class PresentIn(Given):
    """Seats of the team, all who are in the room."""

    seats: Annotated[list[Id], Field(max_length=MOST_SEATS)]


class TextIn(Given):
    version: Id
    text: Prose


class VoteIn(Given):
    """`person` is the number of the invitation."""

    person: Id
    choice: Choice
    objection: Line = ""


class DecideIn(Given):
    """`mark` is that of the decision that is replaced, as the point tells it; 0 where there is none."""

    words: Line
    votes: Annotated[list[VoteIn], Field(max_length=MOST_SEATS)]
    charged: Id | None = None
    due_on: Day | None = None
    mark: Annotated[int, Field(ge=0)] = 0


class MeetingMadeOut(Told):
    ref: str


class SeatedOut(Told):
    seat_id: int
    invitation_id: int
    name: str
    institution: str
    answer: str
    is_present: bool
    is_substitute: bool


class VoteOut(Told):
    name: str
    choice: str
    objection: str


class PointOut(Told):
    ref: str
    number: int
    title: str
    is_proposed: bool
    case_ref: str
    case_number: str
    why: str
    waited: int | None
    text: str
    version: int
    decision: str
    mark: int
    is_adopted: bool
    votes: list[VoteOut]
    votes_for: int
    votes_against: int
    abstained: int
    recused: int
    charged: str
    due_on: date | None
    done_on: date | None


class MeetingRowOut(Told):
    ref: str
    team: str
    team_ref: str
    starts_at: datetime
    place: str
    points: int
    waited: int | None
    answer: str
    state: StateOut


class MeetingsWanted(Given):
    team: Annotated[str, StringConstraints(max_length=16)] = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    since: Day | None = None
    until: Day | None = None


class MeetingsOut(PageOut):
    items: list[MeetingRowOut]


class MeetingOut(Told):
    """What the reader sees of it: points that are closed to him are neither there nor counted."""

    ref: str
    team: str
    starts_at: datetime
    minutes_long: int
    place: str
    link: str
    quorum: int
    members: int
    present: int
    state: StateOut
    points: list[PointOut]
    people: list[SeatedOut]
    next_ref: str
    written_by: str
    signed_by: str
    available_moves: list[MoveOut]


@API.get("/meetings", "meetings", MeetingsOut)
def list_meetings(request: ActorRequest, wanted: Query[MeetingsWanted], page: Query[PageIn]) -> MeetingsOut:
    """Meetings of the teams that the reader knows of."""
    keys: dict[str, Any] = {"after": page.after, "before": page.before, "limit": page.limit}
    with reading(request):
        found = listing.meetings_page(request.actor, listing.Filter(**wanted.model_dump()), **keys)
    items = [MeetingRowOut.model_validate({**_row(row)}) for row in found.rows]
    return MeetingsOut(items=items, total=TotalOut(number=found.total), after=found.after, before=found.before)


def _row(row: listing.MeetingRow) -> dict[str, Any]:
    names = ("ref", "team", "team_ref", "starts_at", "place", "waited", "answer")
    told = {name: getattr(row, name) for name in names}
    return told | {"points": row.items, "state": StateOut.of(row.state)}


@API.get("/meetings/{slug:ref}", "meeting", MeetingOut)
def show_meeting(request: ActorRequest, response: HttpResponse, ref: str) -> MeetingOut:
    """One meeting with the points that the reader sees."""
    with reading(request):
        page = meeting_page(request.actor, ref, request.purpose)
    marked(response, page.meeting.version)
    return MeetingOut.model_validate(_told(page))


def _told(page: MeetingPage) -> dict[str, Any]:
    names = ("ref", "starts_at", "minutes_long", "place", "link", "quorum", "members")
    return {name: getattr(page.meeting, name) for name in names} | {
        "team": page.meeting.team.name,
        "present": page.counted,
        "state": StateOut.of(page.state),
        "points": [PointOut.model_validate(row) for row in (*page.items, *page.proposals)],
        "people": [SeatedOut.model_validate(one) for one in page.people],
        "next_ref": page.next_ref,
        "written_by": page.written_by,
        "signed_by": page.signed_by,
        "available_moves": MoveOut.all_of(page.moves),
    }


@API.make("/teams/{slug:ref}/meetings", "team_meetings", MeetingMadeOut)
def plan_meeting(request: ActorRequest, ref: str, given: PlanIn) -> Status[MeetingMadeOut]:
    """Plan a meeting of a team; nobody is told before it is invited to."""

    def act() -> str:
        team = get_team(request.actor, ref)
        return str(actions.plan(actor=request.actor, team=team, **given.facts()).ref)

    return Status(201, MeetingMadeOut(ref=acted_once(request, act)))


@API.act("/meetings/{slug:ref}/change", "meeting_change", MeetingOut)
def change_meeting(request: ActorRequest, response: HttpResponse, ref: str, given: ChangeIn) -> Status[MeetingOut]:
    """Another day or place."""
    return _acted(request, response, ref, actions.change, **given.facts())


@API.act("/meetings/{slug:ref}/answer", "meeting_answer", MeetingOut)
def answer_meeting(request: ActorRequest, response: HttpResponse, ref: str, given: AnswerIn) -> Status[MeetingOut]:
    """Whether the actor comes."""
    return _acted(request, response, ref, actions.answer, answer=given.answer)


@API.make("/meetings/{slug:ref}/reply", "meeting_reply", MeetingOut, takes_files=True)
def read_reply(request: ActorRequest, response: HttpResponse, ref: str, file: File[UploadedFile]) -> Status[MeetingOut]:
    """The answer of a calendar program (ICS, METHOD:REPLY)."""

    def act() -> None:
        meeting = get_meeting(request.actor, ref)
        actions.read_reply(actor=request.actor, meeting=meeting, content=content_of(file))

    acted_once(request, act)
    return Status(201, show_meeting(request, response, ref))


@API.make("/meetings/{slug:ref}/points", "meeting_points", MeetingMadeOut)
def add_point(request: ActorRequest, ref: str, given: ItemIn) -> Status[MeetingMadeOut]:
    """A general point; of a member it is a proposal."""

    def act() -> str:
        meeting = get_meeting(request.actor, ref)
        return str(actions.add_item(actor=request.actor, meeting=meeting, title=given.title).ref)

    return Status(201, MeetingMadeOut(ref=acted_once(request, act)))


@API.make("/meetings/{slug:ref}/cases", "meeting_cases", MeetingMadeOut)
def add_case(request: ActorRequest, ref: str, given: CaseItemIn) -> Status[MeetingMadeOut]:
    """A family of one's own institution."""

    def act() -> str:
        case = get_case_of(request.actor, given.case, request.purpose)
        meeting = get_meeting(request.actor, ref)
        return str(actions.add_case(actor=request.actor, meeting=meeting, case=case, why=given.why.value).ref)

    return Status(201, MeetingMadeOut(ref=acted_once(request, act)))


@API.act("/meetings/{slug:ref}/present", "meeting_present", MeetingOut)
def mark_present(request: ActorRequest, response: HttpResponse, ref: str, given: PresentIn) -> Status[MeetingOut]:
    """Who is in the room."""
    return _acted(request, response, ref, actions.mark_present, seats=given.seats)


@API.act("/meetings/{slug:ref}/points/{slug:item}/text", "meeting_point_text", MeetingOut)
def write_minutes(
    request: ActorRequest, response: HttpResponse, ref: str, item: str, given: TextIn
) -> Status[MeetingOut]:
    """The minutes of one point; with the version that was read."""
    return _acted(request, response, ref, actions.write, item, **given.facts())


@API.act("/meetings/{slug:ref}/points/{slug:item}/decision", "meeting_point_decision", MeetingOut)
def write_decision(
    request: ActorRequest, response: HttpResponse, ref: str, item: str, given: DecideIn
) -> Status[MeetingOut]:
    """What was decided, by whose votes, and who does it until when."""
    decided = actions.Decided(
        words=given.words,
        votes={one.person: one.choice.value for one in given.votes},
        objections={one.person: one.objection for one in given.votes},
        charged_id=given.charged or 0,
        due_on=given.due_on,
        mark=given.mark,
    )
    return _acted(request, response, ref, actions.decide, item, decided=decided)


@API.act("/meetings/{slug:ref}/points/{slug:item}/recuse", "meeting_point_recuse", MeetingOut)
def recuse(request: ActorRequest, response: HttpResponse, ref: str, item: str) -> Status[MeetingOut]:
    """The actor keeps away from this family; its file is closed to him from now on."""
    _is(request, ref, item, CaseItem)
    return _acted(request, response, ref, actions.recuse, item)


@API.act("/meetings/{slug:ref}/points/{slug:item}/done", "meeting_point_done", MeetingOut)
def finish_task(request: ActorRequest, response: HttpResponse, ref: str, item: str) -> Status[MeetingOut]:
    """What a general decision asked of the actor's institution is done."""
    _is(request, ref, item, GeneralItem)
    return _acted(request, response, ref, actions.finish_task, item)


def _is(request: ActorRequest, ref: str, item: str, kind: type[CaseItem | GeneralItem]) -> None:
    if not isinstance(get_item(request.actor, get_meeting(request.actor, ref), item), kind):
        raise missing()


def _acted(
    request: ActorRequest, response: HttpResponse, ref: str, act: Callable[..., object], item: str = "", **facts: Any
) -> Status[MeetingOut]:
    def once() -> None:
        meeting = get_meeting(request.actor, ref)
        at = {"item": get_item(request.actor, meeting, item)} if item else {}
        act(actor=request.actor, meeting=meeting, **at, **facts)

    acted_once(request, once)
    return Status(200, show_meeting(request, response, ref))


serve_moves(API, "/meetings/{slug:ref}", MEETING_MOVES, show_meeting, answer=MeetingOut)
