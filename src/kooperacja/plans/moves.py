"""The moves of a plan as programs make them. Signing and the team's decision are written down apart from them."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves
from kooperacja.plans import actions
from kooperacja.plans.models import EndReason, Plan
from kooperacja.plans.queries.rows import get_plan
from kooperacja.plans.workflow import FLOW


def _get(actor: Actor, ref: str) -> Plan:
    return get_plan(actor, ref, Purpose.JOINT_HELP)


OTHERS = {"return": "return_plan", "approve": "", "sign": "", "amend": ""}
PLAN_MOVES = Moves.named(actions, FLOW, _get, others=OTHERS, words={"reason_code": EndReason})
