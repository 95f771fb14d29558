"""Reads of teams and of variants of the model."""

from kooperacja.teams.queries.choices import agreements_of, colleagues
from kooperacja.teams.queries.listing import (
    SORTS,
    Row,
    Wanted,
    all_teams,
    areas_of_teams,
    filled_words,
    kinds_offered,
    team_keys,
    team_list,
)
from kooperacja.teams.queries.mine import Waiting, closed_teams, page_of_team, waiting
from kooperacja.teams.queries.page import SeatPage, TeamPage, boxes_of, seat_page, team_page
from kooperacja.teams.queries.readiness import InstitutionLine, SeatLine, readiness
from kooperacja.teams.queries.teams import get_act, get_conflict, get_seat, get_team
from kooperacja.teams.queries.variants import VariantLine, offered, variant_line, variant_of_code, variants

__all__ = [
    "SORTS",
    "InstitutionLine",
    "Row",
    "SeatLine",
    "SeatPage",
    "TeamPage",
    "VariantLine",
    "Waiting",
    "Wanted",
    "agreements_of",
    "all_teams",
    "areas_of_teams",
    "boxes_of",
    "closed_teams",
    "colleagues",
    "filled_words",
    "get_act",
    "get_conflict",
    "get_seat",
    "get_team",
    "kinds_offered",
    "offered",
    "page_of_team",
    "readiness",
    "seat_page",
    "team_keys",
    "team_list",
    "team_page",
    "variant_line",
    "variant_of_code",
    "variants",
    "waiting",
]
