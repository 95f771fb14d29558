"""Referrals for programs: the list, one referral from the reader's side, its letter and its moves."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.cases.moves import case_called
from kooperacja.directory.kinds import InstitutionKind
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
    Words,
    expected,
    marked,
)
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people.queries import get_person
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import FamilyKnows, ReferralState, Side, Urgency
from kooperacja.referrals.moves import REFERRAL_MOVES
from kooperacja.referrals.queries import listing
from kooperacja.referrals.queries.leaflet import leaflet
from kooperacja.referrals.queries.letters import Content

API = Endpoints("referrals", "side", Purpose.JOINT_HELP)
DAYS = frozenset({"born_on", "agreed_on"})
STATES = "|".join(("", listing.UNANSWERED, *ReferralState.values))
DUES = "|".join(("", listing.LATE, listing.THIS_WEEK, listing.URGENT))


class DueOut(Told):
    """A running deadline; days are working days, negative when it is late."""

    on: date
    days_left: int
    is_late: bool


class ReferralRow(Told):
    """One side of a referral; whom it is about is empty for a reader of coordination only."""

    id: Annotated[int, Field(validation_alias="pk")]
    ref: str
    number: str
    state: StateOut
    is_outgoing: bool
    is_urgent: bool
    who: str
    place: str
    sender: str
    addressee: str
    sent_at: datetime | None
    due: DueOut | None
    worker: str


class ReferralsOut(PageOut):
    items: list[ReferralRow]
    incoming: TotalOut
    outgoing: TotalOut


class LetterOut(Told):
    """One version of the letter, with its codes in words."""

    id: Annotated[int, Field(validation_alias="pk")]
    number: int
    sent_at: datetime | None
    request: str
    reason_kind: Words
    reason: str
    done_so_far: str
    who: str
    age: int | None
    occupation: str
    guardians: str
    place: str
    phone: str
    family_knows: str
    basis: Words
    article: str
    agreed_on: date | None
    holds_health: bool


class AnswerOut(Told):
    move: str
    reason: Words
    text: str
    author: str
    written_at: datetime


class GapOut(Told):
    """What the letter still lacks before it can be sent."""

    field: str
    sentence: Words


class CaseOfReferral(Told):
    ref: str
    number: str


class ReferralOut(Told):
    """A referral from the reader's side; the letter is null for a reader of coordination only."""

    id: Annotated[int, Field(validation_alias="side_pk")]
    ref: str
    number: str
    state: StateOut
    is_outgoing: bool
    is_urgent: bool
    sender: str
    author: str
    addressee: str
    worker: str
    better_institution_id: int | None
    letter: LetterOut | None
    earlier: list[LetterOut]
    answers: list[AnswerOut]
    can_write: bool
    gaps: list[GapOut]
    due: DueOut | None
    case: CaseOfReferral | None
    turn: str
    is_my_turn: bool
    has_news: bool
    available_moves: list[MoveOut]


class ReferralsWanted(Given):
    """Filters of the list, as on its page."""

    tab: Annotated[str, StringConstraints(pattern=f"^({listing.INCOMING}|{listing.OUTGOING})$")] = listing.INCOMING
    q: Search = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    partner: InstitutionKind | None = None
    due: Annotated[str, StringConstraints(pattern=f"^({DUES})$")] = ""
    sort: Annotated[str, StringConstraints(pattern="^-?(due|sent|number)$")] = queries.FIRST_ORDER


class LetterChange(Given):
    """What the letter says; a field that is left out stays as it is. Codes are those of the institution."""

    addressee_id: Id | None = None
    urgency: Urgency | None = None
    request: Prose | None = None
    reason_code: Annotated[Word, StringConstraints(max_length=20)] | None = None
    reason: Prose | None = None
    done_so_far: Prose | None = None
    first_name: Short | None = None
    last_name: Line | None = None
    born_on: Day | None = None
    occupation: Line | None = None
    guardians: Line | None = None
    place: Short | None = None
    phone: Annotated[Line, StringConstraints(max_length=40)] | None = None
    family_knows: FamilyKnows | None = None
    basis: Word | None = None
    agreed_on: Day | None = None


class ReferralNew(LetterChange):
    """A draft; it lies in a case and is about a person of it where they are given."""

    case: Ref = ""
    person: Ref = ""


class Choice(Told):
    value: int | str
    label: Words


class ChoicesOut(Told):
    """What a letter of this institution may name today."""

    institutions: list[Choice]
    reasons: list[Choice]
    bases: list[Choice]


