"""The instant at which data leave: bases, windows or copies, and the recipient's entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kooperacja.access import actions as facts
from kooperacja.access.models import AnchorKind, Basis, Share
from kooperacja.access.unrestricted import on_behalf
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.agreements.models import Agreement
from kooperacja.cases.models import Case
from kooperacja.disclosures.access import LABEL
from kooperacja.disclosures.actions.checks import tell_recipient, turn
from kooperacja.disclosures.hooks import HANDED_OVER
from kooperacja.disclosures.models import Copy, DisclosedItem, Mode, Party, RegisterEntry
from kooperacja.disclosures.queries.offer import Cell
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.sharing.actions import open_window


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the giver's entry, and the cell as it was judged at this instant."""

    item: DisclosedItem
    cell: Cell


def hand_over(actor: Actor, case: Case, entry: RegisterEntry, lines: Sequence[Line], move: str, **changes: Any) -> None:
    """Everything, or, where one line is refused, nothing: the caller's transaction is taken back."""
    disclosure = entry.disclosure
    bases: dict[tuple[int, str], Basis] = {}
    for line in lines:
        basis = _basis(actor, entry, line.cell, bases)
        share = _window(actor, case, line.cell, basis) if disclosure.mode == Mode.WINDOW else None
        line.item.basis, line.item.share = basis, share
        DisclosedItem._base_manager.filter(pk=line.item.pk).update(basis=basis, share=share)
    turn(actor, entry, move, disclosed_at=now(), **changes)
    receive(entry, [(line.item, _text(entry, line.cell)) for line in lines])
    tell_recipient(disclosure, "disclose")
    for follow in HANDED_OVER:
        follow(actor=actor, entry=entry)


def _basis(actor: Actor, entry: RegisterEntry, cell: Cell, made: dict[tuple[int, str], Basis]) -> Basis:
    """The one that holds; a provision that nobody has recorded is recorded with the act, once for a person."""
    key = (cell.row.subject_id, cell.row.category.value)
    if cell.basis_id:
        return Basis.objects.select_related("subject").get(pk=cell.basis_id)
    if key not in made:
        made[key] = facts.record_basis(
            actor,
            subject_id=cell.row.subject_id,
            recipient_id=entry.disclosure.recipient_id,
            category=cell.row.category,
            purpose=entry.disclosure.purpose,
            is_consent=False,
            source=cell.source,
        )
    return made[key]


def _window(actor: Actor, case: Case, cell: Cell, basis: Basis) -> Share:
    agreement = Agreement.objects.get(pk=cell.agreement_id)
    return open_window(
        actor=actor, case=case, place_id=cell.row.place_id, basis=basis, agreement=agreement, is_entered=True
    )


def _text(entry: RegisterEntry, cell: Cell) -> str:
    """What a letter brings; a window brings no copy."""
    return "\n".join((cell.row.who, *cell.row.lines)) if entry.disclosure.mode == Mode.LETTER else ""


def receive(entry: RegisterEntry, lines: Sequence[tuple[DisclosedItem, str]]) -> None:
    """The recipient's entry, in its inbox, with the text of each line that was copied. People are new anchors there:
    nothing ties them to the giver's.
    """
    owner_id = entry.disclosure.recipient_id
    inbox = facts.inbox_of(owner_id)
    lies: dict[str, Any] = {"owner_id": owner_id, "anchor_id": inbox.pk}
    people = {item.subject_id: facts.new_anchor(AnchorKind.PERSON, owner_id) for item, _text in lines}
    with on_behalf("disclosures.handing_over"):
        subject = next(iter(people.values()))
        got = RegisterEntry(
            **LABEL, **lies, subject=subject, disclosure=entry.disclosure, party=Party.RECIPIENT, made_at=now()
        )
        got.save(force_insert=True)
        for item, text in lines:
            _received(got, item, {**lies, "subject_id": people[item.subject_id].pk}, text)


def _received(got: RegisterEntry, sent: DisclosedItem, lies: dict[str, Any], text: str) -> None:
    names = ("number", "data", "words", "basis", "agreement_id", "paragraph", "share")
    item = DisclosedItem(**LABEL, **lies, entry=got, **{name: getattr(sent, name) for name in names})
    item.save(force_insert=True)
    if text:
        copied(item, text)


def copied(item: DisclosedItem, text: str) -> None:
    """A copy of the recipient's line; the caller writes on behalf of both parties."""
    label = {"category": item.data, "level": LEVEL_OF[Category(item.data)]}
    lies = {"owner_id": item.owner_id, "anchor_id": item.anchor_id, "subject_id": item.subject_id}
    Copy(**label, **lies, item=item, text=text).save(force_insert=True)
