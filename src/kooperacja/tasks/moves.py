"""The moves of an action as programs make them."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves
from kooperacja.tasks import actions
from kooperacja.tasks.models import TaskReason, TaskSide
from kooperacja.tasks.queries.rows import get_side
from kooperacja.tasks.workflow import FLOW


def _get(actor: Actor, ref: str) -> TaskSide:
    return get_side(actor, ref, Purpose.JOINT_HELP)


TASK_MOVES = Moves.named(actions, FLOW, _get, others={}, words={"reason_code": TaskReason})
