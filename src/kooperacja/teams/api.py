"""Teams for programs: who sits in them, what is missing, the acts of who leads, of a manager and of a member;
and variants of the model as text.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.agreements.queries import get_agreement
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
    Ref,
    Search,
    Sentence,
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
from kooperacja.teams import actions, queries
from kooperacja.teams.models import Seat, TeamState
from kooperacja.teams.moves import TEAM_MOVES
from kooperacja.teams.shape import ActKind, Function, to_toml, variant_of_text

API = Endpoints("teams", "team")
# A variant takes three thousand characters.
LONGEST_TOML = 20_000
STATES = "|".join(("", *TeamState.values))
OF_VARIANTS: dict[str, str] = {"resource": "model_variant"}


class TeamRow(Told):
    """A team in the list; `filled` of its `seats` have a worker, substitutes are not counted."""

    ref: str
    name: str
    kind: str
    kind_name: str
    variant: str
    leader_id: int
    leader: str
    area: str
    institutions: int
    seats: int
    filled: int
    started_on: date | None
    ended_on: date | None
    state: StateOut

    @classmethod
    def of(cls, row: queries.Row) -> "TeamRow":
        own = {name: getattr(row.team, name) for name in ("ref", "name", "kind", "leader_id", "started_on", "ended_on")}
        counted = {name: getattr(row, name) for name in ("variant", "area", "institutions", "seats", "filled")}
        leader, state = row.team.leader.short_name, StateOut.of(row.state)
        return cls(**own, **counted, kind_name=row.kind.name, leader=leader, state=state)


class TeamsOut(PageOut):
    items: list[TeamRow]


class ActOut(Told):
    id: int
    kind: ActKind
    number: str
    issuer: str
    signed_on: date


class SeatOut(Told):
    """`lacks` says in sentences what its holder could not yet do and why; empty when he is ready."""

    id: int
    function: Function
    user_id: int | None
    name: str
    substitute_for_id: int | None
    since: datetime
    stated_on: date | None
    lacks: list[Words]


class TeamMemberOut(Told):
    """An institution of the team, with what it lacks and with its seats."""

    institution_id: int
    name: str
    is_ready: bool
    lacks: list[Words]
    seats: list[SeatOut]

    @classmethod
    def of(cls, line: queries.InstitutionLine) -> "TeamMemberOut":
        place = line.institution
        seats = [_seat(one.seat, one.lacks) for one in line.seats]
        return cls(
            institution_id=place.pk, name=place.short_name, is_ready=line.is_ready, lacks=line.lacks, seats=seats
        )


class ConflictOut(Told):
    """`words` are empty for who may not read them."""

    id: int
    seat_id: int
    name: str
    since: datetime
    words: str


class TeamEventOut(Told):
    text: Words
    detail: str
    by: str
    at: datetime


class TeamOut(Told):
    """Everything that the page of a team tells this reader."""

    ref: str
    name: str
    kind: str
    kind_name: str
    variant: str
    leader_id: int
    area: str
    agreement: str
    state: StateOut
    started_on: date | None
    ended_on: date | None
    end_reason: str
    founding_acts: list[ActOut]
    missing_acts: list[str]
    members: list[TeamMemberOut]
    conflicts: list[ConflictOut]
    available_moves: list[MoveOut]
    history: list[TeamEventOut]
    version: int


class VariantRow(Told):
    """`owner` is empty and `number` 0 for those that come with the product."""

    code: str
    name: str
    source: str
    owner: str
    number: int
    kinds: list[str]

    @classmethod
    def of(cls, line: queries.VariantLine) -> "VariantRow":
        own = {name: getattr(line.variant, name) for name in ("code", "name", "source")}
        kinds = [kind.code for kind in line.variant.kinds]
        return cls(**own, owner=line.owner, number=line.number, kinds=kinds)


class VariantsOut(Told):
    items: list[VariantRow]


class VariantOut(VariantRow):
    """`toml` is the file that can be changed and given back under a code of its own."""

    toml: str


class VariantReadOut(Told):
    """What the file did, or would do: how many variants are new, got another version, were there already."""

    new: int
    changed: int
    same: int


class TeamsWanted(Given):
    """Filters of the list, as on its page."""

    q: Search = ""
    kind: Word = ""
    state: Annotated[str, StringConstraints(pattern=f"^({STATES})$")] = ""
    area: Annotated[str, StringConstraints(pattern=r"^\d{0,7}$")] = ""


class TeamNew(Given):
    name: Annotated[Title, StringConstraints(max_length=200)]
    variant: Word
    kind: Word
    agreement: Ref | None = None


class TeamChange(Given):
    """What is left out stays as it is; an agreement of null is none."""

    name: Annotated[Title, StringConstraints(max_length=200)] | None = None
    agreement: Ref | None = None


class ActNew(Given):
    kind: ActKind
    number: Annotated[Line, StringConstraints(max_length=60)]
    issuer: Line
    signed_on: Day


class SeatNew(Given):
    institution_id: Id
    function: Function


class WorkerNamed(Given):
    user_id: Id


class StatementGiven(Given):
    """`version` is of the words that the member was shown."""

    version: Annotated[str, StringConstraints(max_length=10)]


class PaperStatement(Given):
    signed_on: Day


class SeatEnd(Given):
    reason: Annotated[str, StringConstraints(max_length=200)] = ""


class ConflictNew(Given):
    words: Sentence


class VariantGiven(Given):
    toml: Annotated[str, Field(max_length=LONGEST_TOML)]
    dry_run: bool = False


# ---- Teams


@API.get("/teams", "teams", TeamsOut)
def list_teams(request: ActorRequest, wanted: Query[TeamsWanted], page: Query[PageIn]) -> TeamsOut:
    """Teams by name: those in which the acting institution sits, sat, or that it leads."""
    asked = queries.Wanted(**wanted.facts())
    found = queries.team_keys(request.actor, asked, after=page.after, before=page.before, limit=page.limit)
    rows = [TeamRow.of(row) for row in found.rows]
    return TeamsOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


@API.get("/teams/{slug:ref}", "team", TeamOut)
def show_team(request: ActorRequest, response: HttpResponse, ref: str) -> TeamOut:
    """One team: its founding acts, who sits in it, and who could not take part yet and why."""
    page = queries.team_page(request.actor, ref)
    marked(response, page.team.version)
    return TeamOut.model_validate(_told(page))


@API.make("/teams", "teams", TeamOut)
def found_team(request: ActorRequest, response: HttpResponse, given: TeamNew) -> Status[TeamOut]:
    """Found a team; the acting institution leads it."""
    facts = {**given.facts(), "agreement": get_agreement(given.agreement) if given.agreement else None}
    ref = acted_once(request, lambda: actions.found_team(actor=request.actor, **facts).ref)
    return Status(201, show_team(request, response, ref))


@API.edit("/teams/{slug:ref}", "team", TeamOut)
def change_team(request: ActorRequest, response: HttpResponse, ref: str, given: TeamChange) -> TeamOut:
    """Change its name, or the agreement on which it rests."""
    row = queries.get_team(request.actor, ref)
    facts: dict[str, Any] = {"name": given.name or row.name, "agreement": row.agreement}
    if "agreement" in given.model_fields_set:
        facts["agreement"] = get_agreement(given.agreement) if given.agreement else None
    actions.change_team(actor=request.actor, team=row, version=version(request), **facts)
    return show_team(request, response, ref)


@API.act("/teams/{slug:ref}/acts", "team_acts", TeamOut)
def add_act(request: ActorRequest, response: HttpResponse, ref: str, given: ActNew) -> Status[TeamOut]:
    """Write down a paper by which the team is founded."""
    row = queries.get_team(request.actor, ref)
    acted_once(request, lambda: actions.add_act(actor=request.actor, team=row, **given.facts()).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/acts/{int:pk}/remove", "team_act_remove", TeamOut)
def remove_act(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[TeamOut]:
    """Take out a paper that was written down by mistake, while the team is being formed."""

    def act() -> None:
        actions.remove_act(actor=request.actor, act=queries.get_act(request.actor, ref, pk))

    acted_once(request, act)
    return Status(200, show_team(request, response, ref))


# ---- Seats


@API.act("/teams/{slug:ref}/seats", "team_seats", TeamOut)
def open_seat(request: ActorRequest, response: HttpResponse, ref: str, given: SeatNew) -> Status[TeamOut]:
    """Give an institution a place; its manager is told and names the worker."""
    row, place = queries.get_team(request.actor, ref), get_institution(given.institution_id)
    keys: dict[str, Any] = {"team": row, "institution": place, "function": given.function.value}
    acted_once(request, lambda: actions.open_seat(actor=request.actor, **keys).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/worker", "team_seat_worker", TeamOut)
def name_worker(
    request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: WorkerNamed
) -> Status[TeamOut]:
    """Name who sits for the institution; an earlier holder's seat ends."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.name_worker(actor=request.actor, seat=seat, user_id=given.user_id).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/substitute", "team_seat_substitute", TeamOut)
