"""One card with all that the reader may see of it: the people, the way with its dates, who sits over it, what was
seen while it was monitored, and what can be done now.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kooperacja.access.door import visible
from kooperacja.access.models import Veto, VetoKind
from kooperacja.access.queries import vetoes
from kooperacja.agreements.labels import Purpose
from kooperacja.blue_cards import law
from kooperacja.blue_cards.access import SUFFERING, can_tell_absent, can_write_entry
from kooperacja.blue_cards.models import BlueCard, CardAddress, CardEntry, CardPerson, CardSeat, EndReason, Place
from kooperacja.blue_cards.queries.listing import RELATED, CardRow, row_of
from kooperacja.blue_cards.queries.rows import VIOLENCE, cards, seated
from kooperacja.blue_cards.words import STEPS, explained
from kooperacja.blue_cards.workflow import CARD_FLOW, offered
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move

ENTRIES = 100


@dataclass(frozen=True, slots=True)
class InCardRow:
    """`is_masked`: there is a lock on the address, or it is not for this paper."""

    part: str
    part_label: str
    name: str
    born_on: date | None
    address: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the way: when it was made, by when it was or is due, and how that was counted."""

    name: str
    label: Text
    done_on: date | None
    due_on: date | None
    explanation: str
    article: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    name: str
    institution: str
    body: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class EntryRow:
    seen_on: date
    text: str
    author: str
    institution: str


@dataclass(frozen=True, slots=True)
class CardPage:
    """`case_ref` is empty for whom the case is closed."""

    row: CardRow
    people: tuple[InCardRow, ...]
    happened_on: date
    place: str
    acts: tuple[str, ...]
    taken: tuple[str, ...]
    course: str
    author: str
    institution: str
    steps: tuple[StepRow, ...]
    seats: tuple[SeatRow, ...]
    entries: tuple[EntryRow, ...]
    end_reason: str
    moves: tuple[Move, ...]
    can_tell_absent: bool
    can_write_entry: bool
    has_suspect: bool
    case_ref: str
    case_number: str
    version: int


def card_page(actor: Actor, ref: str, *, with_addresses: bool = True) -> CardPage:
    """Nine statements. On paper and in files the address of those who suffer is masked, lock or no lock (G.2)."""
    card = seated(actor, cards(actor).select_related(*RELATED, "author").get(ref=ref))
    people = tuple(_people(actor, card, with_addresses=with_addresses))
    entries = visible(CardEntry, actor, VIOLENCE).filter(card_id=card.pk).select_related("author", "institution")
    case = _case(actor, card)
    return CardPage(
        row=row_of(card),
        people=people,
        happened_on=card.happened_on,
        place=str(Place(card.place).label),
        acts=tuple(law.labels("act", card.acts)),
        taken=tuple(law.labels("taken", card.taken)),
        course=card.course,
        author=card.author.full_name,
        institution=card.owner.name,
        steps=tuple(steps(card)),
        seats=tuple(_seat(seat) for seat in card.seats),
        entries=tuple(_entry(row) for row in entries.all("-seen_on", "-pk", limit=ENTRIES)),
        end_reason=str(EndReason(card.end_reason).label) if card.end_reason else "",
        moves=tuple(offered(actor, card)),
        can_tell_absent=bool(can_tell_absent(actor, card)),
        can_write_entry=bool(can_write_entry(actor, card)),
        has_suspect=any(one.part == "suspect" for one in people),
        case_ref=case.ref if case else "",
        case_number=case.number if case else "",
        version=card.version,
    )


def card_move(actor: Actor, ref: str, name: str) -> tuple[BlueCard, Move]:
    """The card and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = CARD_FLOW.get(name)
    card = seated(actor, cards(actor).select_related(*RELATED).get(ref=ref))
    step.allowed(actor, card).require()
    return card, step


def _case(actor: Actor, card: BlueCard) -> Case | None:
    if card.case_id is None:
        return None
    found = visible(Case, actor, Purpose.JOINT_HELP).filter(pk=card.case_id).all(limit=1)
    return found[0] if found else None


# ---- People


def _people(actor: Actor, card: BlueCard, *, with_addresses: bool) -> Iterator[InCardRow]:
    rows = visible(CardPerson, actor, VIOLENCE).filter(card_id=card.pk).all("pk")
    found = visible(CardAddress, actor, VIOLENCE).filter(card_id=card.pk).all("pk")
    addresses = {one.subject_id: one.address for one in found}
    locked = _locked(vetoes([row.subject_id for row in rows] + [card.anchor_id]), card)
    for row in rows:
        suffers = row.part in SUFFERING
        is_masked = suffers and (not with_addresses or bool(locked & {row.subject_id, card.anchor_id}))
        yield InCardRow(
            part=row.part,
            part_label=str(row.get_part_display()),
            name=str(row),
            born_on=row.born_on,
            address="" if is_masked else addresses.get(row.subject_id, ""),
            is_masked=is_masked,
        )


def _locked(found: Iterable[Veto], card: BlueCard) -> set[int]:
    return {one.anchor_id for one in found if one.kind == VetoKind.PROTECTED_ADDRESS}


# ---- The way


def steps(card: BlueCard) -> Iterator[StepRow]:
    """Each step that was made or is to come; who was absent is told only where somebody was."""
    facts: Mapping[str, date | None] = vars(card)
    for name, column, label in STEPS:
        start = facts[law.AFTER[name]] if name in law.AFTER else None
        if name == "tell_absent" and start is None:
            continue
        line = law.step(name, start) if start else None
        counted = law.deadline(name, start) if start else None
        done_on = facts[column]
        is_late = counted is not None and (done_on or today()) > counted.due_on
        yield StepRow(
            name=name,
            label=label,
            done_on=done_on,
            due_on=counted.due_on if counted else None,
            explanation=explained(counted) if counted else "",
            article=line.article if line else "",
            is_late=is_late,
        )


def _seat(seat: CardSeat) -> SeatRow:
    return SeatRow(
        seat.user.full_name,
        seat.institution.short_name,
        str(seat.get_body_display()),
        seat.stated_on,
    )


def _entry(row: CardEntry) -> EntryRow:
    return EntryRow(row.seen_on, row.text, row.author.full_name, row.institution.short_name)
