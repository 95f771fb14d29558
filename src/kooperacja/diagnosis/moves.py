"""The moves of a diagnosis and of a workshop as programs make them."""

from kooperacja.agreements.labels import Purpose
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.kinds import NotHeld, WithoutWorkshops
from kooperacja.diagnosis.models import Diagnosis, Workshop
from kooperacja.diagnosis.queries.rows import get_diagnosis, get_workshop
from kooperacja.diagnosis.workflow import FLOW, WORKSHOP_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves


def _diagnosis(actor: Actor, ref: str) -> Diagnosis:
    return get_diagnosis(actor, ref, Purpose.JOINT_HELP)


def _workshop(actor: Actor, ref: str) -> Workshop:
    return get_workshop(actor, ref, Purpose.JOINT_HELP)


WHY = {"without_workshops": WithoutWorkshops, "reason_code": NotHeld}
DIAGNOSIS_MOVES = Moves.named(actions, FLOW, _diagnosis, others={}, words=WHY)
# Who took part is a list, so holding one is an endpoint of its own.
WORKSHOP_MOVES = Moves.named(actions, WORKSHOP_FLOW, _workshop, others={"hold": ""}, words=WHY)
