"""What every act on a disclosure asks first, and what it tells the other party."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.queries import intake_workers
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf
from kooperacja.agreements.labels import Purpose
from kooperacja.audit import actions as audit
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header
from kooperacja.disclosures.models import DisclosedItem, Disclosure, RegisterEntry
from kooperacja.disclosures.queries.offer import Cell, Offer, offer
from kooperacja.disclosures.words import why
from kooperacja.disclosures.workflow import FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices import actions as notices

JOINT_HELP = Purpose.JOINT_HELP


def offered(actor: Actor, case: Case, aim: str) -> Offer:
    """The matrix as it is at this instant, inside the transaction of the act."""
    with snapshot():
        return offer(actor, case_header(actor, case.ref, JOINT_HELP), JOINT_HELP, aim)


def still_open(cell: Cell, recipient: str, *, by_window: bool) -> None:
    """What was possible when the page was drawn may not be now: the whole act is refused, nothing half done."""
    told = {"data": cell.row.label, "who": cell.row.who, "name": recipient}
    if not cell.is_open:
        sentence = _("%(data)s (%(who)s) cannot go to %(name)s now: %(why)s Nothing was handed over.")
        told["why"] = why(cell)
        raise RuleBroken("disclosure.closed_cell", sentence % told, field="marks", is_denial=True)
    if by_window and not cell.has_window:
        sentence = _("%(data)s (%(who)s) can go to %(name)s only as a letter: no agreement in force covers a window.")
        raise RuleBroken("disclosure.only_letter", sentence % told, field="letters", is_denial=True)


def lines_of(actor: Actor, entry: RegisterEntry) -> list[DisclosedItem]:
    with snapshot():
        rows = door.visible(DisclosedItem, actor, JOINT_HELP).filter(entry_id=entry.pk)
        return rows.select_related("share__anchor", "share__subject").all("number")


def turn(actor: Actor, entry: RegisterEntry, name: str, *, code: str = "", **changes: Any) -> None:
    """Make one move in the name of one party."""
    about = entry.of_disclosure()
    with on_behalf("disclosures.handing_over"):
        audit.move(actor, entry.disclosure, FLOW, name, code=code, about=about, since_at=now(), **changes)
        RegisterEntry._base_manager.filter(disclosure_id=entry.disclosure_id).update(updated_at=now())


def tell(to: Iterable[int], institution_id: int, disclosure: Disclosure, name: str) -> None:
    """A number and no name."""
    about = disclosure.about()
    notices.send(to=to, institution_id=institution_id, code=f"disclosure.{name}", about=about)


def tell_recipient(disclosure: Disclosure, name: str) -> None:
    tell(intake_workers(disclosure.recipient_id), disclosure.recipient_id, disclosure, name)


def tell_giver(disclosure: Disclosure, name: str) -> None:
    people: Sequence[int] = [disclosure.author_id]
    tell(people, disclosure.giver_id, disclosure, name)
