"""The moves of a team as programs make them."""

from kooperacja.foundation.moves import Moves
from kooperacja.teams import actions
from kooperacja.teams.queries import get_team
from kooperacja.teams.workflow import TEAM_FLOW

TEAM_MOVES = Moves.named(actions, TEAM_FLOW, get_team, others={})
