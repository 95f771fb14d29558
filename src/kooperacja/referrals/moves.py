"""The moves of a referral as programs make them. To receive a letter is an act of its own here: a page
receives it by being opened, but a program that only reads changes nothing.
"""

from kooperacja.agreements.labels import Purpose
from kooperacja.cases.moves import case_called
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.moves import Moves
from kooperacja.people.kinds import Kinship
from kooperacja.referrals import actions
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries import get_side
from kooperacja.referrals.workflow import FLOW

OTHERS = {"send": "send_referral", "return": "return_for_completion"}


def _get(actor: Actor, ref: str) -> Side:
    return get_side(actor, ref, Purpose.JOINT_HELP)


REFERRAL_MOVES = Moves.named(actions, FLOW, _get, others=OTHERS, words={"kinship": Kinship}, rows={"case": case_called})
