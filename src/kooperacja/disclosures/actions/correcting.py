"""Rectification (art. 19 RODO): who got wrong data in a letter is told, gets the right ones where the basis still
holds, and says when its own records were put right. A window needs nothing, for it shows the living row.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import not_future
from kooperacja.cases.models import Case
from kooperacja.disclosures.access import LABEL, SECOND_PERSON_FROM, can_take_correction
from kooperacja.disclosures.actions.checks import JOINT_HELP, offered, tell_giver, tell_recipient
from kooperacja.disclosures.actions.handing_over import copied
from kooperacja.disclosures.models import Correction, DisclosedItem, DisclosureState, Mode, Party, RegisterEntry
from kooperacja.disclosures.queries.offer import OPEN, SHOWN, Cell, Offer
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.errors import NotFound, RuleBroken
from kooperacja.people.hooks import Corrected

# Letters that the recipient holds.
HELD = (DisclosureState.DISCLOSED, DisclosureState.ACKNOWLEDGED, DisclosureState.RECALLED)


def follow_correction(*, actor: Actor, corrected: Corrected) -> None:
    """In the transaction of the correction. Who corrects need not see the register: the duty is the institution's."""
    entries: dict[int, list[DisclosedItem]] = {}
    for item in _sent(corrected):
        entries.setdefault(item.entry_id, []).append(item)
    offers: dict[tuple[int, str], Offer | None] = {}
    for items in entries.values():
        _tell(actor, items[0].entry, items, _right_texts(actor, items, offers))


def _sent(corrected: Corrected) -> list[DisclosedItem]:
    """Lines of letters that carried it. The name of a person stands at the head of every letter about that person."""
    same = Q(place=corrected.anchor_id, data=corrected.category)
    with unrestricted(DisclosedItem, "disclosures.corrected") as rows:
        found = rows.filter(
            Q() if corrected.is_name else same,
            owner_id=corrected.owner_id,
            subject_id=corrected.subject_id,
            entry__party=Party.GIVER,
            entry__disclosure__mode=Mode.LETTER,
            entry__disclosure__state__in=list(HELD),
        )
        if corrected.since:
            found = found.filter(entry__disclosure__disclosed_at__gte=corrected.since)
        return list(found.select_related("entry__disclosure", "basis").order_by("entry_id", "number"))


def _right_texts(
    actor: Actor, items: Sequence[DisclosedItem], offers: dict[tuple[int, str], Offer | None]
) -> dict[int, str]:
    """By number of the line, what may go to the recipient now: on the same basis, as far as who corrects sees it, and
    never without the second person where one is needed.
    """
    entry = items[0].entry
    if entry.disclosure.state == DisclosureState.RECALLED:
        return {}
    key = (entry.case_id or 0, entry.disclosure.purpose)
    if key not in offers:
        offers[key] = _offer(actor, *key)
    page = offers[key]
    found: dict[int, str] = {}
    cells = page.cells if page else {}
    for item in items:
        cell = cells.get(f"{item.place}-{item.subject_id}-{item.data}-{entry.disclosure.recipient_id}")
        text = _text(item, cell) if cell and _may_go(item, cell) else ""
        if text:
            found[item.number] = text
    return found


def _may_go(item: DisclosedItem, cell: Cell) -> bool:
    holds = item.basis is not None and item.basis.holds_at(now())
    return holds and cell.status in OPEN | {SHOWN} and cell.row.level < SECOND_PERSON_FROM


def _text(item: DisclosedItem, cell: Cell) -> str:
    """Of the things that the letter brought, and of no other that was written down since."""
    words = tuple(f"{word}:" for word in item.words.split(", "))
    lines = [line for line in cell.row.lines if cell.row.is_of_family or line.startswith(words)]
    return "\n".join((cell.row.who, *lines)) if lines else ""


def _offer(actor: Actor, case_id: int, aim: str) -> Offer | None:
    """The matrix, where the case is open to who corrects."""
    try:
        with snapshot():
            case = door.visible(Case, actor, JOINT_HELP).get(pk=case_id)
        return offered(actor, case, aim)
    except NotFound:
        return None


def _tell(actor: Actor, entry: RegisterEntry, items: Sequence[DisclosedItem], texts: dict[int, str]) -> None:
    """Both sides get their row of each line, and the recipient the right version beside the one that it has."""
    at, numbers = now(), [item.number for item in items]
    with unrestricted(DisclosedItem, "disclosures.handing_over") as rows:
        same = rows.filter(entry__disclosure_id=entry.disclosure_id, entry__party=Party.RECIPIENT, number__in=numbers)
        theirs = list(same.order_by("number"))
    with on_behalf("disclosures.handing_over"):
        for item in (*items, *theirs):
            _correction(item, is_sent=item.number in texts, made_at=at)
        for item in theirs:
            if item.number in texts:
                copied(item, texts[item.number])
        RegisterEntry._base_manager.filter(disclosure_id=entry.disclosure_id).update(updated_at=at)
        record(actor, "disclosure.correct", entry.of_disclosure(), lines=numbers, sent=sorted(texts))
    tell_recipient(entry.disclosure, "correct")
    if actor.user_id != entry.disclosure.author_id:
        tell_giver(entry.disclosure, "correct")


def _correction(item: DisclosedItem, **facts: Any) -> None:
    lies = {"owner_id": item.owner_id, "anchor_id": item.anchor_id, "subject_id": item.subject_id}
    Correction(**LABEL, **lies, entry_id=item.entry_id, number=item.number, data=item.data, **facts).save(
        force_insert=True
    )


# ---- The recipient's side


@writes
def take_correction(*, actor: Actor, entry: RegisterEntry, taken_on: date) -> None:
    """The recipient has put its own records right; that answers every correction of this letter so far."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    can_take_correction(actor, entry.disclosure).require()
    not_future(taken_on, "taken_on")
    with snapshot():
        waiting = door.visible(Correction, actor, JOINT_HELP).filter(entry_id=entry.pk, taken_on=None).all("pk")
    if not waiting:
        raise RuleBroken("disclosure.nothing_corrected", _("No correction of these data waits for you."))
    if taken_on < local_date(waiting[-1].made_at):
        sentence = _("This is before the day on which you were told of the correction.")
        raise RuleBroken("disclosure.taken_early", sentence, field="taken_on")
    with on_behalf("disclosures.handing_over"):
        same = {"entry__disclosure_id": entry.disclosure_id, "taken_on": None}
        Correction._base_manager.filter(**same).update(taken_on=taken_on, updated_at=now())
        record(actor, "disclosure.take", entry.of_disclosure(), day=taken_on)
    tell_giver(entry.disclosure, "take")
