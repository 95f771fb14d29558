"""Agreements for programs: what they say, who is bound, and the moves that come from the workflow."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.agreements import actions, queries
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import AccessionRule, Advice, PaperKind, WithdrawReason
from kooperacja.agreements.moves import AGREEMENT_MOVES
from kooperacja.agreements.workflow import DERIVED, STATES
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.directory.queries import get_institution
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
    Title,
    Told,
    TotalOut,
    Word,
    Words,
    marked,
    version,
)
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("agreements", "agreement")
KNOWN = "|".join(("", *(state.value for state in (*STATES, *DERIVED))))


class AgreementRow(Told):
    ref: str
    title: str
    number: str
    state: StateOut
    parties: list[str]
    signed: int
    valid_on: date | None
    valid_until: date | None
    days_left: int | None

    @classmethod
    def of(cls, row: queries.Row) -> "AgreementRow":
        paper = {name: getattr(row.agreement, name) for name in ("ref", "title", "number", "valid_on", "valid_until")}
        return cls(
            **paper, state=StateOut.of(row.state), parties=row.parties, signed=row.signed, days_left=row.days_left
        )


class AgreementsOut(PageOut):
    items: list[AgreementRow]


class PartyOut(Told):
    id: int
    institution_id: int
    name: str
    represented_by: str
    signed_on: date | None
    is_mine: bool
    is_bound: bool
    has_left: bool


class ClauseOut(Told):
    """A paragraph that lets data flow; an empty side means each party."""

    id: int
    paragraph: str
    purpose: str
    category: str
    max_level: int
    basis_act: str
    basis_article: str
    giver_id: int | None
    receiver_id: int | None
    direction: str
    replaces_id: int | None
    is_dropped: bool
    has_ended: bool


class OpinionOut(Told):
    """What a data protection officer of a party says; one given to earlier words does not count."""

    institution_id: int
    advice: Advice
    remarks: str
    counts: bool


class EventOut(Told):
    text: Words
    detail: str
    by: str
    at: datetime


class AgreementOut(Told):
    """Everything that the page of an agreement tells this reader."""

    ref: str
    kind: PaperKind
    title: str
    number: str
    subject: str
    state: StateOut
    accession_rule: AccessionRule
    amends: str
    renews: str
    annexes: list[str]
    signed_on: date | None
    valid_on: date | None
    valid_until: date | None
    end_reason: str
    is_open_ended: bool
    days_left: int | None
    parties: list[PartyOut]
    clauses: list[ClauseOut]
    changes: list[ClauseOut]
    opinions: list[OpinionOut]
    periods: list[tuple[date, date | None]]
    history: list[EventOut]
    available_moves: list[MoveOut]
    version: int
    updated_at: datetime


class AgreementsWanted(Given):
    """Filters of the list, as on its page."""

    q: Search = ""
    state: Annotated[str, StringConstraints(pattern=f"^({KNOWN})$")] = ""
    institution: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class AgreementChange(Given):
    """What the paper says; a field that is left out stays as it is."""

    title: Title | None = None
    number: Annotated[Line, StringConstraints(max_length=60)] | None = None
    subject: Prose | None = None
    signed_on: Day | None = None
    valid_on: Day | None = None
    valid_until: Day | None = None
    accession_rule: AccessionRule | None = None


class AgreementNew(AgreementChange):
    title: Title
    renews: Ref | None = None


class AnnexNew(Given):
    """`valid_until` is the last day that the agreement shall have, also where it stays the same."""

    valid_until: Day | None
    number: Annotated[Line, StringConstraints(max_length=60)] = ""
    subject: Prose = ""


class PartyNew(Given):
    institution_id: Id
    represented_by: Line = ""


class ClauseNew(Given):
    paragraph: Word
    purpose: Purpose
    category: Category
    max_level: Annotated[int, Field(ge=1, le=5)]
    basis_act: Annotated[Title, StringConstraints(max_length=200)]
    basis_article: Short
    giver_id: Id | None = None
    receiver_id: Id | None = None
    replaces_id: Id | None = None


class OpinionNew(Given):
    advice: Advice
    remarks: Prose = ""


class WithdrawalNew(Given):
    code: WithdrawReason


class SignatureNew(Given):
    signed_on: Day


@API.get("/agreements", "agreements", AgreementsOut)
def list_agreements(request: ActorRequest, wanted: Query[AgreementsWanted], page: Query[PageIn]) -> AgreementsOut:
    """Agreements by title."""
    asked = queries.Wanted(**wanted.facts())
    found = queries.agreement_keys(asked, after=page.after, before=page.before, limit=page.limit)
    rows = [AgreementRow.of(row) for row in found.rows]
    return AgreementsOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


@API.get("/agreements/{slug:ref}", "agreement", AgreementOut)
def show_agreement(request: ActorRequest, response: HttpResponse, ref: str) -> AgreementOut:
    """One agreement with its parties, clauses, periods in force and history."""
    page = queries.agreement_page(ref, request.actor)
    marked(response, page.agreement.version)
    return AgreementOut.model_validate(_told(page))


@API.make("/agreements", "agreements", AgreementOut)
def draft_agreement(request: ActorRequest, response: HttpResponse, given: AgreementNew) -> Status[AgreementOut]:
    """Draft an agreement; the institution that drafts is its first party."""
    facts = _known(given)
    facts["renews"] = queries.get_agreement(given.renews) if given.renews else None
    ref = acted_once(request, lambda: actions.draft_agreement(actor=request.actor, **facts).ref)
    return Status(201, show_agreement(request, response, ref))


@API.edit("/agreements/{slug:ref}", "agreement", AgreementOut)
def change_agreement(request: ActorRequest, response: HttpResponse, ref: str, given: AgreementChange) -> AgreementOut:
    """Change a draft."""
    row = queries.get_agreement(ref)
    actions.change_agreement(actor=request.actor, agreement=row, version=version(request), **_known(given))
    return show_agreement(request, response, ref)


@API.make("/agreements/{slug:ref}/annexes", "annex", AgreementOut)
def draft_annex(request: ActorRequest, response: HttpResponse, ref: str, given: AnnexNew) -> Status[AgreementOut]:
    """Begin an annex: a paper of its own, which changes the agreement when it comes into force."""
    row = queries.get_agreement(ref)
    made = acted_once(request, lambda: actions.draft_annex(actor=request.actor, agreement=row, **given.facts()).ref)
    return Status(201, show_agreement(request, response, made))


@API.make("/agreements/{slug:ref}/accessions", "accession", AgreementOut)
def draft_accession(request: ActorRequest, response: HttpResponse, ref: str, given: PartyNew) -> Status[AgreementOut]:
    """Begin the accession of a new party."""
    who: dict[str, Any] = {"institution": get_institution(given.institution_id), "represented_by": given.represented_by}
    row = queries.get_agreement(ref)
    made = acted_once(request, lambda: actions.draft_accession(actor=request.actor, agreement=row, **who).ref)
    return Status(201, show_agreement(request, response, made))


@API.act("/agreements/{slug:ref}/opinion", "agreement_opinion", AgreementOut)
def give_opinion(request: ActorRequest, response: HttpResponse, ref: str, given: OpinionNew) -> Status[AgreementOut]:
    """What the data protection officer of the acting institution says."""
    row = queries.get_agreement(ref)
    acted_once(request, lambda: actions.give_opinion(actor=request.actor, agreement=row, **given.facts()).pk)
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/parties", "party_add", AgreementOut)
def add_party(request: ActorRequest, response: HttpResponse, ref: str, given: PartyNew) -> Status[AgreementOut]:
    """Name an institution in a draft."""
    who: dict[str, Any] = {"institution": get_institution(given.institution_id), "represented_by": given.represented_by}
    row = queries.get_agreement(ref)
    acted_once(request, lambda: actions.add_party(actor=request.actor, agreement=row, **who).pk)
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/parties/{int:pk}/remove", "party_remove", AgreementOut)
def remove_party(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[AgreementOut]:
    """Take an institution out of a draft."""
    acted_once(request, lambda: actions.remove_party(actor=request.actor, party=queries.get_party(ref, pk)))
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/clauses", "clause_add", AgreementOut)
def add_clause(request: ActorRequest, response: HttpResponse, ref: str, given: ClauseNew) -> Status[AgreementOut]:
    """Add a paragraph that lets data flow to a draft."""
    row, facts = queries.get_agreement(ref), given.facts()
    replaced = facts.pop("replaces_id", None)
    facts["replaces"] = queries.get_clause(ref, replaced) if replaced else None
    acted_once(request, lambda: actions.add_clause(actor=request.actor, agreement=row, **facts).pk)
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/clauses/{int:pk}/drop", "clause_drop", AgreementOut)
def drop_clause(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[AgreementOut]:
    """Write into an annex that this clause of the agreement ends."""
    row, clause = queries.get_agreement(ref), queries.get_clause(ref, pk)
    acted_once(request, lambda: actions.drop_clause(actor=request.actor, annex=row, clause=clause).pk)
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/clauses/{int:pk}/end", "clause_end", AgreementOut)
def end_clause(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[AgreementOut]:
    """From now on this paragraph lets nothing flow."""
    acted_once(request, lambda: actions.end_clause(actor=request.actor, clause=queries.get_clause(ref, pk)))
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/sign", "agreement_sign", AgreementOut)
def sign_agreement(
    request: ActorRequest, response: HttpResponse, ref: str, given: SignatureNew
) -> Status[AgreementOut]:
    """Record that the acting institution has signed."""
    row = queries.get_agreement(ref)
    acted_once(
        request,
        lambda: actions.record_signature(actor=request.actor, agreement=row, signed_on=given.signed_on).pk,
    )
    return Status(200, show_agreement(request, response, ref))


@API.act("/agreements/{slug:ref}/withdraw", "agreement_withdraw", AgreementOut)
def withdraw_from_agreement(
    request: ActorRequest, response: HttpResponse, ref: str, given: WithdrawalNew
) -> Status[AgreementOut]:
    """The acting institution leaves the agreement."""
    row = queries.get_agreement(ref)
    acted_once(request, lambda: actions.withdraw_party(actor=request.actor, agreement=row, **given.facts()))
    return Status(200, show_agreement(request, response, ref))


serve_moves(API, "/agreements/{slug:ref}", AGREEMENT_MOVES, show_agreement, answer=AgreementOut)


def _known(given: AgreementChange) -> dict[str, Any]:
    """Nothing given for a text is an empty text; a day may be taken away."""
    texts = {"title", "number", "subject"}
    facts = {name: "" if value is None and name in texts else value for name, value in given.facts().items()}
    return {name: value for name, value in facts.items() if name != "accession_rule" or value}


def _told(page: queries.AgreementPage) -> dict[str, Any]:
    paper = {name: getattr(page.agreement, name, None) for name in AgreementOut.model_fields}
    return paper | {
        "state": page.state,
        "parties": [_party(line) for line in page.parties],
        "amends": page.agreement.amends.ref if page.agreement.amends else "",
        "renews": page.agreement.renews.ref if page.agreement.renews else "",
        "annexes": [version.paper.ref for version in page.versions],
        "clauses": [_clause(line) for line in page.clauses],
        "changes": [_clause(line) for line in page.changes],
        "opinions": [_opinion(line) for line in page.opinions],
        "available_moves": MoveOut.all_of(page.moves),
        **{name: getattr(page, name) for name in ("is_open_ended", "days_left", "periods", "history")},
    }


def _party(line: queries.PartyLine) -> PartyOut:
    paper = {name: getattr(line.party, name) for name in ("id", "institution_id", "represented_by", "signed_on")}
    return PartyOut(**paper, name=line.name, is_mine=line.is_mine, is_bound=line.is_bound, has_left=line.has_left)


def _clause(line: queries.ClauseLine) -> ClauseOut:
    own = {name: getattr(line.clause, name) for name in ClauseOut.model_fields if hasattr(line.clause, name)}
    return ClauseOut(**{**own, "direction": line.direction, "has_ended": line.has_ended})


def _opinion(line: queries.OpinionLine) -> OpinionOut:
    own = {name: getattr(line.opinion, name) for name in ("institution_id", "advice", "remarks")}
    return OpinionOut(**own, counts=line.counts)