@API.get("/referrals", "referrals", ReferralsOut)
def list_referrals(request: ActorRequest, wanted: Query[ReferralsWanted], page: Query[PageIn]) -> ReferralsOut:
    """Referrals that came in, or that went out."""
    asked = queries.Filters(wanted.tab, wanted.q, wanted.state, wanted.partner or "", wanted.due, wanted.sort)
    with reading(request):
        found = queries.referral_list(
            request.actor, asked, request.purpose, after=page.after, before=page.before, limit=page.limit
        )
    rows = [ReferralRow.model_validate(row) for row in found.rows]
    totals = {name: TotalOut.model_validate(getattr(found, name)) for name in ("total", "incoming", "outgoing")}
    return ReferralsOut(items=rows, after=found.after, before=found.before, **totals)


@API.get("/referrals/choices", "referral_choices", ChoicesOut)
def letter_choices(request: ActorRequest) -> ChoicesOut:
    """Institutions, reasons and legal bases that a letter of the acting institution may name today."""
    offered = asdict(queries.choices(request.actor, "referral"))
    return ChoicesOut(
        **{name: [Choice(value=value, label=label) for value, label in rows] for name, rows in offered.items()}
    )


@API.get("/referrals/{slug:ref}", "referral", ReferralOut)
def show_referral(request: ActorRequest, response: HttpResponse, ref: str) -> ReferralOut:
    """One referral. Reading receives no letter: the move “receive” does."""
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        page = queries.referral_page(request.actor, side, request.purpose)
        moves = queries.moves_for_programs(request.actor, side, page)
    marked(response, page.letter.mark if page.letter else "0")
    return ReferralOut.model_validate(_told(page) | {"available_moves": MoveOut.all_of(moves)})


class LeafletOut(Told):
    """What somebody gets who does not agree to a referral: public words about an institution, and no client."""

    id: Annotated[int, Field(validation_alias="pk")]
    name: str
    address: str
    place: str
    phone: str
    email: str
    website: str
    note: str
    checked_on: date | None
    giver: str
    giver_phone: str


@API.get("/institutions/{int:pk}/leaflet", "leaflet", LeafletOut, resource="institution", purpose="")
def show_leaflet(request: ActorRequest, pk: int) -> LeafletOut:
    """The leaflet with the address of an institution. Nothing is kept of it; as a paper it is on its page."""
    return LeafletOut.model_validate(leaflet(request.actor, pk))


@API.make("/referrals", "referrals", ReferralOut)
def draft_referral(request: ActorRequest, response: HttpResponse, given: ReferralNew) -> Status[ReferralOut]:
    """Draft a referral; nothing leaves before the move “send”."""
    ref = acted_once(request, lambda: _draft(request, given).referral.ref)
    return Status(201, show_referral(request, response, ref))


@API.edit("/referrals/{slug:ref}", "referral", ReferralOut)
def change_letter(request: ActorRequest, response: HttpResponse, ref: str, given: LetterChange) -> ReferralOut:
    """Write the letter on: of a draft, or of a referral that came back for completion."""
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        saved = queries.letter_content(request.actor, side, request.purpose)
    facts = given.facts()
    actions.change_draft(
        actor=request.actor,
        side=side,
        mark="-".join(expected(request)),
        content=Content(**asdict(saved.content) | _content(facts)),
        addressee_id=facts.get("addressee_id", side.referral.addressee_id),
        urgency=facts.get("urgency") or side.referral.urgency,
    )
    return show_referral(request, response, ref)


serve_moves(API, "/referrals/{slug:ref}", REFERRAL_MOVES, show_referral, answer=ReferralOut)


def _draft(request: ActorRequest, given: ReferralNew) -> Side:
    actor, facts = request.actor, given.facts()
    return actions.draft_referral(
        actor=actor,
        content=Content(**_content(facts)),
        addressee_id=facts.get("addressee_id"),
        urgency=facts.get("urgency") or Urgency.NORMAL,
        case=case_called(actor, given.case) if given.case else None,
        person=get_person(actor, given.person, request.purpose) if given.person else None,
    )


def _content(facts: dict[str, Any]) -> dict[str, Any]:
    """Nothing given for a text is an empty text; a day may be taken away."""
    names = asdict(Content())
    return {name: "" if value is None and name not in DAYS else value for name, value in facts.items() if name in names}


def _told(page: queries.ReferralPage) -> dict[str, Any]:
    own = {name: getattr(page, name) for name in ReferralOut.model_fields if hasattr(page, name)}
    case = {"ref": page.case[0], "number": page.case[1]} if page.case else None
    better = page.better[0] if page.better else None
    return own | {"side_pk": page.side_pk, "case": case, "better_institution_id": better}
