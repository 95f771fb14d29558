"""Whether each institution and each seat of a team could see anything, and why not. It only tells: what is
opened is decided by `access` from its own facts, and a seat is none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kooperacja.access.models import Authorisation, Declaration
from kooperacja.agreements.models import AgreementForce, AgreementParty
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


def with_facts(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Seats, each with what readiness asks of its holder and of its institution, in the same statement."""
    at = now()
    holder = {"user": OuterRef("user"), "institution": OuterRef("institution")}
    party = {"agreement": OuterRef("team__agreement"), "institution": OuterRef("institution")}
    return seats.annotate(
        is_bound=Exists(AgreementParty.objects.filter(valid_at(at), **party)),
        works=Exists(Membership.objects.filter(valid_at(at), **holder)),
        has_declared=Exists(Declaration.objects.filter(valid_at(at), **holder)),
        is_authorised=Exists(Authorisation.objects.filter(valid_at(at), **holder)),
    )


def in_force() -> Exists:
    """Whether the agreement of a team is in force now."""
    return Exists(AgreementForce.objects.filter(valid_at(now()), agreement=OuterRef("agreement")))


def readiness(team: Team) -> list[InstitutionLine]:
    """By institution in the order of their names, of a team that `get_team` found: without a statement."""
    by_institution: dict[int, list[Seat]] = {}
    for seat in live_seats(team):
        by_institution.setdefault(seat.institution_id, []).append(seat)
    return [_institution(team, rows) for rows in by_institution.values()]


def _has(row: Team | Seat, fact: str) -> bool:
    """What `with_facts` and `in_force` have found."""
    return bool(getattr(row, fact))


def _institution(team: Team, seats: list[Seat]) -> InstitutionLine:
    lacks = [*_agreement_lacks(team, seats[0])]
    return InstitutionLine(seats[0].institution, lacks, [SeatLine(seat, [*_seat_lacks(seat)]) for seat in seats])


def _agreement_lacks(team: Team, seat: Seat) -> Iterable[str]:
    """A statutory team rests on its act: no agreement is asked for."""
    if team.says().is_statutory:
        return
    told = {"name": seat.institution.short_name}
    if team.agreement is None:
        yield _("The team rests on no agreement yet, so nothing can be shown in it.")
    elif not _has(seat, "is_bound"):
        yield _("%(name)s has not signed the agreement yet.") % told
    elif not _has(team, "in_force"):
        yield _("The agreement of the team is not in force now.")


def _seat_lacks(seat: Seat) -> Iterable[str]:
    if seat.user is None:
        yield _("Nobody sits here yet: the manager of the institution names a worker.")
        return
    told = {"name": seat.user.full_name, "institution": seat.institution.short_name}
    if not _has(seat, "works"):
        yield _("%(name)s does not work at %(institution)s any more: name another worker.") % told
        return
    if not seat.has_statement:
        yield _("%(name)s has not signed the statement of confidentiality of this team.") % told
    if not _has(seat, "has_declared"):
        yield _("%(name)s has no statement of confidentiality at %(institution)s.") % told
    if not _has(seat, "is_authorised"):
        yield _("%(name)s has no authorisation to process data (art. 29 GDPR).") % told
