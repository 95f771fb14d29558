"""Saying whether one comes: on the page, or by the answer of a calendar program."""

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.meetings import access
from kooperacja.meetings.actions.planning import ready_seats
from kooperacja.meetings.actions.posting import dispatch
from kooperacja.meetings.ics import reply_of, uid_of
from kooperacja.meetings.models import BEFORE, Answer, Invitation, Meeting


@transaction.atomic
def answer(*, actor: Actor, meeting: Meeting, answer: str) -> Invitation:
    """One's own invitation. Who does not come is replaced by the substitute of the seat, who is invited at once."""
    access.can_answer(actor, meeting).require()
    row = Invitation.objects.filter(meeting=meeting, user_id=actor.user_id).select_related("seat").first()
    if row is None:
        sentence = _("You are not invited to this meeting: your seat was not ready when the others were invited.")
        raise RuleBroken("meeting.not_invited", sentence, ways=[_("The page of the team tells what it lacks.")])
    return _answered(actor, meeting, row, answer, "page")


@transaction.atomic
def read_reply(*, actor: Actor, meeting: Meeting, content: bytes) -> Invitation:
    """The answer of a mail program, as whoever keeps the meeting got it."""
    access.can_keep(actor, meeting).require()
    said = reply_of(content)
    if said.uid != uid_of(meeting):
        raise RuleBroken("reply.other", _("This answer belongs to another meeting. Nothing was changed."), field="file")
    if said.sequence < meeting.sequence:
        sentence = _(
            "This answer belongs to an earlier version of the invitation: the day or the place has changed since."
        )
        raise Conflict("reply.old", sentence, field="file", ways=[_("Wait for an answer to the newest invitation.")])
    rows = Invitation.objects.filter(meeting=meeting, user__email__iexact=said.email).select_related("seat")
    row = rows.first()
    if row is None:
        sentence = _("Whoever answers here is not invited to this meeting. Nothing was changed.")
        raise NotAllowed("reply.stranger", sentence, field="file")
    if meeting.state not in BEFORE:
        raise Conflict("meeting.over", _("This meeting has begun, is over or was cancelled."), field="file")
    return _answered(actor, meeting, row, said.answer, "calendar")


def _answered(actor: Actor, meeting: Meeting, row: Invitation, answer: str, way: str) -> Invitation:
    if answer not in Answer.values or answer == Answer.NONE:
        raise RuleBroken("meeting.answer", _("Say yes, perhaps, or no."), field="answer")
    row.answer, row.answered_at = answer, now()
    row.save(update_fields=["answer", "answered_at"])
    record(actor, "meeting.answer", meeting.about(), seat=row.seat_id, answer=answer, way=way)
    if answer == Answer.NO:
        _call_substitutes(actor, meeting, row)
    return row


def _call_substitutes(actor: Actor, meeting: Meeting, row: Invitation) -> None:
    there = set(Invitation.objects.filter(meeting=meeting).values_list("seat_id", flat=True))
    seats = [
        one for one in ready_seats(actor, meeting.team) if one.substitute_for_id == row.seat_id and one.pk not in there
    ]
    rows = [Invitation(meeting=meeting, seat=seat, user_id=seat.user_id) for seat in seats if seat.user_id]
    dispatch(meeting, Invitation.objects.bulk_create(rows))
