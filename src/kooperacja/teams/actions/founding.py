"""A team from its founding to its end, and the papers by which it is founded."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements.models import Agreement
from kooperacja.audit.actions import edit, move, quicker, record
from kooperacja.directory.models import Institution
from kooperacja.directory.naming import comparable
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.refs import new_ref
from kooperacja.notices import actions as notices
from kooperacja.teams import access
from kooperacja.teams.actions.variants import kept
from kooperacja.teams.models import ConflictOfInterest, FoundingAct, Seat, Team
from kooperacja.teams.queries.variants import offered
from kooperacja.teams.shape import ActKind, Kind, TeamLevel
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
    row_kind = says.kind(kind)
    if row_kind is None:
        raise RuleBroken("team.kind", _("This variant knows no such kind of team."), field="kind")
    _may_rest_on(actor, agreement)
    row = Team.objects.create(
        ref=new_ref(),
        name=tidy,
        folded=comparable(tidy)[:LONGEST_FOLDED],
        variant=kept(actor, says),
        kind=kind,
        leader_id=actor.institution_id,
        agreement=agreement,
        terc=terc or _area_of(actor, row_kind),
        founded_by=actor.user_id,
    )
    record(actor, "team.found", row.about(), variant=row.variant_id, team_kind=kind)
    return row


@transaction.atomic
def change_team(*, actor: Actor, team: Team, version: int, name: str, agreement: Agreement | None) -> Team:
    """Its name, and the agreement on which it rests: a team outlives an agreement that is renewed."""
    row = locked(team)
    access.can_lead(actor, row).require()
    tidy = _words(name, "name", _("Write the name of the team."))
    _may_rest_on(actor, agreement)
    if (tidy, agreement) != (row.name, row.agreement):
        folded = comparable(tidy)[:LONGEST_FOLDED]
        edit(actor, row, "team.change", version, name=tidy, folded=folded, agreement=agreement)
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


@transaction.atomic
def remove_act(*, actor: Actor, act: FoundingAct) -> None:
    """A paper that was written down by mistake. The trail keeps that it stood there."""
    row = locked(act.team)
    access.can_remove_act(actor, row).require()
    if not FoundingAct.objects.filter(pk=act.pk, team=row).delete()[0]:
        raise Conflict("act.gone", _("This paper was taken out a moment ago."))
    record(actor, "team.remove_act", row.about(), act=act.pk, act_kind=act.kind)


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


def mark_seen(*, actor: Actor, team: Team) -> None:
    """The reader has the page open: its notices are no longer new for him."""
    notices.mark_seen(actor=actor, about=team.about())


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


# So many digits of the code of its leading institution name the area of a team.
DIGITS = {TeamLevel.COMMUNE: 7, TeamLevel.COUNTY: 4, TeamLevel.VOIVODESHIP: 2}


def _area_of(actor: Actor, kind: Kind) -> str:
    leader = Institution.objects.filter(pk=actor.institution_id).values_list("terc", flat=True).first() or ""
    return leader[: DIGITS[TeamLevel(kind.level)]]


def _may_rest_on(actor: Actor, agreement: Agreement | None) -> None:
    """On an agreement that names the leading institution; whether it is signed is said by the readiness."""
    if agreement and not agreement.parties.filter(institution_id=actor.institution_id).exists():
        sentence = _("Your institution is no party of this agreement. Choose one that names it.")
        raise RuleBroken("team.agreement", sentence, field="agreement")


def _words(text: str, field: str, missing: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise RuleBroken(f"team.{field}", missing, field=field)
    return tidy
