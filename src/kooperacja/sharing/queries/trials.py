"""Which acts on an agreement the reader may try, and what a trial says."""

from dataclasses import dataclass

from kooperacja.access.what_if import Change
from kooperacja.agreements.access import can_withdraw
from kooperacja.agreements.models import Agreement
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text

SUSPEND, RESUME, END, ENFORCE, WITHDRAW = "suspend", "resume", "end", "enforce", "withdraw"


@dataclass(frozen=True, slots=True)
class Trial:
    """What would change; `refused` is the sentence where the act itself is refused today."""

    changes: tuple[Change, ...]
    windows: int
    refused: Text = ""

    @property
    def lost(self) -> int:
        return sum(change.lost for change in self.changes)

    @property
    def gained(self) -> int:
        return sum(change.gained for change in self.changes)


def acts(actor: Actor, agreement: Agreement, withdraw: str) -> list[tuple[str, str]]:
    """The acts that the reader could do now, by name and label."""
    tried = {SUSPEND, RESUME, END, ENFORCE}
    moves = [(move.name, str(move.label)) for move in AGREEMENT_FLOW.available(agreement, actor) if move.name in tried]
    return [*moves, (WITHDRAW, withdraw)] if can_withdraw(actor, agreement) else moves
