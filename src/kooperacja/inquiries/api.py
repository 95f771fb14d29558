"""Requests between institutions for programs: asking, the lists, one request, and its moves."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Query
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.consents.queries.case import get_case_of, get_person
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.endpoints import (
    Day,
    Endpoints,
    Given,
    Id,
    MoveOut,
    PageIn,
    PageOut,
    Prose,
    Ref,
    Short,
    StateOut,
    Told,
    TotalOut,
    Word,
    marked,
)
from kooperacja.foundation.routes import ActorRequest
from kooperacja.inquiries import actions
from kooperacja.inquiries.models import InquiryKind, InquirySide, InquiryState, Party
from kooperacja.inquiries.moves import INQUIRY_MOVES
from kooperacja.inquiries.queries import listing
from kooperacja.inquiries.queries.page import InquiryPage, inquiry_page
from kooperacja.inquiries.queries.rows import get_side

API = Endpoints("inquiries", "inquiryside", Purpose.JOINT_HELP)
PARTIES, KINDS = "|".join(Party.values), "|".join(("", *InquiryKind.values))
STATES = "|".join(("", listing.LATE, *InquiryState.values))
MOST_DATA = len(Category.values)


class AgainIn(Given):
    data: Annotated[list[Category], Field(min_length=1, max_length=MOST_DATA)]
    text: Prose


class AccessIn(AgainIn):
    """Until `review_on` the person is not told of it."""

    person: Ref
    addressee: Id
    review_on: Day | None = None


class QuestionIn(Given):
    """`basis` is a code of `law/bases.toml`, `category` one that it covers."""

    person: Ref
    addressee: Id
    basis: Word
    category: Category
    text: Prose
    review_on: Day | None = None


class PutOffIn(Given):
    """Without a day the person is told now."""

    review_on: Day | None


class SentOut(Told):
    ref: str


class InquiryRowOut(Told):
    ref: str
    kind: str
    partner: str
    case_ref: str
    case_number: str
    data: str
    sent_at: datetime
    due_on: date
    is_late: bool
    state: StateOut


class InquiriesWanted(Given):
    party: Annotated[str, StringConstraints(pattern=f"^({PARTIES})$")] = Party.ASKER.value
    kind: Annotated[str, StringConstraints(pattern=f"^({KINDS})$")] = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    partner: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    case_number: Short = ""


class InquiriesOut(PageOut):
    items: list[InquiryRowOut]


class InquiryOut(Told):
    """One request as the reader's side has it. `files` are cases from which the data could be handed over,
    `disclosure` is what answered it.
    """

    ref: str
    kind: str
    asker: str
    addressee: str
    is_on_paper: bool
    data: list[str]
    basis: str
    who: str
    born_on: date | None
    question: str
    answer: str
    file: str
    reason: str
    sent_at: datetime
    due_on: date
    is_late: bool
    state: StateOut
    case_number: str
    files: list[str]
    disclosure: str
    review_on: date | None
    available_moves: list[MoveOut]


@API.make("/cases/{slug:ref}/access-requests", "case_access_requests", SentOut, resource="case")
def ask_for_access(request: ActorRequest, ref: str, given: AccessIn) -> Status[SentOut]:
    """Ask another institution for access to data about a person of one's own case."""
    return _sent(request, lambda: actions.ask_access(**_who(request, ref, given), wanted=_wanted(given)))


@API.make("/cases/{slug:ref}/questions", "case_questions", SentOut, resource="case")
def ask_for_information(request: ActorRequest, ref: str, given: QuestionIn) -> Status[SentOut]:
    """Ask another institution for information on a provision that obliges it."""
    wanted = actions.Wanted((given.category.value,), given.text, given.review_on)
    keys: dict[str, Any] = {"basis": given.basis, "wanted": wanted}
    return _sent(request, lambda: actions.ask_information(**_who(request, ref, given), **keys))


