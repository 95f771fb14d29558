"""Reads of agreements: level 0, open to everybody who is signed in and acts for an institution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.history import Event, told
from kooperacja.agreements.labels import Level
from kooperacja.agreements.models import Agreement, AgreementParty, AgreementState, Clause
from kooperacja.agreements.workflow import AGREEMENT_FLOW, EXPIRED, shown_state
from kooperacja.audit.queries import timeline
from kooperacja.directory.models import Institution
from kooperacja.directory.naming import comparable
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.paging import KeyPage, OffsetPage, key_page, page_of
from kooperacja.foundation.verdict import YES, Verdict
from kooperacja.foundation.workflow import Move, State

# How long before its end an agreement is said to end soon (domain.md E.4).
SOON = 60
SORTS = {"title": "folded", "until": "valid_until", "signed": "signed_on"}


# ---- The list


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; an empty field asks for nothing."""

    q: str = ""
    state: str = ""
    institution: int = 0
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in the list. `days_left` is told only when the end is near; a paper whose last
    day is not known is something else than one that has none.
    """

    agreement: Agreement
    state: State
    parties: list[str]
    signed: int
    days_left: int | None
    is_open_ended: bool


def agreement_list(wanted: Wanted, offset: int = 0) -> OffsetPage[Row]:
    """One page of the list."""
    return page_of(_found(wanted), offset, lambda rows: [_row(row) for row in rows])


def agreement_keys(wanted: Wanted, *, after: str, before: str, limit: int) -> KeyPage[Row]:
    """The same list for programs, by title."""
    found = key_page(_found(wanted), ("folded", "pk"), after=after, before=before, limit=limit)
    return replace(found, rows=[_row(row) for row in found.rows])


def all_agreements(wanted: Wanted) -> list[Row]:
    """The same list without pages, for a spreadsheet."""
    return [_row(row) for row in _found(wanted)]


def parties_offered(asked: int) -> dict[int, str]:
    """Short names of all parties of agreements, in alphabetical order, and of the institution that
    was asked for: one without agreements has an empty list, not the whole one.
    """
    parties = AgreementParty.objects.values("institution_id")
    rows = Institution.objects.filter(Q(pk__in=parties) | Q(pk=asked)).order_by("folded", "pk")
    return dict(rows.values_list("pk", "short_name"))


def _row(agreement: Agreement) -> Row:
    names = [party.institution.short_name for party in agreement.parties.all()]
    state = _state(agreement)
    signed = len(access.signed_parties(agreement))
    return Row(agreement, state, names, signed, _days_left(agreement), _is_open_ended(agreement))


def _state(agreement: Agreement) -> State:
    return shown_state(agreement.state, agreement.valid_on, agreement.valid_until, today())


def _is_open_ended(agreement: Agreement) -> bool:
    acts = agreement.state in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}
    return acts and agreement.valid_until is None


def _days_left(agreement: Agreement) -> int | None:
    if agreement.state != AgreementState.IN_FORCE or agreement.valid_until is None:
        return None
    days = (agreement.valid_until - today()).days
    return days if 0 <= days <= SOON else None


def _found(wanted: Wanted) -> QuerySet[Agreement]:
    found = Agreement.objects.filter(_in_state(wanted.state)).prefetch_related(_parties())
    if wanted.institution:
        found = found.filter(parties__institution_id=wanted.institution)
    for word in comparable(wanted.q).split():
        found = found.filter(folded__contains=word)
    column = SORTS.get(wanted.sort.lstrip("-"), "folded")
    return found.order_by(f"-{column}" if wanted.sort.startswith("-") else column, "folded", "pk")


def _in_state(state: str) -> Q:
    over = Q(state=AgreementState.IN_FORCE, valid_until__lt=today())
    if state == EXPIRED.value:
        return over
    if state == AgreementState.IN_FORCE:
        return Q(state=state) & ~over
    return Q(state=state) if state else Q()


def _parties() -> "Prefetch[str]":
    rows = AgreementParty.objects.select_related("institution").order_by("institution__folded", "pk")
    return Prefetch("parties", queryset=rows)


# ---- One agreement


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
class AgreementPage:
    """Everything that the page of one agreement tells this reader. `next_step` says why the main
    move is not possible yet; it is yes where it is, or where it is no matter of the reader.
    """

    agreement: Agreement
    state: State
    parties: list[PartyLine]
    clauses: list[ClauseLine]
    periods: list[tuple[date, date | None]]
    moves: list[Move]
    next_step: Verdict
    may_change: Verdict
    may_sign: Verdict
    may_withdraw: Verdict
    days_left: int | None
    is_open_ended: bool
    history: list[Event]

    @property
    def bound(self) -> int:
        return sum(line.is_bound for line in self.parties)

    @property
    def may_end_clauses(self) -> bool:
        return any(line.may_end and not line.has_ended for line in self.clauses)


def agreement_page(ref: str, actor: Actor) -> AgreementPage:
    agreement = get_agreement(ref)
    return AgreementPage(
        agreement=agreement,
        state=_state(agreement),
        parties=[_party_line(party, actor) for party in agreement.parties.all()],
        clauses=[_clause_line(clause, actor) for clause in agreement.clauses.all()],
        periods=_periods(agreement),
        moves=AGREEMENT_FLOW.available(agreement, actor),
        next_step=_next_step(agreement, actor),
        may_change=access.can_change(actor, agreement),
        may_sign=access.can_sign(actor, agreement),
        may_withdraw=access.can_withdraw(actor, agreement),
        days_left=_days_left(agreement),
        is_open_ended=_is_open_ended(agreement),
        history=_history(agreement),
    )


def get_agreement(ref: str) -> Agreement:
    """With everything that decisions about it ask, in four statements."""
    clauses = Clause.objects.select_related("giver", "receiver").order_by("pk")
    row = (
        Agreement.objects.filter(ref=ref)
        .prefetch_related(_parties(), Prefetch("clauses", queryset=clauses), "forces")
        .first()
    )
    if row is None:
        raise _no_such_page()
    return row


def get_party(ref: str, pk: int) -> AgreementParty:
    rows = AgreementParty.objects.select_related("institution", "agreement")
    party = rows.filter(agreement__ref=ref, pk=pk).first()
    if party is None:
        raise _no_such_page()
    return party


def get_clause(ref: str, pk: int) -> Clause:
    clause = Clause.objects.select_related("agreement").filter(agreement__ref=ref, pk=pk).first()
    if clause is None:
        raise _no_such_page()
    return clause


def agreements_of_keys(keys: Sequence[str]) -> dict[str, Agreement]:
    """Agreements by the key under which they were imported, with their parties."""
    rows = Agreement.objects.filter(key__in=keys).prefetch_related(_parties())
    return {row.key: row for row in rows if row.key}


def differs(present: Agreement, facts: Mapping[str, Any], parties: Sequence[Institution]) -> bool:
    """Whether a row of a file says something else than what is stored."""
    named = {party.institution_id for party in present.parties.all()}
    if named != {institution.pk for institution in parties}:
        return True
    return any(getattr(present, name) != value for name, value in facts.items())


def _no_such_page() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))


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
        direction=_direction(clause),
        has_ended=not clause.holds_at(now()),
        may_end=access.can_end_clause(actor, clause),
    )


def _direction(clause: Clause) -> str:
    if clause.giver is None and clause.receiver is None:
        return _("between all parties")
    giver = clause.giver.short_name if clause.giver else _("each party")
    receiver = clause.receiver.short_name if clause.receiver else _("each party")
    return f"{giver} → {receiver}"


def _periods(agreement: Agreement) -> list[tuple[date, date | None]]:
    """Days in force, newest first; an end that nobody has set is None."""
    forces = sorted(agreement.forces.all(), key=lambda force: force.valid_from, reverse=True)
    return [force.days() for force in forces if force.valid_from < force.valid_to]


def _next_step(agreement: Agreement, actor: Actor) -> Verdict:
    if not access.can_follow(actor, agreement):
        return YES
    main = [move for move in AGREEMENT_FLOW.moves if move.style == "go" and agreement.state in move.sources]
    return main[0].allowed(actor, agreement) if main else YES


def _history(agreement: Agreement) -> list[Event]:
    steps = timeline("agreement", [agreement.pk])
    named = {step.institution_id for step in steps} | {step.facts.get("institution", 0) for step in steps}
    names = {party.institution_id: party.institution.short_name for party in agreement.parties.all()}
    others = named - names.keys() - {0}
    names |= institution_names(others) if others else {}
    return [told(step, names) for step in steps]
