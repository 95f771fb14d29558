"""Handing over what was marked: one entry for each recipient and way, all or nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import Capacity
from kooperacja.access.queries import appointed
from kooperacja.access.writing import writes
from kooperacja.cases.actions.checks import may_work
from kooperacja.cases.models import Case
from kooperacja.directory.queries import workers
from kooperacja.disclosures import law
from kooperacja.disclosures.access import LABEL
from kooperacja.disclosures.actions.checks import offered, still_open, tell, turn
from kooperacja.disclosures.actions.drafts import forget_draft
from kooperacja.disclosures.actions.entering import prepared
from kooperacja.disclosures.actions.handing_over import Line, hand_over
from kooperacja.disclosures.models import DisclosedItem, Mode, RegisterEntry
from kooperacja.disclosures.queries.offer import Cell, Column, Offer
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.folding import fold
from kooperacja.sharing.actions.checks import is_at_the_file


@dataclass(frozen=True, slots=True)
class Chosen:
    """A marked cell: the row by where it lies, whom it is about and its category, and the recipient."""

    place_id: int
    subject_id: int
    category: str
    recipient_id: int

    @property
    def key(self) -> str:
        return f"{self.place_id}-{self.subject_id}-{self.category}-{self.recipient_id}"


@writes
def disclose(
    *,
    actor: Actor,
    case: Case,
    aim: str,
    chosen: Sequence[Chosen],
    letters: Collection[int] = (),
    confirmed: Mapping[int, str] | None = None,
    answers: str = "",
) -> list[RegisterEntry]:
    """Each cell is judged again at this instant. `letters` are recipients who get a letter although a window
    could be opened; `confirmed` are names typed for what is of level 3 and above, which waits for another person.
    `answers` is the reference of a request of a package above, which is told when the data have gone.
    """
    is_at_the_file(actor, case)
    may_work(actor, case)
    _not_too_many(chosen)
    page = offered(actor, case, aim)
    groups = _grouped(page, chosen, letters)
    names = confirmed or {}
    entries = []
    for (recipient_id, mode), cells in groups.items():
        column = page.column(recipient_id)
        if any(cell.needs_second for cell in cells):
            _is_the_one_meant(column, names.get(recipient_id, ""))
        entries.append(_one(actor, case, prepared(actor, case, aim, column.pk, mode, answers=answers), cells))
    forget_draft(actor, case)
    return entries


def _not_too_many(chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise RuleBroken("disclosure.empty", _("Mark what goes to whom."), field="marks")
    most = law.most_recipients(today())
    asked = len({one.recipient_id for one in chosen})
    if asked > most:
        sentence = _("One act hands data over to %(most)s institutions at most; here are %(asked)s.")
        told = {"most": most, "asked": asked}
        raise RuleBroken("disclosure.too_many", sentence % told, field="marks", is_denial=True)


def _grouped(page: Offer, chosen: Sequence[Chosen], letters: Collection[int]) -> dict[tuple[int, str], list[Cell]]:
    """By recipient and way; the same cell marked twice is one."""
    groups: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for key in dict.fromkeys(one.key for one in chosen):
        cell = page.cells.get(key)
        if cell is None:
            sentence = _("These data are not in the file any more. Open the page again; nothing was handed over.")
            raise RuleBroken("disclosure.no_cell", sentence, field="marks", is_denial=True)
        still_open(cell, page.column(cell.recipient_id).name, by_window=False)
        by_letter = cell.recipient_id in letters or not cell.has_window
        groups[cell.recipient_id, Mode.LETTER if by_letter else Mode.WINDOW].append(cell)
    return groups


def _is_the_one_meant(column: Column, typed: str) -> None:
    """Near-homonyms: for data that may do harm the name is typed, not only seen."""
    if fold(typed) in {fold(column.name), fold(column.full_name)}:
        return
    sentence = _("Type the name of the recipient: %(name)s, %(kind)s, %(place)s. It has to be the very same.")
    told = {"name": column.name, "kind": column.kind, "place": column.place}
    raise RuleBroken("disclosure.recipient_name", sentence % told, field="names")


def _one(actor: Actor, case: Case, entry: RegisterEntry, cells: Sequence[Cell]) -> RegisterEntry:
    lines = [_line(entry, number, cell) for number, cell in enumerate(cells, 1)]
    if not any(cell.needs_second for cell in cells):
        hand_over(actor, case, entry, lines, "disclose")
        return entry
    turn(actor, entry, "ask")
    tell(_second_persons(actor, case), actor.institution_id, entry.disclosure, "ask")
    return entry


def _line(entry: RegisterEntry, number: int, cell: Cell) -> Line:
    item = DisclosedItem(
        **LABEL,
        owner_id=entry.owner_id,
        anchor_id=entry.anchor_id,
        subject_id=cell.row.subject_id,
        entry=entry,
        number=number,
        data=cell.row.category,
        words=cell.row.told[:200],
        place=cell.row.place_id,
        agreement_id=cell.agreement_id or None,
        paragraph=cell.paragraph,
    )
    item.save(force_insert=True)
    return Line(item, cell)


def _second_persons(actor: Actor, case: Case) -> list[int]:
    """Others of the file, and those who supervise; whether they are authorised is asked when they decide."""
    mine = {"institution": actor.institution_id, "capacity__in": (Capacity.TEAM, Capacity.KEY_WORKER)}
    team = appointed([case.anchor_id]).filter(**mine).values_list("user_id", flat=True)
    heads = workers(actor.institution_id).filter(supervises=True).values_list("user_id", flat=True)
    return sorted({*team, *heads} - {actor.user_id})