@API.make("/disclosures/{slug:ref}/access-requests", "disclosure_access_requests", SentOut, resource="registerentry")
def ask_for_access_again(request: ActorRequest, ref: str, given: AgainIn) -> Status[SentOut]:
    """Ask the institution that handed something over before, about the same case."""

    def asked() -> InquirySide:
        entry = get_entry(request.actor, ref, request.purpose)
        return actions.ask_again(actor=request.actor, entry=entry, wanted=_wanted(given))

    return _sent(request, asked)


def _sent(request: ActorRequest, act: Any) -> Status[SentOut]:
    return Status(201, SentOut(ref=acted_once(request, lambda: str(act().inquiry.ref))))


def _wanted(given: AgainIn) -> actions.Wanted:
    until = given.review_on if isinstance(given, AccessIn) else None
    return actions.Wanted(tuple(one.value for one in given.data), given.text, until)


def _who(request: ActorRequest, ref: str, given: AccessIn | QuestionIn) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "case": get_case_of(request.actor, ref, request.purpose),
        "person": get_person(request.actor, given.person, request.purpose),
        "addressee_id": given.addressee,
    }


@API.get("/inquiries", "inquiries", InquiriesOut)
def list_inquiries(request: ActorRequest, wanted: Query[InquiriesWanted], page: Query[PageIn]) -> InquiriesOut:
    """What the institution asked others for, or what it is asked for."""
    asked = listing.Filter(**wanted.model_dump())
    keys: dict[str, Any] = {"after": page.after, "before": page.before, "limit": page.limit}
    with reading(request):
        found = listing.inquiries_page(request.actor, request.purpose, asked, **keys)
    rows = [InquiryRowOut.model_validate(row) for row in found.rows]
    total = TotalOut.model_validate(found.total)
    return InquiriesOut(items=rows, total=total, after=found.after, before=found.before)


@API.get("/inquiries/{slug:ref}", "inquiry", InquiryOut)
def show_inquiry(request: ActorRequest, response: HttpResponse, ref: str) -> InquiryOut:
    """One request from the reader's side: what was asked, and what was answered."""
    with reading(request):
        page = inquiry_page(request.actor, ref, request.purpose)
    marked(response, page.version)
    return InquiryOut.model_validate(_told(page))


@API.make("/inquiries/{slug:ref}/file", "inquiry_file", InquiryOut, takes_files=True)
def attach_to_answer(
    request: ActorRequest, response: HttpResponse, ref: str, file: File[UploadedFile]
) -> Status[InquiryOut]:
    """A file to the answer, of the kinds and the size that files of a case have; the other side gets a copy."""

    def act() -> None:
        side = get_side(request.actor, ref, request.purpose)
        actions.attach(actor=request.actor, side=side, name=file.name or "", content=content_of(file))

    acted_once(request, act)
    return Status(201, show_inquiry(request, response, ref))


def _told(page: InquiryPage) -> dict[str, Any]:
    row = {name: getattr(page.row, name) for name in ("ref", "kind", "sent_at", "due_on", "is_late", "case_number")}
    names = ("is_on_paper", "basis", "who", "born_on", "question", "answer", "reason", "disclosure", "review_on")
    return (
        row
        | {name: getattr(page, name) for name in names}
        | {
            "asker": page.asker.name,
            "addressee": page.addressee.name,
            "file": page.file.ref if page.file else "",
            "data": list(page.codes),
            "state": StateOut.of(page.row.state),
            "files": [one.ref for one in page.files],
            "available_moves": MoveOut.all_of(page.moves),
        }
    )


@API.act("/inquiries/{slug:ref}/put-off", "inquiry_put_off", InquiryOut)
def put_off(request: ActorRequest, response: HttpResponse, ref: str, given: PutOffIn) -> Status[InquiryOut]:
    """From which day the person reads that somebody was asked about him or her."""

    def act() -> None:
        side = get_side(request.actor, ref, request.purpose)
        actions.put_off(actor=request.actor, side=side, review_on=given.review_on)

    acted_once(request, act)
    return Status(200, show_inquiry(request, response, ref))


serve_moves(API, "/inquiries/{slug:ref}", INQUIRY_MOVES, show_inquiry, answer=InquiryOut)
