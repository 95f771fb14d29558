"""Disclosures for programs: the matrix of a case, handing over, the register, and who got a person's data."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.consents.queries.case import get_case_of
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import DisclosureState, Mode, Party
from kooperacja.disclosures.moves import DISCLOSURE_MOVES
from kooperacja.disclosures.queries import naming, register
from kooperacja.disclosures.queries.entry import EntryPage, entry_page
from kooperacja.disclosures.queries.giving import Marks, give_page
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.disclosures.queries.told import told_page
from kooperacja.disclosures.words import why
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
    Sentence,
    Short,
    StateOut,
    Told,
    TotalOut,
    Words,
    marked,
    version,
)
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("disclosures", "registerentry", Purpose.JOINT_HELP)
MOST_MARKS = 1500
PARTIES, MODES = "|".join(Party.values), "|".join(("", *Mode.values))
STATES, CATEGORIES = "|".join(("", *DisclosureState.values)), "|".join(("", *Category.values))


class CellOut(Told):
    """May this go there? `key` is what to mark; `why` says what is missing where it may not."""

    key: str
    recipient: int
    status: str
    is_open: bool
    has_window: bool
    source: str
    why: str


class RowOut(Told):
    """What of whom: `words` say what it holds without its content."""

    who: str
    category: str
    level: int
    words: list[str]
    cells: list[CellOut]


class ColumnOut(Told):
    pk: int
    name: str
    full_name: str
    kind: str
    place: str


class MatrixOut(Told):
    aim: str
    recipients: list[ColumnOut]
    rows: list[RowOut]


class DraftIn(Given):
    aim: Purpose = Purpose.JOINT_HELP
    marks: Annotated[list[Short], Field(max_length=MOST_MARKS)]
    letters: list[Id] = Field(default_factory=list, max_length=MOST_MARKS)


class MarkedIn(Given):
    place: Id
    subject: Id
    category: Category
    recipient: Id


class NameIn(Given):
    """The name of a recipient of data of level 3 and above, typed once more."""

    recipient: Id
    name: Sentence


class DisclosureNew(Given):
    """`letters` are recipients who get a letter although a window could be opened; `answers` is the reference of
    the request for access that is answered by it.
    """

    aim: Purpose = Purpose.JOINT_HELP
    marked: Annotated[list[MarkedIn], Field(min_length=1, max_length=MOST_MARKS)]
    letters: list[Id] = Field(default_factory=list, max_length=MOST_MARKS)
    names: list[NameIn] = Field(default_factory=list, max_length=MOST_MARKS)
    answers: Ref = ""


class MadeOut(Told):
    """References of the disclosures that were made, one for each recipient and way."""

    refs: list[str]


class EntryOut(Told):
    ref: str
    made_at: datetime
    case_ref: str
    case_number: str
    partner: str
    mode: str
    purpose: str
    data: list[str]
    sources: list[str]
    state: StateOut
    is_deferred: bool
    is_outdated: bool


class RegisterWanted(Given):
    party: Annotated[str, StringConstraints(pattern=f"^({PARTIES})$")] = Party.GIVER.value
    partner: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    case_number: Short = ""
    category: Annotated[str, StringConstraints(pattern=f"^({CATEGORIES})$")] = ""
    mode: Annotated[str, StringConstraints(pattern=f"^({MODES})$")] = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    since: Day | None = None
    until: Day | None = None


class RegisterOut(PageOut):
    items: list[EntryOut]


class CorrectedOut(Told):
    """The giver put this line right; `is_sent` says whether the right version went along."""

    day: date
    is_sent: bool
    taken_on: date | None


class LineOut(Told):
    """`text` is what a letter brought last, `earlier` what it brought before it was corrected."""

    number: int
    data: str
    words: str
    about: str
    source: str
    limit: str
    ended_at: datetime | None
    text: str
    earlier: list[str]
    corrected: CorrectedOut | None


class DisclosureOut(Told):
    """One disclosure as the reader's side has it."""

    ref: str
    made_at: datetime
    giver: str
    recipient: str
    mode: str
    state: StateOut
    case_number: str
    reason: str
    proof: str
    proved_on: date | None
    review_on: date | None
    lines: list[LineOut]
    available_moves: list[MoveOut]


