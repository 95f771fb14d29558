"""The moves of a disclosure as programs make them. Handing over and asking for a second person are one act of
their own, which takes a case and what is marked.
"""

from kooperacja.agreements.labels import Purpose
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import Proof, RefuseReason, RegisterEntry
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.disclosures.workflow import FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves

NO_MOVES = {"disclose": "", "ask": ""}


def _get(actor: Actor, ref: str) -> RegisterEntry:
    return get_entry(actor, ref, Purpose.JOINT_HELP)


DISCLOSURE_MOVES = Moves.named(
    actions, FLOW, _get, others=NO_MOVES, words={"reason_code": RefuseReason, "proof": Proof}
)
