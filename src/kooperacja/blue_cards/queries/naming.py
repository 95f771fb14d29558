"""Interdisciplinary teams to which a card goes, who leads them, and who may sit in a group."""

from django.db.models import QuerySet

from kooperacja.access.visible import missing
from kooperacja.blue_cards.models import BlueCard
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.teams.models import Seat, Team, TeamState
from kooperacja.teams.shape import Function

INTERDISCIPLINARY = "interdisciplinary"


def teams() -> QuerySet[Team]:
    """Those that work; that they exist is level 0."""
    return Team.objects.filter(kind=INTERDISCIPLINARY, state=TeamState.WORKING).order_by("name", "pk")


def get_statutory_team(_actor: Actor, ref: str) -> Team:
    row = teams().filter(ref=ref).first()
    if row is None:
        raise missing()
    return row


def chairs(team: Team) -> list[Seat]:
    """Who leads it; several where it is so."""
    rows = Seat.objects.filter(valid_at(now()), team=team, function=Function.COORDINATOR, user__isnull=False)
    return list(rows.select_related("user", "institution").order_by("pk"))


def live_seats(card: BlueCard) -> list[Seat]:
    """From which seats of the team of a card the group is named."""
    rows = Seat.objects.filter(valid_at(now()), team=card.team, user__isnull=False)
    return list(rows.select_related("user", "institution").order_by("institution__short_name", "pk"))
