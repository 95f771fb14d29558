"""The moves of an agreement as programs make them."""

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, SuspendReason
from kooperacja.agreements.queries import get_agreement
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves


def _get(actor: Actor, ref: str) -> Agreement:
    return get_agreement(ref)


AGREEMENT_MOVES = Moves.named(actions, AGREEMENT_FLOW, _get, others={}, words={"code": SuspendReason})
