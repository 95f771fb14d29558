"""Who sees a team, founds it, fills its seats, starts and ends it, and why not.

Level 1: names of institutions and workers. A team is seen by the institutions that sit or sat in it, by
the one that leads it, and by regional roles; to everybody else it is missing. A seat opens nothing.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.teams.models import Seat, Team, TeamState

FOUNDERS = frozenset({Role.TEAM_COORDINATOR, Role.INSTITUTION_MANAGER})
REGIONAL = frozenset({Role.ROPS_COORDINATOR, Role.ROPS_ANIMATOR, Role.WZK_MEMBER})
DEFINERS = frozenset({Role.ROPS_COORDINATOR})
INSTITUTIONS_NEEDED = 2


def visible_teams(actor: Actor) -> QuerySet[Team]:
    """The teams that this reader knows of."""
    if actor.role in REGIONAL:
        return Team.objects.all()
    sits = Seat.objects.filter(team=OuterRef("pk"), institution_id=actor.institution_id)
    return Team.objects.filter(Q(leader_id=actor.institution_id) | Q(Exists(sits)))


def live_seats(team: Team, at: datetime | None = None) -> list[Seat]:
    """The seats that are open now, of a team whose seats are loaded."""
    instant = at or now()
    return [seat for seat in team.seats.all() if seat.holds_at(instant)]


# ---- Variants


def can_define(actor: Actor) -> Verdict:
    if actor.is_system or actor.role in DEFINERS:
        return YES
    return no(
        "variant.not_regional",
        _("A variant of the model is defined by a regional centre (ROPS)."),
        _("Found your team under one of the variants that are there."),
    )


# ---- The team


def can_found(actor: Actor) -> Verdict:
    if actor.role in FOUNDERS | DEFINERS:
        return YES
    return no(
        "team.not_founder",
        _("Teams are founded by managers and by team coordinators."),
        _("Ask the manager of your institution."),
    )


def can_lead(actor: Actor, team: Team) -> Verdict:
    """Who keeps its papers and opens its seats: the coordinator and the manager of the leading institution."""
    if actor.institution_id != team.leader_id:
        return no(
            "team.not_leader",
            _("The leading institution of the team does this."),
            _("Ask its coordinator; the page of the team names the institution."),
        )
    return first_no([can_found(actor), is_open(team)])


def can_start(actor: Actor, team: Team) -> Verdict:
    return first_no([can_lead(actor, team), has_acts(team), has_functions(team), has_institutions(team)])


can_end = can_lead


def can_remove_act(actor: Actor, team: Team) -> Verdict:
    """A mistake is taken out while the team is being formed; afterwards its ground stands."""
    if team.state != TeamState.FORMING:
        return no(
            "act.stands",
            _("The team works on the ground of these papers, so they stay."),
            _("Add the paper that takes the place of this one."),
        )
    return can_lead(actor, team)


def is_open(team: Team) -> Verdict:
    if team.state != TeamState.DISSOLVED:
        return YES
    return no("team.ended", _("This team has ended."), _("Found a new team."))


def has_acts(team: Team) -> Verdict:
    there = {act.kind for act in team.acts.all()}
    missing = [kind for kind in team.says().founding_acts if kind not in there]
    return _lacks_act(missing[0]) if missing else YES


def _lacks_act(kind: str) -> Verdict:
    sentences = {
        "agreement": _("The agreement that founds the team is not written down."),
        "ordinance": _("The ordinance that founds the team is not written down."),
        "rules": _("The rules of the team are not written down."),
    }
    return no(f"team.no_{kind}", sentences[kind], _("Add its number, its issuer and its date on this page."))


def has_functions(team: Team) -> Verdict:
    filled = {seat.function for seat in live_seats(team) if seat.user_id and not seat.substitute_for_id}
    missing = [function for function in team.says().required_functions if function not in filled]
    return _lacks_function(missing[0]) if missing else YES


def _lacks_function(function: str) -> Verdict:
    sentences = {
        "coordinator": _("The team has no coordinator."),
        "secretary": _("The team has no secretary."),
        "member": _("The team has no member."),
    }
    return no(f"team.no_{function}", sentences[function], _("Open such a seat and name a worker for it."))


def has_institutions(team: Team) -> Verdict:
    if len({seat.institution_id for seat in live_seats(team)}) >= INSTITUTIONS_NEEDED:
        return YES
    return no(
        "team.alone",
        _("A team needs at least two institutions."),
        _("Open a seat for a second institution."),
    )


def can_read_conflicts(actor: Actor, team: Team) -> Verdict:
    """In which words a member keeps away is for who leads the team; the others see that he does."""
    if actor.institution_id == team.leader_id and actor.role in FOUNDERS | DEFINERS:
        return YES
    return no("conflict.not_leader", _("The coordinator of the team reads why."))


# ---- Seats: each function below gets a seat whose team is loaded


def can_fill(actor: Actor, seat: Seat) -> Verdict:
    """The manager of the institution names its worker; so may the leading institution, for those that do not
    use the platform themselves.
    """
    own = seat.institution_id == actor.institution_id and actor.role == Role.INSTITUTION_MANAGER
    if own or seat.team.leader_id == actor.institution_id:
        return first_no([YES if own else can_lead(actor, seat.team), is_open(seat.team), is_live(seat)])
    return no(
        "seat.not_yours",
        _("The manager of the institution names who sits for it."),
        _("Ask that institution, or the coordinator of the team."),
    )


def can_declare(actor: Actor, seat: Seat) -> Verdict:
    """A worker speaks of confidentiality and of conflicts for himself only."""
    if seat.user_id is None or seat.user_id != actor.user_id or seat.institution_id != actor.institution_id:
        return no("seat.not_holder", _("Only the one who holds the seat declares this."))
    return first_no([is_open(seat.team), is_live(seat)])


def can_confirm(actor: Actor, seat: Seat) -> Verdict:
    return first_no([can_declare(actor, seat), has_no_statement(seat), is_confirmed_here(seat.team)])


def is_confirmed_here(team: Team) -> Verdict:
    """The members of a statutory team sign the words of its act, on paper."""
    if not team.says().is_statutory:
        return YES
    return no(
        "seat.on_paper",
        _("The members of this team sign the statement that its act sets out, on paper."),
        _("Sign it on paper; the leading institution writes down the date."),
    )


def can_record_paper(actor: Actor, seat: Seat) -> Verdict:
    """A statement signed on paper is written down by who may fill the seat, and never for himself: he
    confirms his own.
    """
    if seat.user_id == actor.user_id:
        ways = (_("Confirm it yourself, with one click."),) if is_confirmed_here(seat.team) else ()
        return no("seat.own_paper", _("Somebody else writes down your own statement on paper."), *ways)
    return first_no([can_fill(actor, seat), is_filled(seat), has_no_statement(seat)])


def is_live(seat: Seat) -> Verdict:
    return YES if seat.holds_at(now()) else no("seat.ended", _("This seat has ended."))


def is_filled(seat: Seat) -> Verdict:
    if seat.user_id:
        return YES
    return no("seat.empty", _("Nobody sits here yet."), _("Name a worker first."))


def has_no_statement(seat: Seat) -> Verdict:
    return no("seat.stated", _("This statement is written down already.")) if seat.has_statement else YES
