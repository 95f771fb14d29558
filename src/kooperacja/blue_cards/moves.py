"""The moves of a Blue Card as programs make them. Naming the group has an endpoint of its own, which takes a list."""

from kooperacja.blue_cards import actions
from kooperacja.blue_cards.models import EndReason
from kooperacja.blue_cards.queries.naming import get_statutory_team
from kooperacja.blue_cards.queries.rows import get_card
from kooperacja.blue_cards.workflow import BY_AN_ENTRY, CARD_FLOW, WITH_MEMBERS
from kooperacja.foundation.moves import Moves

CARD_MOVES = Moves.named(
    actions,
    CARD_FLOW,
    get_card,
    others={BY_AN_ENTRY: "", WITH_MEMBERS: ""},
    words={"reason_code": EndReason},
    rows={"team": get_statutory_team},
)
