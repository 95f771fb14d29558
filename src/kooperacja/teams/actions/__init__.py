"""What is done with teams: `variants`, `founding` (the team and its papers), `seats`."""

from kooperacja.teams.actions.founding import add_act, change_team, end, found_team, mark_seen, remove_act, start
from kooperacja.teams.actions.seats import (
    confirm_statement,
    declare_conflict,
    end_conflict,
    end_seat,
    name_substitute,
    name_worker,
    open_seat,
    record_statement,
)
from kooperacja.teams.actions.variants import define_variant, kept

__all__ = [
    "add_act",
    "change_team",
    "confirm_statement",
    "declare_conflict",
    "define_variant",
    "end",
    "end_conflict",
    "end_seat",
    "found_team",
    "kept",
    "mark_seen",
    "name_substitute",
    "name_worker",
    "open_seat",
    "record_statement",
    "remove_act",
    "start",
]
