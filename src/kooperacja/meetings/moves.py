"""The moves of a meeting as programs make them."""

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves
from kooperacja.meetings import actions
from kooperacja.meetings.models import Meeting
from kooperacja.meetings.queries.rows import get_meeting
from kooperacja.meetings.workflow import MEETING_FLOW


def _get(actor: Actor, ref: str) -> Meeting:
    return get_meeting(actor, ref)


MEETING_MOVES = Moves.named(actions, MEETING_FLOW, _get, others={"open": "open_meeting"})
