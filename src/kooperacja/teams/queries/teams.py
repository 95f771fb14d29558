"""Finding one team or seat; what the reader may not know of is missing."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound
from kooperacja.teams.access import visible_teams
from kooperacja.teams.models import Seat, Team


def get_team(actor: Actor, ref: str) -> Team:
    """With everything that decisions about it and its readiness ask, in three statements."""
    seats = Seat.objects.select_related("institution", "user").order_by("institution__folded", "pk")
    rows = visible_teams(actor).select_related("variant", "leader", "agreement")
    team = rows.prefetch_related("acts", Prefetch("seats", queryset=seats)).filter(ref=ref).first()
    if team is None:
        raise _missing()
    return team


def get_seat(actor: Actor, ref: str, pk: int) -> Seat:
    team = get_team(actor, ref)
    for seat in team.seats.all():
        if seat.pk == pk:
            return seat
    raise _missing()


def _missing() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))
