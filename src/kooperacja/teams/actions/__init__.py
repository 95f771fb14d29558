"""What is done with teams: `variants`, `founding` (the team and its papers), `seats`."""

from kooperacja.teams.actions.founding import add_act, end, found_team, start
from kooperacja.teams.actions.seats import (
    confirm_statement,
    declare_conflict,
    end_conflict,
    end_seat,
    name_worker,
    open_seat,
    record_statement,
)
from kooperacja.teams.actions.variants import define_variant, kept

__all__ = [
    "add_act",
    "confirm_statement",
    "declare_conflict",
    "define_variant",
    "end",
    "end_conflict",
    "end_seat",
    "found_team",
    "kept",
    "name_worker",
    "open_seat",
    "record_statement",
    "start",
]