class DeferIn(Given):
    """Without a day the person is told now."""

    review_on: Day | None


class TakenIn(Given):
    """On what day the recipient put its own records right."""

    taken_on: Day


class ToldOut(Told):
    """`worker` and `second`, who approved it, are empty unless the officer has decided that workers are named."""

    day: date
    institution: str
    is_window: bool
    what: list[str]
    why: Words
    sources: list[str]
    until: date | None
    withdrawn_on: date | None
    closed_on: date | None
    corrected_on: date | None
    taken_on: date | None
    worker: str
    second: str


class RefusedOut(Told):
    data: str
    institution: str
    day: date


class PersonToldOut(Told):
    """Who got the data of a person and of the children for whom that person decides."""

    others: list[str]
    rows: list[ToldOut]
    refused: list[RefusedOut]


class NamingIn(Given):
    """Whether workers are named to people, from which day, and why."""

    is_named: bool
    since: Day
    reason: Annotated[Prose, Field(min_length=1, max_length=500)]


class NamingOut(Told):
    """One decision; `status` is coming, present or ended."""

    pk: int
    is_named: bool
    since: date
    reason: str
    author: str
    decided_at: datetime
    status: str


class NamingsOut(Told):
    items: list[NamingOut]


@API.get("/cases/{slug:ref}/disclosures", "case_disclosures", MatrixOut, resource="case")
def show_matrix(request: ActorRequest, ref: str) -> MatrixOut:
    """What of a case may go to whom now, and where not, why."""
    with reading(request):
        page = give_page(request.actor, ref, request.purpose, Marks())
    rows = [
        {
            "who": row.who,
            "category": row.category.value,
            "level": row.level,
            "words": list(row.words),
            "cells": [_cell(page.offer.cell(row, column)) for column in page.offer.columns],
        }
        for row in page.offer.rows
    ]
    return MatrixOut.model_validate({"aim": page.offer.aim, "recipients": page.offer.columns, "rows": rows})


def _cell(cell: Any) -> dict[str, Any]:
    names = ("key", "status", "is_open", "has_window", "source")
    return {name: getattr(cell, name) for name in names} | {"recipient": cell.recipient_id, "why": why(cell)}


@API.make("/cases/{slug:ref}/disclosures", "case_disclosures", MadeOut, resource="case")
def disclose(request: ActorRequest, ref: str, given: DisclosureNew) -> Status[MadeOut]:
    """Hand over what is marked, all or nothing; data of level 3 and above wait for a second person."""
    told = acted_once(request, lambda: " ".join(_disclosed(request, ref, given)))
    return Status(201, MadeOut(refs=told.split()))


def _disclosed(request: ActorRequest, ref: str, given: DisclosureNew) -> list[str]:
    entries = actions.disclose(
        actor=request.actor,
        case=get_case_of(request.actor, ref, request.purpose),
        aim=given.aim.value,
        chosen=[actions.Chosen(one.place, one.subject, one.category.value, one.recipient) for one in given.marked],
        letters=given.letters,
        confirmed={one.recipient: one.name for one in given.names},
        answers=given.answers,
    )
    return [entry.disclosure.ref for entry in entries]


@API.act("/cases/{slug:ref}/disclosures/draft", "case_disclosure_draft", None, resource="case")
def save_draft(request: ActorRequest, ref: str, given: DraftIn) -> Status[None]:
    """Keep what is marked for later; nothing is handed over."""
    case = get_case_of(request.actor, ref, request.purpose)
    actions.save_draft(actor=request.actor, case=case, aim=given.aim.value, marks=given.marks, letters=given.letters)
    return Status(204, None)


