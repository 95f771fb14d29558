"""The moves of a request as programs make them. Handing over is an act of `disclosures`, which names the request."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves
from kooperacja.inquiries import actions
from kooperacja.inquiries.models import InquirySide, RefuseReason
from kooperacja.inquiries.queries.rows import get_side
from kooperacja.inquiries.workflow import BY_A_DISCLOSURE, FLOW


def _get(actor: Actor, ref: str) -> InquirySide:
    return get_side(actor, ref, Purpose.JOINT_HELP)


INQUIRY_MOVES = Moves.named(actions, FLOW, _get, others={BY_A_DISCLOSURE: ""}, words={"reason_code": RefuseReason})