def name_substitute(
    request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: WorkerNamed
) -> Status[TeamOut]:
    """Name who comes when the holder of the seat cannot."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.name_substitute(actor=request.actor, seat=seat, user_id=given.user_id).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/statement", "team_seat_statement", TeamOut)
def confirm_statement(
    request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: StatementGiven
) -> Status[TeamOut]:
    """Sign one's own statement of confidentiality."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.confirm_statement(actor=request.actor, seat=seat, **given.facts()).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/paper", "team_seat_paper", TeamOut)
def record_team_statement(
    request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: PaperStatement
) -> Status[TeamOut]:
    """Write down a statement that somebody else signed on paper."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.record_statement(actor=request.actor, seat=seat, **given.facts()).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/end", "team_seat_end", TeamOut)
def end_seat(request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: SeatEnd) -> Status[TeamOut]:
    """From now on nobody sits there; a substitute's seat ends with it."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.end_seat(actor=request.actor, seat=seat, **given.facts()).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/seats/{int:pk}/conflicts", "team_seat_conflicts", TeamOut)
def declare_conflict(
    request: ActorRequest, response: HttpResponse, ref: str, pk: int, given: ConflictNew
) -> Status[TeamOut]:
    """Declare one's own conflict of interest, in general words."""
    seat = queries.get_seat(request.actor, ref, pk)
    acted_once(request, lambda: actions.declare_conflict(actor=request.actor, seat=seat, **given.facts()).pk)
    return Status(200, show_team(request, response, ref))


