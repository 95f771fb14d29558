"""The moves of a case as programs make them."""

from kooperacja.agreements.labels import Purpose
from kooperacja.cases import actions
from kooperacja.cases.models import Case, CloseReason
from kooperacja.cases.queries import get_case
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves

OTHERS = {"activate": "activate_case", "close": "close_case", "reopen": "reopen_case"}


def case_called(actor: Actor, ref: str) -> Case:
    return get_case(actor, ref, Purpose.JOINT_HELP)


CASE_MOVES = Moves.named(actions, CASE_FLOW, case_called, others=OTHERS, words={"close_reason": CloseReason})