@API.get("/disclosures", "disclosures", RegisterOut)
def list_disclosures(request: ActorRequest, wanted: Query[RegisterWanted], page: Query[PageIn]) -> RegisterOut:
    """The register: what the institution handed over, or what it received."""
    asked = wanted.model_dump()
    asked["data"] = asked.pop("category")
    with reading(request):
        found = register.register_page(
            request.actor,
            request.purpose,
            register.Wanted(**asked),
            after=page.after,
            before=page.before,
            limit=page.limit,
        )
    rows = [EntryOut.model_validate(row) for row in found.rows]
    total = TotalOut.model_validate(found.total)
    return RegisterOut(items=rows, total=total, after=found.after, before=found.before)


@API.get("/disclosures/{slug:ref}", "disclosure", DisclosureOut)
def show_disclosure(request: ActorRequest, response: HttpResponse, ref: str) -> DisclosureOut:
    """One disclosure from the reader's side: its lines, and for a letter received what it brought."""
    with reading(request):
        page = entry_page(request.actor, ref, request.purpose)
    marked(response, page.version)
    return DisclosureOut.model_validate(_told(page))


def _told(page: EntryPage) -> dict[str, Any]:
    names = ("giver", "recipient", "reason", "proof", "proved_on", "review_on", "lines")
    row = {name: getattr(page.row, name) for name in ("ref", "made_at", "mode", "case_number")}
    moves = [move for move in page.moves if move.name in DISCLOSURE_MOVES.acts]
    told = {"state": StateOut.of(page.row.state), "available_moves": MoveOut.all_of(moves)}
    return row | told | {name: getattr(page, name) for name in names}


@API.edit("/disclosures/{slug:ref}", "disclosure", DisclosureOut)
def defer_disclosure(request: ActorRequest, response: HttpResponse, ref: str, given: DeferIn) -> DisclosureOut:
    """The data-protection officer decides from which day the person is told of it."""
    entry = get_entry(request.actor, ref, request.purpose)
    keys: dict[str, Any] = {"actor": request.actor, "version": version(request)}
    if given.review_on:
        actions.defer(**keys, entry=entry, review_on=given.review_on)
    else:
        actions.tell(**keys, entry=entry)
    return show_disclosure(request, response, ref)


@API.act("/disclosures/{slug:ref}/corrected", "disclosure_corrected", DisclosureOut)
def take_correction(request: ActorRequest, response: HttpResponse, ref: str, given: TakenIn) -> Status[DisclosureOut]:
    """The recipient has put its own records right after the giver corrected the data."""

    def act() -> None:
        entry = get_entry(request.actor, ref, request.purpose)
        actions.take_correction(actor=request.actor, entry=entry, taken_on=given.taken_on)

    acted_once(request, act)
    return Status(200, show_disclosure(request, response, ref))


serve_moves(API, "/disclosures/{slug:ref}", DISCLOSURE_MOVES, show_disclosure, answer=DisclosureOut)


@API.get("/people/{slug:ref}/disclosures", "person_disclosures", PersonToldOut, resource="person")
def who_got_it(request: ActorRequest, ref: str) -> PersonToldOut:
    """Who got the data of a person: the rows of “Kto dostał moje dane”."""
    with reading(request):
        page = told_page(request.actor, ref, request.purpose)
    return PersonToldOut.model_validate(page)


@API.get("/naming-decisions", "naming_decisions", NamingsOut, resource="naming", purpose="")
def list_naming_decisions(request: ActorRequest) -> NamingsOut:
    """Whether people are told names of workers: decisions of the institution, the latest day first."""
    return NamingsOut(items=[NamingOut.model_validate(row) for row in naming.decisions(request.actor)])


@API.make("/naming-decisions", "naming_decisions", NamingOut, resource="naming", purpose="")
def decide_names(request: ActorRequest, response: HttpResponse, given: NamingIn) -> Status[NamingOut]:
    """The data-protection officer decides whether people are told names of workers."""
    pk = acted_once(request, lambda: actions.decide_names(actor=request.actor, **given.facts()).pk)
    made = next(row for row in naming.decisions(request.actor) if row.pk == int(pk))
    return Status(201, NamingOut.model_validate(made))