@API.act("/teams/{slug:ref}/conflicts/{int:pk}/end", "team_conflict_end", TeamOut)
def end_conflict(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[TeamOut]:
    """Say that one's own conflict of interest is over."""

    def act() -> None:
        actions.end_conflict(actor=request.actor, conflict=queries.get_conflict(request.actor, ref, pk))

    acted_once(request, act)
    return Status(200, show_team(request, response, ref))


serve_moves(API, "/teams/{slug:ref}", TEAM_MOVES, show_team, answer=TeamOut)


# ---- Variants of the model


@API.get("/variants", "variants", VariantsOut, **OF_VARIANTS)
def list_variants(request: ActorRequest) -> VariantsOut:
    """The variants under which a team can be founded."""
    return VariantsOut(items=[VariantRow.of(line) for line in queries.variants()])


@API.get("/variants/{slug:code}", "variant", VariantOut, **OF_VARIANTS)
def show_variant(request: ActorRequest, code: str) -> VariantOut:
    """One variant, and the file that says it."""
    line = queries.variant_line(code)
    return VariantOut(**VariantRow.of(line).model_dump(), toml=to_toml(line.variant))


@API.act("/variants", "variants", VariantReadOut, **OF_VARIANTS)
def define_variant(request: ActorRequest, response: HttpResponse, given: VariantGiven) -> Status[VariantReadOut]:
    """Define a variant, or its next version, by the text of a file. The same text twice is one."""

    def act() -> str:
        said = variant_of_text(given.toml)
        done = actions.define_variant(actor=request.actor, variant=said, dry_run=given.dry_run)
        return f"{done.new} {done.changed} {done.same}"

    new, changed, same = map(int, acted_once(request, act).split())
    return Status(200, VariantReadOut(new=new, changed=changed, same=same))


# ---- What is told


def _seat(seat: Seat, lacks: list[str]) -> SeatOut:
    own = {name: getattr(seat, name) for name in ("id", "function", "user_id", "substitute_for_id", "stated_on")}
    return SeatOut(**own, name=seat.user.full_name if seat.user else "", since=seat.valid_from, lacks=lacks)


def _told(page: queries.TeamPage) -> dict[str, Any]:
    own = {name: getattr(page.team, name, None) for name in TeamOut.model_fields}
    conflicts = [
        {"id": one.conflict.pk, "seat_id": one.conflict.seat_id, "name": one.name, "words": one.words}
        | {"since": one.conflict.valid_from}
        for one in page.conflicts
    ]
    return own | {
        "kind_name": page.kind.name,
        "variant": page.team.variant.code,
        "area": page.area,
        "agreement": page.team.agreement.ref if page.team.agreement else "",
        "state": page.state,
        "founding_acts": [ActOut.model_validate(line.act) for line in page.acts if line.act],
        "missing_acts": [line.kind for line in page.acts if not line.act],
        "members": [TeamMemberOut.of(line) for line in page.lines],
        "conflicts": conflicts,
        "available_moves": MoveOut.all_of(page.moves),
        "history": page.history,
    }
