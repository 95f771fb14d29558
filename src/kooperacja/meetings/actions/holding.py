"""The meeting itself: opened, who is there, who keeps away, finished, signed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.access import actions as facts
from kooperacja.access.writing import writes
from kooperacja.audit.actions import move, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.meetings import access
from kooperacja.meetings.actions.naming import names_nobody
from kooperacja.meetings.actions.planning import next_after, ready_seats, sentence_of
from kooperacja.meetings.models import CaseItem, Invitation, Meeting
from kooperacja.meetings.workflow import MEETING_FLOW


def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """On its day: who opens it by mistake would end the answers and could not call it off."""
    if local_date(meeting.starts_at) > today():
        sentence = _("This meeting is on another day and cannot be opened yet.")
        raise RuleBroken("meeting.too_early", sentence, ways=[_("If you meet earlier, change the day first.")])
    move(actor, meeting, MEETING_FLOW, "open", opened_at=now())
    return meeting


@transaction.atomic
def mark_present(*, actor: Actor, meeting: Meeting, seats: Collection[int]) -> None:
    """Who is in the room, seat by seat; a substitute who came without an invitation too."""
    access.can_write(actor, meeting).require()
    possible = {seat.pk: seat for seat in ready_seats(actor, meeting.team)}
    if not set(seats) <= possible.keys():
        sentence = _("Somebody who is marked has no seat in this team now, or has not signed what must be signed.")
        raise RuleBroken("meeting.no_seat", sentence, field="seats")
    there = {row.seat_id for row in Invitation.objects.filter(meeting=meeting)}
    new = (possible[pk] for pk in sorted(set(seats) - there))
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, seat=seat, user_id=seat.user_id) for seat in new if seat.user_id
    )
    rows = Invitation.objects.filter(meeting=meeting)
    rows.exclude(seat__in=seats).update(is_present=False)
    rows.filter(seat__in=seats).update(is_present=True)
    record(actor, "meeting.present", meeting.about(), seats=sorted(seats))


@writes
def recuse(*, actor: Actor, meeting: Meeting, item: CaseItem, user_id: int = 0) -> None:
    """A member keeps away from one family: for himself, or as whoever keeps the meeting heard him say it. From now
    on the file is closed to him; he is neither counted nor asked to vote.
    """
    access.is_member(actor, meeting).require()
    who = user_id or actor.user_id
    if who != actor.user_id:
        access.can_write(actor, meeting).require()
        if not Invitation.objects.filter(meeting=meeting, user_id=who).exists():
            raise RuleBroken("meeting.no_seat", _("Choose somebody who is at this meeting."), field="user")
    facts.declare_conflict(actor, anchor_id=item.anchor_id, user_id=who)
    record(actor, "meeting.recuse", item.about(), meeting=meeting.pk, user=who)


@transaction.atomic
def finish(*, actor: Actor, meeting: Meeting, next_on: date | None = None, reason: str = "") -> Meeting:
    """The minutes are written and signed by who finishes them. There is a next date, or a reason why not."""
    has_next = Meeting.objects.filter(follows=meeting).exists()
    why = "" if next_on or has_next else sentence_of(reason, "reason") if reason.strip() else ""
    if not (next_on or has_next or why):
        sentence = _("Choose when the team meets next, or write why there is no next date.")
        raise RuleBroken("meeting.no_next", sentence, field="next_on")
    names_nobody(actor, meeting, None, "reason", why)
    if not Invitation.objects.filter(meeting=meeting, is_present=True).exists():
        raise RuleBroken("meeting.nobody_present", _("Mark who was present first."))
    move(actor, meeting, MEETING_FLOW, "finish", written_by=actor.user_id, no_next_reason=why)
    if next_on and not has_next:
        row = next_after(meeting, next_on)
        record(actor, "meeting.plan", row.about(), team=row.team_id)
    return meeting


def take_back(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Something is wrong in the minutes: they are open again, and nobody has signed them."""
    move(actor, meeting, MEETING_FLOW, "take_back", written_by=0)
    return meeting


def sign(*, actor: Actor, meeting: Meeting) -> Meeting:
    """The second signature, of another person; from now on the minutes are only read."""
    move(actor, meeting, MEETING_FLOW, "sign", signed_by=actor.user_id, signed_at=now())
    return meeting
