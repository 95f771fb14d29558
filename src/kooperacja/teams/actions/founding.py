"""A team from its founding to its end, and the papers by which it is founded."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements.models import Agreement
from kooperacja.audit.actions import move, quicker, record
from kooperacja.directory.naming import comparable
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.refs import new_ref
from kooperacja.teams import access
from kooperacja.teams.actions.variants import kept
from kooperacja.teams.models import ConflictOfInterest, FoundingAct, Seat, Team
from kooperacja.teams.queries.variants import offered
from kooperacja.teams.shape import ActKind
from kooperacja.teams.workflow import TEAM_FLOW

LONGEST_FOLDED = 400


@transaction.atomic
def found_team(
    *, actor: Actor, name: str, variant: str, kind: str, agreement: Agreement | None = None, terc: str = ""
) -> Team:
    """A team that is being formed. It is led by the institution of who founds it, and keeps the version of the
    variant that holds today.
    """
    access.can_found(actor).require()
    tidy = _words(name, "name", _("Write the name of the team."))
    says = offered().get(variant)
    if says is None:
        raise RuleBroken("team.variant", _("Choose one of the variants of the model."), field="variant")
    if says.kind(kind) is None:
        raise RuleBroken("team.kind", _("This variant knows no such kind of team."), field="kind")
    row = Team.objects.create(
        ref=new_ref(),
        name=tidy,
        folded=comparable(tidy)[:LONGEST_FOLDED],
        variant=kept(actor, says),
        kind=kind,
        leader_id=actor.institution_id,
        agreement=agreement,
        terc=terc,
        founded_by=actor.user_id,
    )
    record(actor, "team.found", row.about(), variant=row.variant_id, team_kind=kind)
    return row


@transaction.atomic
def add_act(*, actor: Actor, team: Team, kind: str, number: str, issuer: str, signed_on: date) -> FoundingAct:
    """One paper by which the team is founded, by its number, its issuer and its date."""
    row = locked(team)
    access.can_lead(actor, row).require()
    if kind not in ActKind.values:
        raise RuleBroken("act.kind", _("Choose the kind of the paper."), field="kind")
    if signed_on > today():
        raise RuleBroken("act.signed_on", _("The day of signing has not come yet."), field="signed_on")
    tidy = _words(number, "number", _("Write the number of the paper."))
    said = {
        "issuer": _words(issuer, "issuer", _("Write who issued the paper.")),
        "signed_on": signed_on,
        "recorded_by": actor.user_id,
    }
    act, made = FoundingAct.objects.get_or_create(team=row, kind=kind, number=tidy, defaults=said)
    if not made:
        raise RuleBroken("act.doubled", _("This paper is written down already."), field="number")
    record(actor, "team.add_act", row.about(), act=act.pk, act_kind=kind)
    return act


def start(*, actor: Actor, team: Team) -> Team:
    """The team has what its variant asks for, and works from today."""
    return _moved(actor, team, "start", started_on=today())


@transaction.atomic
def end(*, actor: Actor, team: Team, reason: str) -> Team:
    """For good; its seats and the conflicts that were declared in them end with it."""
    row = _moved(actor, team, "end", ended_on=today(), end_reason=_words(reason, "reason", _("Write the reason.")))
    at = now()
    ConflictOfInterest.objects.filter(seat__team=row, valid_to__gt=at).update(valid_to=at)
    Seat.objects.filter(team=row, valid_to__gt=at).update(valid_to=at)
    return row


@transaction.atomic
def _moved(actor: Actor, team: Team, name: str, **changes: Any) -> Team:
    row = locked(team)
    if row.state not in TEAM_FLOW.get(name).sources:
        raise quicker(TEAM_FLOW, row)
    move(actor, row, TEAM_FLOW, name, **changes)
    return row


def locked(team: Team) -> Team:
    """The row as it is now, kept from others until the end of the transaction."""
    rows = Team.objects.select_for_update(of=("self",)).select_related("variant", "leader")
    return rows.prefetch_related("acts", "seats").get(pk=team.pk)


def _words(text: str, field: str, missing: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise RuleBroken(f"team.{field}", missing, field=field)
    return tidy
