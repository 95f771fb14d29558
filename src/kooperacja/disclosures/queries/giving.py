"""The page on which data are handed over: the matrix, the worker's draft, and what the register would say."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.queries import CaseHeader
from kooperacja.consents.queries.case import owned_case
from kooperacja.disclosures.models import Draft, Mode
from kooperacja.disclosures.queries.offer import Cell, Column, Offer, offer
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, local_date


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked: keys of cells, and recipients who get a letter."""

    aim: str = Purpose.JOINT_HELP.value
    keys: tuple[str, ...] = ()
    letters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: these categories for this institution, about these people and their file; to be
    marked where it may go.
    """

    aim: str
    recipient_id: int
    data: tuple[str, ...]
    subjects: frozenset[int]


@dataclass(frozen=True, slots=True)
class GivePage:
    case: CaseHeader
    offer: Offer
    marks: Marks
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One entry as the register will have it."""

    column: Column
    mode: str
    cells: tuple[Cell, ...]

    @property
    def is_window(self) -> bool:
        return self.mode == Mode.WINDOW

    @property
    def needs_second(self) -> bool:
        return any(cell.needs_second for cell in self.cells)

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(cell.source for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis, and to whom it lets data go. `until` is the first of its ends."""

    source: str
    recipients: tuple[str, ...]
    limits: tuple[str, ...]
    paper: str
    until: date | None


def give_page(actor: Actor, ref: str, purpose: str, asked: Marks | Wish | None) -> GivePage:
    """Without marks in the address those of the draft."""
    case = owned_case(actor, ref, purpose)
    if isinstance(asked, Wish):
        page = offer(actor, case, purpose, asked.aim)
        return GivePage(case, page, _wished(page, asked), is_draft=False)
    draft = None if asked else _draft(actor, case, purpose)
    marks = asked or draft or Marks()
    return GivePage(case, offer(actor, case, purpose, marks.aim), marks, is_draft=bool(draft and draft.keys))


def _wished(page: Offer, asked: Wish) -> Marks:
    wanted = [cell for cell in page.cells.values() if cell.recipient_id == asked.recipient_id]
    mine = [cell for cell in wanted if cell.is_open and cell.row.category in asked.data]
    return Marks(asked.aim, tuple(cell.key for cell in mine if cell.row.subject_id in asked.subjects))


def _draft(actor: Actor, case: CaseHeader, purpose: str) -> Marks | None:
    rows = visible(Draft, actor, purpose).filter(case_id=case.pk, author_id=actor.user_id).all("pk", limit=1)
    return Marks(rows[0].purpose, tuple(rows[0].marks), tuple(rows[0].letters)) if rows else None


def previews(page: Offer, marks: Marks) -> list[Preview]:
    """In the order of the columns, a window before a letter."""
    return [
        Preview(column, mode, cells)
        for column in page.columns
        for mode in (Mode.WINDOW, Mode.LETTER)
        if (cells := tuple(_going(page, column, mode, marks)))
    ]


def _going(page: Offer, column: Column, mode: str, marks: Marks) -> Iterator[Cell]:
    wanted: Collection[str] = set(marks.keys)
    for row in page.rows:
        cell = page.cell(row, column)
        by_letter = column.pk in marks.letters or not cell.has_window
        if cell.is_open and cell.key in wanted and by_letter == (mode == Mode.LETTER):
            yield cell


def last_day(ends: Sequence[datetime]) -> date | None:
    """The last day on which all of it holds; None where there is no end."""
    first = min(ends, default=OPEN_END)
    return None if first >= OPEN_END else local_date(first - timedelta(microseconds=1))


def grounds(entries: Sequence[Preview]) -> list[Ground]:
    found: dict[str, list[tuple[Preview, Cell]]] = {}
    for entry in entries:
        for cell in entry.cells:
            found.setdefault(cell.source, []).append((entry, cell))
    return [_ground(source, of) for source, of in found.items()]


def _ground(source: str, of: Sequence[tuple[Preview, Cell]]) -> Ground:
    ends = [cell.until for _entry, cell in of if cell.until]
    limits = [f"{cell.agreement}, {cell.paragraph}" for entry, cell in of if entry.is_window]
    return Ground(
        source=source,
        recipients=tuple(dict.fromkeys(entry.column.name for entry, _cell in of)),
        limits=tuple(dict.fromkeys(limits)),
        paper=next((cell.paper for _entry, cell in of if cell.paper), ""),
        until=last_day(ends),
    )
