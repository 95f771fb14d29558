"""Blue Cards for programs: filling, the list, one card, its moves and entries, and requests for the officer."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.access import PARTS
from kooperacja.blue_cards.actions import CardA, InCard
from kooperacja.blue_cards.models import CardState, Place
from kooperacja.blue_cards.moves import CARD_MOVES
from kooperacja.blue_cards.queries import listing
from kooperacja.blue_cards.queries.filling import case_of, people_of
from kooperacja.blue_cards.queries.page import card_page
from kooperacja.blue_cards.queries.rows import get_card
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
    StateOut,
    Told,
    TotalOut,
    Word,
    marked,
)
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("blue-cards", "bluecard", Purpose.VIOLENCE)
STATES = "|".join(("", listing.OPEN, listing.LATE, *CardState.values))
PART = "|".join(part.value for part in PARTS)
MOST_PEOPLE, MOST_CODES, MOST_MEMBERS = 20, 30, 50


class InCardIn(Given):
    """Somebody in the card: `person` of the case, or by name."""

    part: Annotated[str, StringConstraints(pattern=f"^({PART})$")]
    person: Ref = ""
    first_name: Line = ""
    last_name: Line = ""
    born_on: Day | None = None
    address: Line = ""


class CardIn(Given):
    """`case` is where the worker was; the case learns nothing of it. `acts` and `taken` are codes of the lists."""

    case: Ref = ""
    happened_on: Day
    place: Place
    acts: Annotated[list[Word], Field(min_length=1, max_length=MOST_CODES)]
    taken: Annotated[tuple[Word, ...], Field(max_length=MOST_CODES)] = ()
    course: Prose = ""
    people: Annotated[list[InCardIn], Field(min_length=1, max_length=MOST_PEOPLE)]


class GroupIn(Given):
    """`members` are numbers of seats of the interdisciplinary team."""

    members: Annotated[list[Id], Field(min_length=1, max_length=MOST_MEMBERS)]
    day: Day


class EntryIn(Given):
    seen_on: Day
    text: Prose


class OnDayIn(Given):
    day: Day


class CardRowOut(Told):
    ref: str
    about: str
    filler: str
    team: str
    filled_on: date
    deadline: date | None
    is_late: bool
    state: StateOut


class CardsWanted(Given):
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""


class CardsOut(PageOut):
    items: list[CardRowOut]


class InCardOut(Told):
    part: str
    name: str
    born_on: date | None
    address: str
    is_masked: bool


class CardStepOut(Told):
    name: str
    done_on: date | None
    due_on: date | None
    explanation: str
    article: str
    is_late: bool


class CardSeatOut(Told):
    name: str
    institution: str
    body: str
    stated_on: date


class CardEntryOut(Told):
    seen_on: date
    text: str
    author: str
    institution: str


class CardOut(Told):
    """One card, as who sits over it reads it."""

    ref: str
    filled_on: date
    deadline: date | None
    state: StateOut
    happened_on: date
    place: str
    acts: list[str]
    taken: list[str]
    course: str
    author: str
    institution: str
    people: list[InCardOut]
    steps: list[CardStepOut]
    seats: list[CardSeatOut]
    entries: list[CardEntryOut]
    end_reason: str
    case_ref: str
    case_number: str
    available_moves: list[MoveOut]


@API.get("/blue-cards", "blue_cards", CardsOut)
def list_cards(request: ActorRequest, wanted: Query[CardsWanted], page: Query[PageIn]) -> CardsOut:
    """The cards that are open to the reader; whoever sits over none finds no such page."""
    asked = listing.Filter(**wanted.model_dump())
    with reading(request):
        found = listing.cards_page(request.actor, asked, after=page.after, before=page.before, limit=page.limit)
    rows = [CardRowOut.model_validate(row) for row in found.rows]
    return CardsOut(items=rows, total=TotalOut.model_validate(found.total), after=found.after, before=found.before)


@API.make("/blue-cards", "blue_cards", CardOut)
def fill_card(request: ActorRequest, response: HttpResponse, given: CardIn) -> Status[CardOut]:
    """Fill Card A. No consent is asked, and the cooperation team learns nothing."""

    def filled() -> str:
        case = case_of(request.actor, given.case)
        known = people_of(request.actor, case)
        people = tuple(_in_card(one, known) for one in given.people)
        told = CardA(
            happened_on=given.happened_on,
            place=given.place,
            acts=tuple(given.acts),
            taken=tuple(given.taken),
            course=given.course,
            people=people,
        )
        return actions.fill_card(actor=request.actor, told=told, case=case).ref

    return Status(201, show_card(request, response, acted_once(request, filled)))


def _in_card(one: InCardIn, known: dict[str, Any]) -> InCard:
    if one.person and one.person not in known:
        raise NotFound("not_found", one.person)
    return InCard(
        one.part,
        known.get(one.person),
        first_name=one.first_name,
        last_name=one.last_name,
        born_on=one.born_on,
        address=one.address,
    )


@API.get("/blue-cards/{slug:ref}", "blue_card", CardOut)
def show_card(request: ActorRequest, response: HttpResponse, ref: str) -> CardOut:
    """One card with its way, its deadlines and how each was counted."""
    with reading(request):
        page = card_page(request.actor, ref)
    marked(response, page.version)
    row = {name: getattr(page.row, name) for name in ("ref", "filled_on", "deadline")}
    names = ("happened_on", "place", "acts", "taken", "course", "author", "institution", "people", "steps", "seats")
    more = {name: getattr(page, name) for name in (*names, "entries", "end_reason", "case_ref", "case_number")}
    shown = row | more | {"state": StateOut.of(page.row.state), "available_moves": MoveOut.all_of(page.moves)}
    return CardOut.model_validate(shown)


serve_moves(API, "/blue-cards/{slug:ref}", CARD_MOVES, show_card, answer=CardOut)


def _then(request: ActorRequest, response: HttpResponse, ref: str, act: Any, **facts: Any) -> Status[CardOut]:
    acted_once(request, lambda: act(actor=request.actor, card=get_card(request.actor, ref), **facts) and None)
    return Status(200, show_card(request, response, ref))


@API.act("/blue-cards/{slug:ref}/group", "blue_card_group", CardOut)
def name_group(request: ActorRequest, response: HttpResponse, ref: str, given: GroupIn) -> Status[CardOut]:
    """Name the diagnostic and help group."""
    return _then(request, response, ref, actions.name_group, members=given.members, day=given.day)


@API.act("/blue-cards/{slug:ref}/entries", "blue_card_entries", CardOut)
def write_entry(request: ActorRequest, response: HttpResponse, ref: str, given: EntryIn) -> Status[CardOut]:
    """An entry of the monitoring."""
    return _then(request, response, ref, actions.write_entry, seen_on=given.seen_on, text=given.text)


@API.act("/blue-cards/{slug:ref}/absent-told", "blue_card_absent_told", CardOut)
def tell_absent(request: ActorRequest, response: HttpResponse, ref: str, given: OnDayIn) -> Status[CardOut]:
    """The suspect, who was absent, was informed."""
    return _then(request, response, ref, actions.tell_absent, day=given.day)


@API.act("/blue-cards/{slug:ref}/officer", "blue_card_officer", CardOut)
def pass_request(request: ActorRequest, response: HttpResponse, ref: str, given: OnDayIn) -> Status[CardOut]:
    """Pass a request "who got my data" of the suspect on to the data-protection officer."""
    return _then(request, response, ref, actions.pass_request, day=given.day)
