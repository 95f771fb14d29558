"""Planning a meeting, inviting, changing and cancelling it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import edit, move, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import WARSAW, now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.meetings import access, law
from kooperacja.meetings.actions.naming import names_nobody
from kooperacja.meetings.actions.posting import dispatch
from kooperacja.meetings.models import Invitation, Meeting, MeetingState
from kooperacja.meetings.workflow import MEETING_FLOW
from kooperacja.notices import actions as notices
from kooperacja.teams.access import live_seats
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.queries import get_team, readiness

LONGEST, SHORTEST, MOST_MINUTES, MOST_DAYS = 300, 5, 600, 730


@transaction.atomic
def plan(
    *,
    actor: Actor,
    team: Team,
    starts_at: datetime,
    minutes_long: int = 90,
    place: str = "",
    link: str = "",
    quorum: int = 0,
) -> Meeting:
    """A date; nobody is told yet. A quorum is given where the rules of the team say another one than ours."""
    access.can_plan(actor, team).require()
    said = _said(starts_at, minutes_long, place, link)
    if quorum > len([seat for seat in live_seats(team) if not seat.substitute_for_id]):
        raise RuleBroken("meeting.quorum", _("The quorum is higher than the number of members."), field="quorum")
    row = Meeting.objects.create(team=team, quorum=quorum, planned_by=actor.user_id, **said)
    record(actor, "meeting.plan", row.about(), team=team.pk)
    return row


@transaction.atomic
def change(
    *,
    actor: Actor,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    minutes_long: int = 90,
    place: str = "",
    link: str = "",
) -> Meeting:
    """Another day or place; who was invited gets an update for the calendar, and answers again; whose seat
    became ready since then is invited now.
    """
    access.can_change(actor, meeting).require()
    _is_before(meeting)
    said = _said(starts_at, minutes_long, place, link)
    is_invited = meeting.state == MeetingState.INVITED
    edit(actor, meeting, "meeting.change", version, **said, sequence=meeting.sequence + int(is_invited))
    if is_invited:
        _has_place(meeting)
        _invite_late(actor, meeting)
        rows = Invitation.objects.filter(meeting=meeting)
        rows.update(answer="none", answered_at=None)
        dispatch(meeting, rows)
        _tell(actor, meeting, "changed")
    return meeting


@transaction.atomic
def invite(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Every seat that is ready, by mail and here; the quorum is fixed."""
    _has_place(meeting)
    team = meeting.team
    members = [seat for seat in live_seats(team) if not seat.substitute_for_id]
    quorum = meeting.quorum or law.quorum(team.kind, len(members), team.says().quorum_percent)
    move(actor, meeting, MEETING_FLOW, "invite", quorum=quorum, members=len(members))
    seats = [seat for seat in ready_seats(actor, team) if not seat.substitute_for_id]
    if not seats:
        sentence = _("Nobody can be invited yet: the page of the team tells what each seat lacks.")
        raise RuleBroken("meeting.nobody", sentence)
    rows = [Invitation(meeting=meeting, seat=seat, user_id=seat.user_id) for seat in seats if seat.user_id]
    dispatch(meeting, Invitation.objects.bulk_create(rows))
    _tell(actor, meeting, "invited")
    return meeting


def _invite_late(actor: Actor, meeting: Meeting) -> None:
    """Whose seat became ready since the others were invited."""
    there = set(Invitation.objects.filter(meeting=meeting).values_list("seat_id", flat=True))
    seats = [one for one in ready_seats(actor, meeting.team) if not one.substitute_for_id and one.pk not in there]
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, seat=seat, user_id=seat.user_id) for seat in seats if seat.user_id
    )


@transaction.atomic
def cancel(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """With a reason; who was invited gets it out of the calendar."""
    was_invited = meeting.state == MeetingState.INVITED
    why = sentence_of(reason, "reason")
    names_nobody(actor, meeting, None, "reason", why)
    changes: dict[str, Any] = {"cancel_reason": why, "sequence": meeting.sequence + 1}
    move(actor, meeting, MEETING_FLOW, "cancel", **changes)
    if was_invited:
        dispatch(meeting, Invitation.objects.filter(meeting=meeting), is_cancelling=True)
        _tell(actor, meeting, "cancelled")
    return meeting


def next_after(meeting: Meeting, day: date) -> Meeting:
    """The meeting that this one forces: at the same time of day and place, with the same rules."""
    local = meeting.starts_at.astimezone(WARSAW)
    starts_at = datetime.combine(day, local.time(), tzinfo=WARSAW)
    said = _said(starts_at, meeting.minutes_long, meeting.place, meeting.link, field="next_on")
    team = meeting.team
    usual = law.quorum(team.kind, meeting.members, team.says().quorum_percent)
    said["quorum"] = 0 if meeting.quorum == usual else meeting.quorum
    return Meeting.objects.create(team=team, follows=meeting, planned_by=meeting.planned_by, **said)


def ready_seats(actor: Actor, team: Team) -> list[Seat]:
    """Seats of those who signed what must be signed before anything is seen."""
    lines = readiness(get_team(actor, team.ref))
    return [line.seat for one in lines if not one.lacks for line in one.seats if not line.lacks]


def sentence_of(text: str, field: str) -> str:
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST:
        sentence = _("Write why, in one sentence of at most %(most)s characters.") % {"most": LONGEST}
        raise RuleBroken(f"meeting.{field}", sentence, field=field)
    return tidy


def _said(starts_at: datetime, minutes_long: int, place: str, link: str, field: str = "day") -> dict[str, Any]:
    if starts_at <= now():
        raise RuleBroken("meeting.past", _("Choose a time that has not passed."), field=field)
    if starts_at.date() > today() + timedelta(days=MOST_DAYS):
        raise RuleBroken("meeting.far", _("Check the year of this day."), field=field)
    if not SHORTEST <= minutes_long <= MOST_MINUTES:
        raise RuleBroken("meeting.long", _("A meeting takes from 5 minutes to 10 hours."), field="minutes_long")
    return {"starts_at": starts_at, "minutes_long": minutes_long, "place": place.strip(), "link": link.strip()}


def _has_place(meeting: Meeting) -> None:
    if not (meeting.place or meeting.link):
        raise RuleBroken("meeting.no_place", _("Write where you meet: a place, or a link."), field="place")


def _is_before(meeting: Meeting) -> None:
    if meeting.state not in {MeetingState.PLANNED, MeetingState.INVITED}:
        raise RuleBroken("meeting.begun", _("This meeting has begun, is over or was cancelled."), field="day")


def _tell(actor: Actor, meeting: Meeting, code: str) -> None:
    rows = Invitation.objects.filter(meeting=meeting).exclude(user=actor.user_id)
    for user_id, institution_id in rows.values_list("user_id", "seat__institution_id"):
        notices.send(to=[user_id], institution_id=institution_id, code=f"meeting.{code}", about=meeting.about())
