"""One entry of the register with all that its party may read of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.agreements.labels import Category
from kooperacja.audit import queries as trail
from kooperacja.disclosures.access import can_defer, can_take_correction
from kooperacja.disclosures.models import Copy, DisclosedItem, Mode, Proof, RefuseReason, RegisterEntry
from kooperacja.disclosures.queries.corrected import CorrectedRow, corrections_of, last_of
from kooperacja.disclosures.queries.looking import Looking, looking
from kooperacja.disclosures.queries.register import EntryRow, described, described_row
from kooperacja.disclosures.workflow import FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.workflow import Move
from kooperacja.people.access import writing
from kooperacja.people.models import Person


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line. `about` is empty for who sees coordination only, and on the recipient's side; `ended_at` is when
    its basis stopped, `text` what a letter brought last, `earlier` what it brought before, the newest first, and
    `corrected` the last correction. What `is_outdated` was corrected since, and no right version came.
    """

    number: int
    data: str
    words: str
    about: str
    person_ref: str
    source: str
    limit: str
    ended_at: datetime | None
    text: str
    earlier: tuple[str, ...]
    corrected: CorrectedRow | None

    @property
    def is_outdated(self) -> bool:
        return self.corrected is not None and not self.corrected.is_sent


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the timeline. Of the other party only the institution is told."""

    move: str
    at: datetime
    who: str
    institution_id: int


@dataclass(frozen=True, slots=True)
class EntryPage:
    row: EntryRow
    is_giver: bool
    giver: str
    recipient: str
    giver_id: int
    second: str
    reason: str
    proof: str
    proved_on: date | None
    review_on: date | None
    version: int
    lines: tuple[LineRow, ...]
    events: tuple[Event, ...]
    moves: tuple[Move, ...]
    can_defer: bool
    can_take: bool
    looking: Looking | None


def entry_page(actor: Actor, ref: str, purpose: str) -> EntryPage:
    row = described(visible(RegisterEntry, actor, purpose).owned(), actor, purpose).get(disclosure__ref=ref)
    items = _items(actor, row, purpose)
    about, is_window = row.disclosure, row.disclosure.mode == Mode.WINDOW
    # A copy is the recipient's, and what a window shows needs no correction.
    texts = {} if row.is_giver or is_window else _texts(actor, items, purpose)
    corrections = [] if is_window else corrections_of(actor, [row.pk], purpose).get(row.pk, [])
    last, shown = last_of(corrections), described_row(row, items)
    steps = trail.timeline("disclosure", [about.pk])
    return EntryPage(
        row=shown,
        is_giver=row.is_giver,
        giver=about.giver.name,
        recipient=about.recipient.name,
        giver_id=about.giver_id,
        second=about.second.full_name if about.second and row.is_giver else "",
        reason=str(RefuseReason(about.reason_code).label) if about.reason_code else "",
        proof=str(Proof(about.proof).label) if about.proof else "",
        proved_on=about.proved_on,
        review_on=row.review_on if row.is_giver else None,
        version=row.version,
        lines=tuple(_line(item, texts.get(item.pk, []), last.get(item.number), is_window=is_window) for item in items),
        events=tuple(_event(step, actor) for step in steps),
        moves=tuple(FLOW.available(about, actor)) if writing(actor).is_live else (),
        can_defer=bool(can_defer(actor)) and row.is_giver,
        can_take=shown.is_outdated and bool(can_take_correction(actor, about)),
        looking=None if row.is_giver else looking(actor, items, purpose),
    )


def entry_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[EntryRow, Move]:
    """The entry and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = FLOW.get(name)
    row = described(visible(RegisterEntry, actor, purpose).owned(), actor, purpose).get(disclosure__ref=ref)
    step.allowed(actor, row.disclosure).require()
    return described_row(row, ()), step


def _items(actor: Actor, row: RegisterEntry, purpose: str) -> list[DisclosedItem]:
    people = visible(Person, actor, purpose).value("ref", "first_name", "last_name", anchor_id=OuterRef("subject_id"))
    rows = visible(DisclosedItem, actor, purpose).filter(entry_id=row.pk).select_related("basis", "agreement", "share")
    return rows.annotate(name=people).all("number")


def _texts(actor: Actor, items: list[DisclosedItem], purpose: str) -> dict[int, list[str]]:
    """What was copied, by line, the newest first; a window has none."""
    found: dict[int, list[str]] = {}
    for copy in visible(Copy, actor, purpose).filter(item_id__in=[item.pk for item in items]).all("-pk"):
        found.setdefault(copy.item_id, []).append(copy.text)
    return found


def _line(item: DisclosedItem, texts: list[str], corrected: CorrectedRow | None, *, is_window: bool) -> LineRow:
    ref, *name = parted(vars(item)["name"], 3)
    ends = [fact.valid_to for fact in (item.basis, item.share) if fact and not fact.holds_at(now())]
    return LineRow(
        number=item.number,
        data=str(Category(item.data).label),
        words=item.words,
        about=" ".join(filter(None, name)),
        person_ref=ref,
        source=item.basis.source if item.basis else "",
        limit=f"{item.agreement.title}, {item.paragraph}" if is_window and item.agreement else "",
        ended_at=min(ends, default=None),
        text=texts[0] if texts else "",
        earlier=tuple(texts[1:]),
        corrected=corrected,
    )


def _event(step: trail.Step, actor: Actor) -> Event:
    mine = step.institution_id == actor.institution_id
    return Event(step.action.partition(".")[2], step.at, step.user_name if mine else "", step.institution_id)
