"""Finding one team or seat; what the reader may not know of is missing."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from kooperacja.directory.models import Area
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound
from kooperacja.teams.access import visible_teams
from kooperacja.teams.models import ConflictOfInterest, FoundingAct, Seat, Team
from kooperacja.teams.queries.readiness import in_force, with_facts


def get_team(actor: Actor, ref: str) -> Team:
    """With everything that decisions about it and its readiness ask, in three statements."""
    seats = with_facts(Seat.objects.select_related("institution", "user").order_by("institution__folded", "pk"))
    area = Area.objects.filter(pk=OuterRef("terc")).values("name")
    rows = visible_teams(actor).select_related("variant", "leader", "agreement")
    rows = rows.annotate(area=Subquery(area), in_force=in_force())
    team = rows.prefetch_related("acts", Prefetch("seats", queryset=seats)).filter(ref=ref).first()
    if team is None:
        raise missing()
    return team


def get_seat(actor: Actor, ref: str, pk: int) -> Seat:
    team = get_team(actor, ref)
    for seat in team.seats.all():
        if seat.pk == pk:
            seat.team = team
            return seat
    raise missing()


def get_act(actor: Actor, ref: str, pk: int) -> FoundingAct:
    team = get_team(actor, ref)
    for act in team.acts.all():
        if act.pk == pk:
            act.team = team
            return act
    raise missing()


def get_conflict(actor: Actor, ref: str, pk: int) -> ConflictOfInterest:
    row = ConflictOfInterest.objects.filter(pk=pk).first()
    if row is None:
        raise missing()
    row.seat = get_seat(actor, ref, row.seat_id)
    return row


def missing() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))
