"""What packages above ask before a case makes a move: a diagnosis before planning, a plan before work.

A condition reads through `access.door.visible` and says why not; it changes nothing. It is asked again when the
move is made, in the transaction of the move.
"""

from collections.abc import Callable

from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict

Condition = Callable[[Actor, Case], Verdict]

# Each in the order in which they are asked.
INFORM: list[Condition] = []
ASSESS: list[Condition] = []
PLAN: list[Condition] = []
BEGIN: list[Condition] = []
PROPOSE_CLOSING: list[Condition] = []
CLOSE: list[Condition] = []
ARCHIVE: list[Condition] = []
TRANSFER: list[Condition] = []
# By the name of the move in `workflow.CASE_FLOW`.
CONDITIONS: dict[str, list[Condition]] = {
    "inform": INFORM,
    "assess": ASSESS,
    "plan": PLAN,
    "begin": BEGIN,
    "propose_closing": PROPOSE_CLOSING,
    "close": CLOSE,
    "archive": ARCHIVE,
    "transfer": TRANSFER,
}


def may(move: str, actor: Actor, case: Case) -> Verdict:
    """The first no of what is asked before this move."""
    for condition in CONDITIONS[move]:
        verdict = condition(actor, case)
        if not verdict:
            return verdict
    return YES
