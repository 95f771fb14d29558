"""Reads of teams and of variants of the model."""

from kooperacja.teams.queries.readiness import InstitutionLine, SeatLine, readiness
from kooperacja.teams.queries.teams import get_seat, get_team
from kooperacja.teams.queries.variants import offered, variant_of_code

__all__ = [
    "InstitutionLine",
    "SeatLine",
    "get_seat",
    "get_team",
    "offered",
    "readiness",
    "variant_of_code",
]
