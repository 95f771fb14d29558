"""Everything that the page of one agreement or annex tells one reader."""

from dataclasses import dataclass
from datetime import date

from kooperacja.agreements import access
from kooperacja.agreements.changes import live
from kooperacja.agreements.history import Event, told
from kooperacja.agreements.hooks import Line
from kooperacja.agreements.labels import Level
from kooperacja.agreements.models import OPEN_STATES, Agreement, AgreementParty, AgreementState, Clause, Opinion
from kooperacja.agreements.queries.ending import at_the_end
from kooperacja.agreements.queries.lists import days_left, is_open_ended
from kooperacja.agreements.queries.papers import get_agreement
from kooperacja.agreements.queries.versions import Version, direction, version_of, versions
from kooperacja.agreements.workflow import AGREEMENT_FLOW, BY_ITSELF, shown_state
from kooperacja.audit.queries import timeline
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.verdict import YES, Verdict
from kooperacja.foundation.workflow import Move, State

# States of an agreement that has been in force.
BEGUN = set(AgreementState) - {*OPEN_STATES, AgreementState.DISCARDED}


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as the page shows it."""

    party: AgreementParty
    name: str
    is_mine: bool
    is_bound: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as the page shows it; `direction` is told in words."""

    clause: Clause
    level: str
    direction: str
    has_ended: bool
    may_end: Verdict


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion; one given to earlier words, or changed later, does not count any more."""

    opinion: Opinion
    counts: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """What beside the moves this reader may begin here."""

    change: Verdict
    sign: Verdict
    advise: Verdict
    withdraw: Verdict
    amend: Verdict
    accede: Verdict
    succeed: Verdict


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """`next_step` says why the main move is not possible yet; it is yes where it is, or where it is no
    matter of the reader. The clauses of an open annex are those of its agreement, and its own are the
    changes. `version` is there on the page of an annex, `versions` on that of an agreement.
    """

    agreement: Agreement
    state: State
    parties: list[PartyLine]
    clauses: list[ClauseLine]
    changes: list[ClauseLine]
    opinions: list[OpinionLine]
    periods: list[tuple[date, date | None]]
    moves: list[Move]
    next_step: Verdict
    may: Doors
    days_left: int | None
    is_open_ended: bool
    version: Version | None
    versions: list[Version]
    successor: Agreement | None
    at_the_end: list[Line]
    history: list[Event]

    @property
    def day(self) -> date:
        return today()

    @property
    def is_open(self) -> bool:
        return self.agreement.state in OPEN_STATES

    @property
    def bound(self) -> int:
        return sum(line.is_bound for line in self.parties)

    @property
    def may_end_clauses(self) -> bool:
        return any(line.may_end and not line.has_ended for line in self.clauses)


def agreement_page(ref: str, actor: Actor) -> AgreementPage:
    agreement = get_agreement(ref)
    shown = agreement.amends if agreement.amends and agreement.state in OPEN_STATES else agreement
    is_renewed = agreement.state == AgreementState.RENEWED
    return AgreementPage(
        agreement=agreement,
        state=shown_state(agreement, today()),
        parties=[_party_line(party, actor) for party in agreement.parties.all()],
        clauses=[_clause_line(clause, actor) for clause in shown.clauses.all()],
        changes=[_clause_line(clause, actor) for clause in live(agreement)] if agreement.is_annex else [],
        opinions=_opinions(agreement) if agreement.state in OPEN_STATES else [],
        periods=_periods(agreement) if agreement.state not in OPEN_STATES else [],
        moves=[move for move in AGREEMENT_FLOW.available(agreement, actor) if move.name not in BY_ITSELF],
        next_step=_next_step(agreement, actor),
        may=_doors(agreement, actor),
        days_left=days_left(agreement),
        is_open_ended=is_open_ended(agreement),
        version=version_of(agreement) if agreement.is_annex else None,
        versions=versions(agreement),
        successor=next((row for row in agreement.successors.all() if is_renewed and row.state in BEGUN), None),
        at_the_end=[] if agreement.is_annex else at_the_end(agreement),
        history=_history(agreement),
    )


def _doors(agreement: Agreement, actor: Actor) -> Doors:
    return Doors(
        change=access.can_change(actor, agreement),
        sign=access.can_sign(actor, agreement),
        advise=access.can_advise(actor, agreement),
        withdraw=access.can_withdraw(actor, agreement),
        amend=access.can_amend(actor, agreement),
        accede=access.can_accede(actor, agreement),
        succeed=access.can_succeed(actor, agreement),
    )


def _party_line(party: AgreementParty, actor: Actor) -> PartyLine:
    return PartyLine(
        party=party,
        name=party.institution.short_name,
        is_mine=party.institution_id == actor.institution_id,
        is_bound=party.holds_at(now()),
        has_left=party.has_signed and party.valid_to <= now(),
    )


def _clause_line(clause: Clause, actor: Actor) -> ClauseLine:
    return ClauseLine(
        clause=clause,
        level=str(Level(clause.max_level).label),
        direction=direction(clause),
        has_ended=not clause.holds_at(now()),
        may_end=access.can_end_clause(actor, clause),
    )


def _opinions(agreement: Agreement) -> list[OpinionLine]:
    return [OpinionLine(one, counts=one.holds_at(now())) for one in agreement.opinions.all()]


def _periods(agreement: Agreement) -> list[tuple[date, date | None]]:
    """Days in force, newest first; an end that nobody has set is None."""
    forces = sorted(agreement.forces.all(), key=lambda force: force.valid_from, reverse=True)
    return [force.days() for force in forces if force.valid_from < force.valid_to]


def _next_step(agreement: Agreement, actor: Actor) -> Verdict:
    """The first main move that is possible, or else why the first of them is not."""
    if not access.can_follow(actor, agreement):
        return YES
    main = [move for move in AGREEMENT_FLOW.moves if move.style == "go" and agreement.state in move.sources]
    told = [move.allowed(actor, agreement) for move in main]
    return YES if any(told) or not told else told[0]


def _history(agreement: Agreement) -> list[Event]:
    """Its own steps; those of a paper that amends it stand on the page of that paper."""
    steps = timeline("agreement", [agreement.pk], with_people=False)
    named = {step.institution_id for step in steps} | {step.facts.get("institution", 0) for step in steps}
    names = {party.institution_id: party.institution.short_name for party in agreement.parties.all()}
    others = named - names.keys() - {0}
    names |= institution_names(others) if others else {}
    return [told(step, names) for step in steps]
