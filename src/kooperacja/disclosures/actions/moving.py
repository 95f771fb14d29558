"""What happens to a disclosure after it was prepared: the second person, closing, asking back, answering."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.cases.actions.checks import not_future
from kooperacja.cases.models import Case
from kooperacja.disclosures.access import can_approve
from kooperacja.disclosures.actions.checks import (
    JOINT_HELP,
    lines_of,
    offered,
    still_open,
    tell_giver,
    tell_recipient,
    turn,
)
from kooperacja.disclosures.actions.handing_over import Line, hand_over
from kooperacja.disclosures.models import DisclosedItem, Mode, Proof, RefuseReason, RegisterEntry
from kooperacja.disclosures.queries.offer import Offer
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.sharing.actions import close_window
from kooperacja.sharing.actions.checks import is_at_the_file


@writes
def approve(*, actor: Actor, entry: RegisterEntry) -> None:
    """The second person looks at it and hands it over: by that time, and by what this person may see."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    can_approve(actor, entry.disclosure).require()
    case = _case_of(actor, entry)
    is_at_the_file(actor, case)
    page = offered(actor, case, entry.disclosure.purpose)
    lines = [_judged(page, entry, item) for item in lines_of(actor, entry)]
    hand_over(actor, case, entry, lines, "approve", second_id=actor.user_id)
    tell_giver(entry.disclosure, "approve")


def _case_of(actor: Actor, entry: RegisterEntry) -> Case:
    with snapshot():
        return door.visible(Case, actor, JOINT_HELP).get(pk=entry.case_id)


def _judged(page: Offer, entry: RegisterEntry, item: DisclosedItem) -> Line:
    recipient_id = entry.disclosure.recipient_id
    cell = page.cells.get(f"{item.place}-{item.subject_id}-{item.data}-{recipient_id}")
    if cell is None:
        sentence = _("You do not see all of these data, or they are not in the file any more.")
        raise RuleBroken("disclosure.not_seen", sentence, is_denial=True)
    by_window = entry.disclosure.mode == Mode.WINDOW
    still_open(cell, page.column(recipient_id).name, by_window=by_window)
    return Line(item, cell)


@writes
def refuse(*, actor: Actor, entry: RegisterEntry, reason_code: str) -> None:
    """The second person says no; nothing was opened."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    if reason_code not in RefuseReason.values:
        raise RuleBroken("disclosure.reason", _("Choose a reason from the list."), field="reason_code")
    turn(actor, entry, "refuse", code=reason_code, reason_code=reason_code, second_id=actor.user_id)
    tell_giver(entry.disclosure, "refuse")


@writes
def close(*, actor: Actor, entry: RegisterEntry) -> None:
    """The windows of this disclosure close at the next request; bases stay, for other windows may rest on them."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    case = _case_of(actor, entry)
    turn(actor, entry, "close")
    for item in lines_of(actor, entry):
        if item.share:
            close_window(actor=actor, case=case, window=item.share)
    tell_recipient(entry.disclosure, "close")


@writes
def recall(*, actor: Actor, entry: RegisterEntry) -> None:
    """Ask for a letter back. The copy is the recipient's: it goes only when the recipient says so, with proof."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    turn(actor, entry, "recall")
    tell_recipient(entry.disclosure, "recall")


# ---- The recipient's side


@writes
def acknowledge(*, actor: Actor, entry: RegisterEntry) -> None:
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    turn(actor, entry, "acknowledge")
    tell_giver(entry.disclosure, "acknowledge")


@writes
def confirm(*, actor: Actor, entry: RegisterEntry, proof: str, proved_on: date) -> None:
    """What was done with the letter, and when: the proof that the giver shows to the person."""
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    if proof not in Proof.values:
        raise RuleBroken("disclosure.proof", _("Say what was done with the letter."), field="proof")
    not_future(proved_on, "proved_on")
    turn(actor, entry, "confirm", code=proof, proof=proof, proved_on=proved_on)
    tell_giver(entry.disclosure, "confirm")
