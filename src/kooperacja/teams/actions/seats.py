"""Seats of a team: opened, filled, stated in, ended. Whatever changes a seat holds its team first."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import record
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices
from kooperacja.teams import access, hooks
from kooperacja.teams.actions.founding import locked
from kooperacja.teams.law import ON_PAPER, STATEMENT
from kooperacja.teams.models import ConflictOfInterest, Seat, Team

MOST_WORDS = 300


@transaction.atomic
def open_seat(
    *,
    actor: Actor,
    team: Team,
    institution: Institution,
    function: str,
    substitute_for: Seat | None = None,
) -> Seat:
    """An institution is given a place; its manager is told and names the worker. A substitute stands in for a
    seat of the same institution that is no substitute itself, and is named by who may fill that seat.
    """
    row = locked(team)
    if substitute_for is None:
        access.can_lead(actor, row).require()
    else:
        substitute_for.team = row
        access.can_fill(actor, substitute_for).require()
    if institution.has_ended(today()):
        raise RuleBroken("institution.ended", _("This institution has ended already."), field="institution")
    if function not in row.says().functions:
        raise RuleBroken("seat.function", _("This kind of team knows no such function."), field="function")
    if substitute_for is not None:
        _may_stand_in(row, institution, substitute_for)
    seat = Seat.objects.create(
        team=row,
        institution=institution,
        function=function,
        substitute_for=substitute_for,
        recorded_by=actor.user_id,
    )
    record(actor, "team.open_seat", row.about(), seat=seat.pk, institution=institution.pk, function=function)
    _tell(actor, seat, _managers(institution.pk), "seat")
    return seat


@transaction.atomic
def name_worker(*, actor: Actor, seat: Seat, user_id: int) -> Seat:
    """Who sits for the institution from now on. When somebody sat there, his seat ends and a new one begins:
    a statement of confidentiality is never inherited.
    """
    row = _held(seat)
    access.can_fill(actor, row).require()
    at = now()
    works = Membership.objects.filter(valid_at(at), user_id=user_id, institution_id=row.institution_id)
    if not works.exists():
        sentence = _("Choose a worker of this institution; this person does not work there now.")
        raise RuleBroken("seat.no_worker", sentence, field="user_id")
    if row.user_id == user_id:
        return row
    if Seat.objects.filter(valid_at(at), team=row.team, user_id=user_id).exists():
        raise RuleBroken("seat.twice", _("This worker sits in this team already."), field="user_id")
    if row.user_id is None:
        Seat.objects.filter(pk=row.pk).update(user_id=user_id)
        row.user_id = user_id
    else:
        row = _succeeded(actor, row, user_id)
    record(actor, "team.name_worker", row.team.about(), seat=row.pk, institution=row.institution_id, user=user_id)
    _tell(actor, row, [user_id], "named")
    return row


@transaction.atomic
def name_substitute(*, actor: Actor, seat: Seat, user_id: int) -> Seat:
    """Who comes when the holder of the seat cannot; he signs a statement of his own."""
    row = _held(seat)
    place, function = row.institution, row.function
    later = open_seat(actor=actor, team=row.team, institution=place, function=function, substitute_for=row)
    return name_worker(actor=actor, seat=later, user_id=user_id)


@transaction.atomic
def confirm_statement(*, actor: Actor, seat: Seat, version: str) -> Seat:
    """The holder confirms the words that he was shown; words that changed meanwhile are shown anew."""
    row = _held(seat)
    access.can_confirm(actor, row).require()
    if version != STATEMENT:
        raise Conflict("statement.changed", _("The words of the statement have changed. Read them and confirm again."))
    return _stated(actor, row, STATEMENT, today())


@transaction.atomic
def record_statement(*, actor: Actor, seat: Seat, signed_on: date) -> Seat:
    """A statement that was signed on paper, with the date that stands on it."""
    row = _held(seat)
    access.can_record_paper(actor, row).require()
    if signed_on > today():
        raise RuleBroken("statement.signed_on", _("The day of signing has not come yet."), field="signed_on")
    return _stated(actor, row, ON_PAPER, signed_on)


@transaction.atomic
def end_seat(*, actor: Actor, seat: Seat, reason: str = "") -> Seat:
    """From now on nobody sits there; those who stood in for it end with it."""
    row = _held(seat)
    access.can_fill(actor, row).require()
    at = now()
    for one in Seat.objects.filter(valid_at(at), substitute_for=row):
        _close(actor, one, at_reason=reason)
    _close(actor, row, at_reason=reason)
    record(actor, "team.end_seat", row.team.about(), seat=row.pk, institution=row.institution_id)
    return row


@transaction.atomic
def declare_conflict(*, actor: Actor, seat: Seat, words: str) -> ConflictOfInterest:
    """In general words, of oneself. The text stays in its row: the trail keeps that it was said."""
    row = _held(seat)
    access.can_declare(actor, row).require()
    tidy = " ".join(words.split())
    if not tidy or len(tidy) > MOST_WORDS:
        told = _("Write in general words what it is about, in at most %(most)s characters.") % {"most": MOST_WORDS}
        raise RuleBroken("conflict.words", told, field="words")
    declared = ConflictOfInterest.objects.create(seat=row, words=tidy, recorded_by=actor.user_id)
    record(actor, "team.declare_conflict", row.team.about(), seat=row.pk)
    return declared


@transaction.atomic
def end_conflict(*, actor: Actor, conflict: ConflictOfInterest) -> None:
    """Who declared it says that it is over."""
    row = _held(conflict.seat)
    access.can_declare(actor, row).require()
    at = now()
    if not ConflictOfInterest.objects.filter(valid_at(at), pk=conflict.pk).update(valid_to=at):
        raise Conflict("conflict.ended", _("This declaration has ended already."))
    record(actor, "team.end_conflict", row.team.about(), seat=row.pk)


def _held(seat: Seat) -> Seat:
    """The seat as it is now, below its locked team: always in this order, so that nobody waits in a ring."""
    team = locked(seat.team)
    row = Seat.objects.select_for_update().get(pk=seat.pk)
    row.team = team
    return row


def _may_stand_in(team: Team, institution: Institution, seat: Seat) -> None:
    fits = seat.team_id == team.pk and seat.institution_id == institution.pk and seat.holds_at(now())
    if not fits or seat.substitute_for_id is not None:
        sentence = _("A substitute stands in for a seat of the same institution in this team.")
        raise RuleBroken("seat.substitute", sentence, field="substitute_for")


def _succeeded(actor: Actor, row: Seat, user_id: int) -> Seat:
    """Another worker in the same place: those who stood in for the earlier one stand in for the new one."""
    at = now()
    _close(actor, row, at_reason="")
    later = Seat.objects.create(
        team=row.team,
        institution_id=row.institution_id,
        function=row.function,
        user_id=user_id,
        substitute_for_id=row.substitute_for_id,
        recorded_by=actor.user_id,
        valid_from=at,
    )
    Seat.objects.filter(valid_at(at), substitute_for=row).update(substitute_for=later)
    return later


def _close(actor: Actor, seat: Seat, *, at_reason: str) -> None:
    at = now()
    seat.valid_to, seat.end_reason = at, " ".join(at_reason.split())[:200]
    seat.save(update_fields=["valid_to", "end_reason"])
    ConflictOfInterest.objects.filter(valid_at(at), seat=seat).update(valid_to=at)
    for follow in hooks.LEFT:
        follow(actor, seat)


def _stated(actor: Actor, row: Seat, version: str, day: date) -> Seat:
    row.statement, row.stated_on, row.stated_by = version, day, actor.user_id
    row.save(update_fields=["statement", "stated_on", "stated_by"])
    record(actor, "team.state", row.team.about(), seat=row.pk, version=version)
    for follow in hooks.STATED:
        follow(actor, row)
    return row


def _managers(institution_id: int) -> Iterable[int]:
    rows = Membership.objects.filter(valid_at(now()), institution_id=institution_id, role=Role.INSTITUTION_MANAGER)
    return rows.values_list("user_id", flat=True)


def _tell(actor: Actor, seat: Seat, to: Iterable[int], code: str) -> None:
    others = set(to) - {actor.user_id}
    notices.send(to=others, institution_id=seat.institution_id, code=f"team.{code}", about=seat.team.about())
