"""Whether each institution and each seat of a team could see anything, and why not. It only tells: what is
opened is decided by `access` from its own facts, and a seat is none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from kooperacja.access.models import Authorisation, Declaration
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.teams.access import live_seats
from kooperacja.teams.models import Seat, Team


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat and everything that is missing in it, one sentence each; none when it is ready."""

    seat: Seat
    lacks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution of the team; what it lacks holds for each of its seats."""

    institution: Institution
    lacks: list[str]
    seats: list[SeatLine]

    @property
    def is_ready(self) -> bool:
        return not self.lacks and any(not line.lacks for line in self.seats)


@dataclass(frozen=True, slots=True)
class _Facts:
    bound: frozenset[int]
    in_force: bool
    members: frozenset[tuple[int, int]]
    declared: frozenset[tuple[int, int]]
    authorised: frozenset[tuple[int, int]]


def readiness(team: Team) -> list[InstitutionLine]:
    """By institution in the order of their names. At most five statements, whatever the number of seats."""
    at = now()
    seats = live_seats(team, at)
    facts = _facts(team.agreement, seats, at)
    by_institution: dict[int, list[Seat]] = {}
    for seat in seats:
        by_institution.setdefault(seat.institution_id, []).append(seat)
    return [_institution(team, rows, facts) for rows in by_institution.values()]


def _institution(team: Team, seats: list[Seat], facts: _Facts) -> InstitutionLine:
    institution = seats[0].institution
    lacks = [*_agreement_lacks(team, institution, facts)]
    return InstitutionLine(institution, lacks, [SeatLine(seat, [*_seat_lacks(seat, facts)]) for seat in seats])


def _agreement_lacks(team: Team, institution: Institution, facts: _Facts) -> Iterable[str]:
    """A statutory team rests on its act: no agreement is asked for."""
    if team.says().is_statutory:
        return
    told = {"name": institution.short_name}
    if team.agreement is None:
        yield _("The team rests on no agreement yet, so nothing can be shown in it.")
    elif institution.pk not in facts.bound:
        yield _("%(name)s has not signed the agreement yet.") % told
    elif not facts.in_force:
        yield _("The agreement of the team is not in force now.")


def _seat_lacks(seat: Seat, facts: _Facts) -> Iterable[str]:
    if seat.user is None:
        yield _("Nobody sits here yet: the manager of the institution names a worker.")
        return
    told = {"name": seat.user.full_name, "institution": seat.institution.short_name}
    who = (seat.user_id or 0, seat.institution_id)
    if who not in facts.members:
        yield _("%(name)s does not work at %(institution)s any more: name another worker.") % told
        return
    if not seat.has_statement:
        yield _("%(name)s has not signed the statement of confidentiality of this team.") % told
    if who not in facts.declared:
        yield _("%(name)s has no statement of confidentiality at %(institution)s.") % told
    if who not in facts.authorised:
        yield _("%(name)s has no authorisation to process data (art. 29 GDPR).") % told


def _facts(agreement: Agreement | None, seats: list[Seat], at: datetime) -> _Facts:
    users = {seat.user_id for seat in seats if seat.user_id}
    places = {seat.institution_id for seat in seats}
    mine = {"user_id__in": users, "institution_id__in": places}
    pairs = ("user_id", "institution_id")
    bound = AgreementParty.objects.filter(valid_at(at), agreement=agreement) if agreement else None
    forces = AgreementForce.objects.filter(valid_at(at), agreement=agreement) if agreement else None
    return _Facts(
        bound=frozenset(bound.values_list("institution_id", flat=True)) if bound is not None else frozenset(),
        in_force=forces.exists() if forces is not None else False,
        members=frozenset(Membership.objects.filter(valid_at(at), **mine).values_list(*pairs)),
        declared=frozenset(Declaration.objects.filter(valid_at(at), **mine).values_list(*pairs)),
        authorised=frozenset(Authorisation.objects.filter(valid_at(at), **mine).values_list(*pairs).distinct()),
    )
