"""Who leaves the interdisciplinary team leaves its cards in the same act; who leads it next is let in to them."""

from django.db import transaction

from kooperacja.access import actions as facts
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.blue_cards.actions.checks import sit
from kooperacja.blue_cards.models import BlueCard, Body, CardState
from kooperacja.blue_cards.queries.naming import INTERDISCIPLINARY
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.teams.models import Seat
from kooperacja.teams.shape import Function


def leave_cards(actor: Actor, seat: Seat) -> None:
    if seat.user_id is None or seat.team.kind != INTERDISCIPLINARY:
        return
    with unrestricted(BlueCard, "blue_cards.procedure") as rows:
        files = list(rows.filter(team_id=seat.team_id).values_list("anchor_id", flat=True))
    mine = {"user_id": seat.user_id, "institution_id": seat.institution_id, "capacity": Capacity.STATUTORY}
    for post in Appointment.objects.filter(valid_at(now()), anchor__in=files, **mine):
        facts.recall(
            actor,
            user_id=seat.user_id,
            institution_id=seat.institution_id,
            anchor_id=post.anchor_id,
            capacities=[Capacity.STATUTORY],
        )


def let_chair_in(actor: Actor, seat: Seat) -> None:
    """To the cards that are under way. Who is not authorised, or is kept away by a lock, gets those that are open."""
    if seat.function != Function.COORDINATOR or seat.team.kind != INTERDISCIPLINARY:
        return
    with unrestricted(BlueCard, "blue_cards.procedure") as rows:
        under_way = rows.filter(team_id=seat.team_id).exclude(state=CardState.CONCLUDED)
        found = list(under_way.select_related("anchor").order_by("pk"))
    for card in found:
        try:
            with transaction.atomic(), on_behalf("blue_cards.procedure"):
                sit(actor, card, seat, Body.TEAM, "")
        except RuleBroken:
            continue
