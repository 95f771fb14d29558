"""Who plans and keeps a meeting, answers an invitation, proposes, writes and signs. Rows about families:

| row | owner | anchor | subject | category |
|---|---|---|---|---|
| CaseItem | the case's | the dossier | the household | coordination (level 1, no name in it) |

Everything else is level 1 and known to the institutions of the team. Whoever has the seat of a coordinator or of a
secretary keeps the meeting. An item about a family is written by the institution whose case it is: no other
institution writes into its file.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.meetings.models import BEFORE, Meeting, MeetingState
from kooperacja.teams.access import can_lead, live_seats
from kooperacja.teams.models import Seat, Team, TeamState
from kooperacja.teams.shape import Function

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}
KEEPERS = frozenset({Function.COORDINATOR, Function.SECRETARY})


def seat_of(actor: Actor, team: Team) -> Seat | None:
    """The live seat of this worker; the seats of the team are loaded."""
    for seat in live_seats(team):
        if seat.user_id == actor.user_id and seat.institution_id == actor.institution_id:
            return seat
    return None


def can_plan(actor: Actor, team: Team) -> Verdict:
    if team.state != TeamState.WORKING:
        return no("meeting.team_not_working", _("The team does not work: it has not started, or has ended."))
    return YES if can_lead(actor, team) else _keeps(actor, team)


def _keeps(actor: Actor, team: Team) -> Verdict:
    seat = seat_of(actor, team)
    if seat is not None and seat.function in KEEPERS:
        return YES
    return no(
        "meeting.not_keeper",
        _("Meetings are kept by the coordinator and by the secretary of the team."),
        _("The page of the team names them."),
    )


def can_keep(actor: Actor, meeting: Meeting) -> Verdict:
    return _keeps(actor, meeting.team)


def can_invite(actor: Actor, meeting: Meeting) -> Verdict:
    return can_plan(actor, meeting.team)


can_change = can_invite
can_open = can_keep
can_finish = can_keep
can_take_back = can_keep
can_cancel = can_invite


def can_sign(actor: Actor, meeting: Meeting) -> Verdict:
    """Two different people: one finishes the minutes, the other signs them; a member where nobody else keeps."""
    if actor.user_id == meeting.written_by:
        return no(
            "meeting.own_minutes",
            _("You finished these minutes, which was your signature."),
            _("The coordinator or the secretary, whoever did not finish them, signs now."),
        )
    keepers = {seat.user_id for seat in live_seats(meeting.team) if seat.function in KEEPERS}
    return can_keep(actor, meeting) if keepers - {meeting.written_by, None} else is_member(actor, meeting)


def can_propose(actor: Actor, meeting: Meeting) -> Verdict:
    """Each member, until the meeting is over; who keeps it writes on the agenda at once."""
    return first_no([is_member(actor, meeting), _can_still(meeting)])


def can_add_case(actor: Actor, meeting: Meeting) -> Verdict:
    """What a team against domestic violence speaks of leaves no trace in the file of the cooperation."""
    return first_no([can_propose(actor, meeting), _is_of_cooperation(meeting)])


def _is_of_cooperation(meeting: Meeting) -> Verdict:
    if not meeting.team.says().is_statutory:
        return YES
    return no(
        "meeting.statutory",
        _("This team is founded by the law: a case of the cooperation does not stand on its agenda."),
        _("Its matters lie in files of their own, which only its members read."),
    )


def is_member(actor: Actor, meeting: Meeting) -> Verdict:
    if seat_of(actor, meeting.team):
        return YES
    return no("meeting.not_member", _("Only members of the team do this."), _("Ask whoever sits for your institution."))


def can_arrange(actor: Actor, meeting: Meeting) -> Verdict:
    return first_no([can_keep(actor, meeting), _can_still(meeting)])


def can_answer(actor: Actor, meeting: Meeting) -> Verdict:
    if meeting.state not in BEFORE:
        return no("meeting.over", _("This meeting has begun, is over or was cancelled. An answer changes nothing now."))
    return is_member(actor, meeting)


def can_write(actor: Actor, meeting: Meeting) -> Verdict:
    """The minutes, presence and decisions, while the meeting is open."""
    return first_no([_is_open(meeting), can_keep(actor, meeting)])


def can_write_case(actor: Actor, meeting: Meeting) -> Verdict:
    """At a point about a family each member of the institution whose case it is; the door decides which it is."""
    return first_no([_is_open(meeting), is_member(actor, meeting)])


def _is_open(meeting: Meeting) -> Verdict:
    if meeting.state == MeetingState.HELD:
        return YES
    if meeting.state in BEFORE:
        return no("meeting.not_open", _("The meeting is not open yet."), _("Open it first."))
    return no(
        "meeting.closed", _("The minutes are finished and are only read."), _("Take them back before they are signed.")
    )


def _can_still(meeting: Meeting) -> Verdict:
    if meeting.state in (*BEFORE, MeetingState.HELD):
        return YES
    return no("meeting.closed", _("The minutes are finished and are only read."), _("Propose it for the next meeting."))
