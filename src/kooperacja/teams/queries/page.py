"""Everything that the page of one team tells one reader."""

from dataclasses import dataclass
from itertools import chain

from kooperacja.audit.queries import timeline
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.verdict import YES, Verdict
from kooperacja.foundation.workflow import Move, State
from kooperacja.teams import access
from kooperacja.teams.history import Event, told
from kooperacja.teams.hooks import BOXES, Box
from kooperacja.teams.models import ConflictOfInterest, FoundingAct, Seat, Team
from kooperacja.teams.queries.readiness import InstitutionLine, readiness
from kooperacja.teams.queries.teams import get_seat, get_team, missing
from kooperacja.teams.shape import ActKind, Kind, Variant
from kooperacja.teams.workflow import TEAM_FLOW


@dataclass(frozen=True, slots=True)
class ActLine:
    """A founding act that is there, or one that the variant asks for and that is missing."""

    kind: str
    act: FoundingAct | None


@dataclass(frozen=True, slots=True)
class SeatDoors:
    """What this reader may do with one seat."""

    fill: bool
    substitute: bool
    confirm: bool
    record_paper: bool
    declare: bool

    @property
    def any(self) -> bool:
        return self.fill or self.declare or self.record_paper


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict that was declared; its words are for who declared it and for who leads the team."""

    conflict: ConflictOfInterest
    name: str
    institution: str
    words: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """What beside the moves this reader may begin here."""

    lead: bool
    remove_act: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """`next_step` says why the work cannot begin yet; it is yes where it can or has begun, or where it is no
    matter of the reader. `mine` are the reader's own live seats.
    """

    team: Team
    kind: Kind
    variant: Variant
    state: State
    area: str
    acts: list[ActLine]
    lines: list[InstitutionLine]
    seats: dict[int, SeatDoors]
    former: list[Seat]
    conflicts: list[ConflictLine]
    mine: list[Seat]
    moves: list[Move]
    next_step: Verdict
    may: Doors
    history: list[Event]

    @property
    def number_ready(self) -> int:
        return sum(line.is_ready for line in self.lines)

    @property
    def to_state(self) -> Seat | None:
        """The seat in which the reader's statement is still to be signed."""
        return next((seat for seat in self.mine if self.seats[seat.pk].confirm), None)

    @property
    def signs_on_paper(self) -> bool:
        """Whether the reader's own statement is still to be signed on paper."""
        return self.kind.is_statutory and any(not seat.has_statement for seat in self.mine)

    @property
    def lacks(self) -> list[tuple[str, str]]:
        """Everything that is missing, once: the sentence, and of which institution where it does not say so."""
        told: dict[str, str] = {}
        for one in self.lines:
            told |= dict.fromkeys((sentence for sentence in one.lacks if sentence not in told), "")
            for line in one.seats:
                told |= dict.fromkeys(line.lacks, one.institution.short_name)
        return list(told.items())

    @property
    def conflicted(self) -> set[int]:
        return {line.conflict.seat_id for line in self.conflicts}


def team_page(actor: Actor, ref: str) -> TeamPage:
    team = get_team(actor, ref)
    live = access.live_seats(team)
    for seat in team.seats.all():
        # Decisions about a seat ask its team, which is this one.
        seat.team = team
    variant, kind = team.variant.says(), team.says()
    return TeamPage(
        team=team,
        kind=kind,
        variant=variant,
        state=TEAM_FLOW.state(team.state),
        area=getattr(team, "area", None) or "",
        acts=_acts(team, kind),
        lines=readiness(team),
        seats={seat.pk: _doors_of(seat, actor) for seat in live},
        former=sorted((seat for seat in team.seats.all() if seat not in live), key=_ended, reverse=True),
        conflicts=_conflicts(team, live, actor),
        mine=[seat for seat in live if _is_his(seat, actor)],
        moves=TEAM_FLOW.available(team, actor),
        next_step=_next_step(team, actor),
        may=Doors(bool(access.can_lead(actor, team)), bool(access.can_remove_act(actor, team))),
        history=_history(team),
    )


def boxes_of(actor: Actor, team: Team) -> list[Box]:
    """What packages above tell beside the team; on paper it is not there."""
    return list(chain.from_iterable(asked(actor, team) for asked in BOXES))


@dataclass(frozen=True, slots=True)
class SeatPage:
    """One seat with everything that this reader may do with it."""

    seat: Seat
    may: SeatDoors


def seat_page(actor: Actor, ref: str, pk: int) -> SeatPage:
    """Who may do nothing with a seat reads of it on the page of the team."""
    seat = get_seat(actor, ref, pk)
    doors = _doors_of(seat, actor)
    if not doors.any or not seat.holds_at(now()):
        raise missing()
    return SeatPage(seat, doors)


def _is_his(seat: Seat, actor: Actor) -> bool:
    return seat.user_id == actor.user_id and seat.institution_id == actor.institution_id


def _ended(seat: Seat) -> tuple[object, int]:
    return seat.valid_to, seat.pk


def _acts(team: Team, kind: Kind) -> list[ActLine]:
    """In the order of their kinds: what is there, and what the variant asks for besides."""
    there = sorted(team.acts.all(), key=lambda act: (act.signed_on, act.pk))
    lines = []
    for choice in ActKind:
        found = [ActLine(str(choice.label), act) for act in there if act.kind == choice]
        lines += found or ([ActLine(str(choice.label), None)] if choice in kind.founding_acts else [])
    return lines


def _doors_of(seat: Seat, actor: Actor) -> SeatDoors:
    fill = bool(access.can_fill(actor, seat))
    return SeatDoors(
        fill=fill,
        substitute=fill and seat.user_id is not None and seat.substitute_for_id is None and not _is_substituted(seat),
        confirm=bool(access.can_confirm(actor, seat)),
        record_paper=bool(access.can_record_paper(actor, seat)),
        declare=bool(access.can_declare(actor, seat)),
    )


def _is_substituted(seat: Seat) -> bool:
    return any(one.substitute_for_id == seat.pk for one in access.live_seats(seat.team))


def _conflicts(team: Team, live: list[Seat], actor: Actor) -> list[ConflictLine]:
    at, seats = now(), {seat.pk: seat for seat in live}
    rows = ConflictOfInterest.objects.filter(seat__team=team, valid_to__gt=at).order_by("valid_from", "pk")
    return [_conflict(row, seats[row.seat_id], actor) for row in rows if row.seat_id in seats]


def _conflict(row: ConflictOfInterest, seat: Seat, actor: Actor) -> ConflictLine:
    his = bool(access.can_declare(actor, seat))
    reads = his or bool(access.can_read_conflicts(actor, seat.team))
    name = seat.user.full_name if seat.user else ""
    return ConflictLine(row, name, seat.institution.short_name, row.words if reads else "", his)


def _next_step(team: Team, actor: Actor) -> Verdict:
    """Why the work cannot begin: a matter of who leads the team."""
    start = TEAM_FLOW.get("start")
    if team.state not in start.sources or not access.can_lead(actor, team):
        return YES
    return start.allowed(actor, team)


def _history(team: Team) -> list[Event]:
    steps = timeline("team", [team.pk], with_people=False)
    holders = {seat.pk: seat.user.full_name for seat in team.seats.all() if seat.user}
    names = {seat.institution_id: seat.institution.short_name for seat in team.seats.all()}
    names[team.leader_id] = team.leader.short_name
    named = {step.institution_id for step in steps} | {step.facts.get("institution", 0) for step in steps}
    others = named - names.keys() - {0}
    names |= institution_names(others) if others else {}
    return [told(step, names, holders) for step in steps]
