"""Cases for programs: the list, one case with its people, team and notes, and what is done with it."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.cases import actions, queries
from kooperacja.cases.models import NoteKind
from kooperacja.cases.moves import CASE_MOVES, case_called
from kooperacja.cases.queries import listing
from kooperacja.cases.workflow import CASE_FLOW
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
    Search,
    Short,
    StateOut,
    Told,
    TotalOut,
    Word,
    marked,
    version,
)
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.replacing import Change
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people import queries as people
from kooperacja.people.kinds import Kinship

API = Endpoints("cases", "case", Purpose.JOINT_HELP)
STATES = "|".join((listing.OPEN, listing.ALL, *(state.value for state in CASE_FLOW.states)))
SORTS = "|".join(listing.ORDERS)


class InterviewOut(Told):
    """The family interview; days are working days, negative when it is late."""

    due_on: date
    done_on: date | None
    days_left: int


class CaseRow(Told):
    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    number: str
    external_number: str
    family: str
    place: str
    key_worker: str
    state: StateOut
    is_urgent: bool
    is_restricted: bool
    interview: InterviewOut | None
    updated_at: datetime


class CasesOut(PageOut):
    items: list[CaseRow]


class PersonOfCase(Told):
    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    first_name: str
    last_name: str
    born_on: date | None
    kinship: str
    education: str
    employment: str


class WorkerOut(Told):
    user_id: int
    name: str
    title: str
    institution: str
    capacity: str
    is_key_worker: bool
    since: datetime


class NoteOut(Told):
    """A note; `corrected` says that a later one replaces it."""

    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    kind: str
    happened_on: date
    text: str
    category: str
    level: int
    about: str
    author: str
    created_at: datetime
    corrects: bool
    corrected: bool
    can_correct: bool


class CaseOut(Told):
    """One case as this reader sees it."""

    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    number: str
    external_number: str
    state: StateOut
    family: str
    place: str
    household_ref: str
    key_worker: str
    opened_on: date
    learned_on: date
    is_urgent: bool
    is_restricted: bool
    interview: InterviewOut | None
    closed_on: date | None
    close_reason: str
    rests_until: date | None
    rests_because: str
    review_due_on: date | None
    can_work: bool
    can_lead: bool
    people: list[PersonOfCase]
    team: list[WorkerOut]
    notes: list[NoteOut]
    more_notes: bool
    available_moves: list[MoveOut]
    version: int
    updated_at: datetime


class CasesWanted(Given):
    """Filters of the list, as on its page."""

    q: Search = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = queries.OPEN
    key_worker: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    sort: Annotated[str, StringConstraints(pattern=f"^-?({SORTS})$")] = queries.NEWEST_CHANGE


class CaseNew(Given):
    family_name: Line
    place: Short = ""
    learned_on: Day
    is_urgent: bool = False
    key_worker_id: Id
    external_number: Short = ""


class PersonNew(Given):
    first_name: Short
    last_name: Line = ""
    born_on: Day | None = None
    kinship: Kinship
    occupation: Line = ""
    occupation_kind: Annotated[str, StringConstraints(pattern="^(|education|employment)$")] = ""
    pesel: Word = ""


class PersonKnown(Given):
    """Somebody who is written down already, by reference."""

    person: Ref
    kinship: Kinship


class NoteNew(Given):
    """About one person of the case, or about the family."""

    kind: NoteKind
    happened_on: Day
    category: Category
    text: Prose
    person: Ref = ""


class NoteCorrection(Given):
    happened_on: Day
    text: Prose


class Appointed(Given):
    user_id: Id
    as_key_worker: bool = False


class InterviewChange(Given):
    done_on: Day


class FamilyOut(Told):
    family_name: str
    place: str


class FamilyChange(Given):
    """`change` says why what was saved is replaced: of a mistake those are told who got it in a letter."""

    family_name: Line | None = None
    place: Short | None = None
    change: Change = Change.ERROR


@API.get("/cases", "cases", CasesOut)
def list_cases(request: ActorRequest, wanted: Query[CasesWanted], page: Query[PageIn]) -> CasesOut:
    """Cases that the reader may see; those that are not closed unless asked otherwise."""
    asked = queries.Wanted(text=wanted.q, state=wanted.state, key_worker=wanted.key_worker, sort=wanted.sort)
    with reading(request):
        found = queries.case_page(
            request.actor, request.purpose, asked, after=page.after, before=page.before, limit=page.limit
        )
    rows = [CaseRow.model_validate(row) for row in found.rows]
    return CasesOut(items=rows, total=TotalOut.model_validate(found.total), after=found.after, before=found.before)


@API.get("/cases/{slug:ref}", "case", CaseOut)
def show_case(request: ActorRequest, response: HttpResponse, ref: str) -> CaseOut:
    """One case with its people, team and newest notes."""
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        members = queries.case_people(request.actor, case, request.purpose)
        notes = queries.case_notes(request.actor, case, request.purpose, members)
        team = queries.case_team(case)
    marked(response, case.version)
    more = {"people": members, "team": team, "notes": notes.rows, "more_notes": notes.more}
    return CaseOut.model_validate(_told(case) | more)


@API.make("/cases", "cases", CaseOut)
def open_case(request: ActorRequest, response: HttpResponse, given: CaseNew) -> Status[CaseOut]:
    """Open a case with its household, key worker and the deadline of the family interview."""
    ref = acted_once(request, lambda: actions.open_case(actor=request.actor, **given.facts()).ref)
    return Status(201, show_case(request, response, ref))


@API.make("/cases/{slug:ref}/people", "case_people", CaseOut)
def add_member(request: ActorRequest, response: HttpResponse, ref: str, given: PersonNew) -> Status[CaseOut]:
    """Write down a person of the family."""
    acted_once(request, lambda: actions.add_member(actor=request.actor, case=_case(request, ref), **given.facts()).ref)
    return Status(201, show_case(request, response, ref))


@API.make("/cases/{slug:ref}/people/known", "case_join", CaseOut)
def join_member(request: ActorRequest, response: HttpResponse, ref: str, given: PersonKnown) -> Status[CaseOut]:
    """Somebody who is written down already lives in this family too: the same person, in both."""

    def act() -> str:
        case = _case(request, ref)
        person = people.get_person(request.actor, given.person, request.purpose)
        actions.join_member(actor=request.actor, case=case, person=person, kinship=given.kinship)
        return ref

    acted_once(request, act)
    return Status(201, show_case(request, response, ref))


@API.make("/cases/{slug:ref}/notes", "case_notes", CaseOut)
def write_note(request: ActorRequest, response: HttpResponse, ref: str, given: NoteNew) -> Status[CaseOut]:
    """Write what a contact brought. The level follows from the category."""

    def act() -> str:
        case, facts = _case(request, ref), given.facts()
        called = facts.pop("person", "")
        person = people.get_person(request.actor, called, request.purpose) if called else None
        return actions.write_note(actor=request.actor, case=case, person=person, **facts).ref

    acted_once(request, act)
    return Status(201, show_case(request, response, ref))


@API.make("/cases/{slug:ref}/notes/{slug:note}/correct", "note_correct", CaseOut, resource="note")
def correct_note(
    request: ActorRequest, response: HttpResponse, ref: str, note: str, given: NoteCorrection
) -> Status[CaseOut]:
    """A correction is a new note; the first one stays."""

    def act() -> str:
        case = _case(request, ref)
        present = queries.get_note(request.actor, case, note, request.purpose)
        return actions.correct_note(actor=request.actor, case=case, note=present, **given.facts()).ref

    acted_once(request, act)
    return Status(201, show_case(request, response, ref))


@API.act("/cases/{slug:ref}/team", "case_appoint", CaseOut)
def appoint_worker(request: ActorRequest, response: HttpResponse, ref: str, given: Appointed) -> Status[Any]:
    """A worker joins the family team, or leads the case from now."""
    change = actions.change_key_worker if given.as_key_worker else actions.appoint_worker
    acted_once(request, lambda: change(actor=request.actor, case=_case(request, ref), user_id=given.user_id))
    return _still_seen(request, response, ref)


@API.act("/cases/{slug:ref}/team/{int:user_id}/recall", "case_recall", CaseOut)
def recall_worker(request: ActorRequest, response: HttpResponse, ref: str, user_id: int) -> Status[Any]:
    """A worker leaves the team and sees nothing of the case from the next request."""
    acted_once(request, lambda: actions.recall_worker(actor=request.actor, case=_case(request, ref), user_id=user_id))
    return _still_seen(request, response, ref)


@API.edit("/cases/{slug:ref}/interview", "case_interview", CaseOut)
def record_interview(request: ActorRequest, response: HttpResponse, ref: str, given: InterviewChange) -> CaseOut:
    """Record the day of the family interview. The ETag is that of the case."""
    case, seen = _case(request, ref), version(request)
    actions.record_interview(actor=request.actor, case=case, version=seen, done_on=given.done_on)
    return show_case(request, response, ref)


@API.get("/cases/{slug:ref}/family", "case_family", FamilyOut, resource="household")
def show_family(request: ActorRequest, response: HttpResponse, ref: str) -> FamilyOut:
    """The surname and the place of the family, with an ETag of their own."""
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        texts = queries.family_texts(request.actor, case, request.purpose)
    marked(response, texts.version)
    return FamilyOut.model_validate(texts)


@API.edit("/cases/{slug:ref}/family", "case_family", FamilyOut, resource="household")
def correct_family(request: ActorRequest, response: HttpResponse, ref: str, given: FamilyChange) -> FamilyOut:
    """Correct the surname or the place of the family."""
    saved = show_family(request, response, ref)
    facts = {name: value or "" for name, value in (saved.model_dump() | given.facts()).items()}
    case, seen = _case(request, ref), version(request)
    actions.correct_family(actor=request.actor, case=case, household_version=seen, **facts)
    return show_family(request, response, ref)


serve_moves(API, "/cases/{slug:ref}", CASE_MOVES, show_case, answer=CaseOut)


def _case(request: ActorRequest, ref: str) -> Any:
    return case_called(request.actor, ref)


def _still_seen(request: ActorRequest, response: HttpResponse, ref: str) -> Status[Any]:
    """Who recalls himself sees the case no longer."""
    try:
        return Status(200, show_case(request, response, ref))
    except NotFound:
        return Status(204, None)


def _told(case: queries.CaseHeader) -> dict[str, Any]:
    own = {name: getattr(case, name) for name in CaseOut.model_fields if hasattr(case, name)}
    verdicts = {"can_work": bool(case.can_work), "can_lead": bool(case.can_lead)}
    return own | verdicts | {"pk": case.pk, "available_moves": MoveOut.all_of(case.moves)}
