"""What waits for a reader in teams: a statement to sign, a seat for which nobody is named. It is read from the
seats themselves, so it is there until it is done.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices.hooks import Object
from kooperacja.teams.access import visible_teams
from kooperacja.teams.models import Seat, TeamState

MOST = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do in a team."""

    text: str
    team: str
    ref: str
    icon: str


def waiting(actor: Actor) -> list[Waiting]:
    """The oldest first, in one statement."""
    asked = Q(user_id=actor.user_id, stated_on=None)
    if actor.role == Role.INSTITUTION_MANAGER:
        asked |= Q(user=None)
    rows = Seat.objects.filter(valid_at(now()), asked, institution_id=actor.institution_id)
    open_teams = rows.exclude(team__state=TeamState.DISSOLVED).select_related("team__variant")
    return [_told(seat) for seat in open_teams.order_by("valid_from", "pk")[:MOST]]


def _told(seat: Seat) -> Waiting:
    if seat.user_id is None:
        return Waiting(_("Name who sits for your institution"), seat.team.name, seat.team.ref, "user")
    text = _("You were named: sign the statement of confidentiality")
    if seat.team.says().is_statutory:
        text = _("You were named: sign the statement of confidentiality on paper")
    return Waiting(text, seat.team.name, seat.team.ref, "pen")


def page_of_team(actor: Actor, kind: str, pk: int) -> str:
    """The address of a team that this reader knows of."""
    if kind != "team":
        return ""
    ref = visible_teams(actor).filter(pk=pk).values_list("ref", flat=True).first()
    return f"{reverse('teams:show', args=[ref])}?nowe" if ref else ""


def closed_teams(actor: Actor, objects: Collection[Object]) -> set[Object]:
    """Of these objects the teams of which the reader knows nothing any more."""
    asked = {pk for kind, pk in objects if kind == "team"}
    if not asked:
        return set()
    known = set(visible_teams(actor).filter(pk__in=asked).values_list("pk", flat=True))
    return {("team", pk) for pk in asked - known}
