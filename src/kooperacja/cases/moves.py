"""The moves of a case as programs make them."""

from kooperacja.agreements.labels import Purpose
from kooperacja.cases import actions
from kooperacja.cases.models import Case, CloseReason, RefuseReason, SuspendReason
from kooperacja.cases.queries import get_case
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves

OTHERS = {move.name: f"{move.name}_case" for move in CASE_FLOW.moves}
WORDS = {"close_reason": CloseReason, "refuse_reason": RefuseReason, "suspend_reason": SuspendReason}


def case_called(actor: Actor, ref: str) -> Case:
    return get_case(actor, ref, Purpose.JOINT_HELP)


CASE_MOVES = Moves.named(actions, CASE_FLOW, case_called, others=OTHERS, words=WORDS)
