"""A meeting as a calendar entry that Outlook answers (RFC 5545, RFC 5546), and such an answer read back. An entry says
which team meets where and when, and no more.
"""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.meetings.models import Answer, Meeting

# An answer takes two thousand characters.
LARGEST = 100_000
ANSWERS = {"ACCEPTED": Answer.YES, "TENTATIVE": Answer.MAYBE, "DECLINED": Answer.NO}


def uid_of(meeting: Meeting) -> str:
    return f"{meeting.ref}@kooperacja"


def entry(meeting: Meeting, email: str, *, sequence: int, link: str, is_cancelling: bool) -> str:
    told = Calendar()
    told.add("prodid", "-//Kooperacja//PL")
    told.add("version", "2.0")
    told.add("method", "CANCEL" if is_cancelling else "REQUEST")
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", sequence)
    event.add("dtstamp", now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", _("Meeting: %(team)s") % {"team": meeting.team.name})
    event.add("location", meeting.place or meeting.link)
    event.add("url", link)
    event.add("status", "CANCELLED" if is_cancelling else "CONFIRMED")
    event.add("organizer", _address(settings.DEFAULT_FROM_EMAIL, {"cn": "Kooperacja"}))
    asks = {"role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "TRUE"}
    event.add("attendee", _address(email, asks))
    told.add_component(event)
    return str(told.to_ical().decode())


def _address(email: str, params: dict[str, str]) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    for name, value in params.items():
        address.params[name] = vText(value)
    return address


@dataclass(frozen=True, slots=True)
class Reply:
    uid: str
    sequence: int
    email: str
    answer: Answer


def reply_of(content: bytes) -> Reply:
    """What a calendar program answered. Anything else is refused with a sentence, and nothing of it is kept."""
    if len(content) > LARGEST:
        raise _refused(_("The file is too large to be an answer to an invitation."))
    try:
        told = Calendar.from_ical(content)
        events = [one for one in told.walk("VEVENT") if isinstance(one, Event)]
        is_reply = str(told.get("method", "")).upper() == "REPLY"
    except (ValueError, IndexError, KeyError, AttributeError, RecursionError) as error:
        raise _refused(_("This file is no calendar file (.ics).")) from error
    if not is_reply or len(events) != 1:
        raise _refused(_("This file is no answer to an invitation. Save the answer from your mail program as .ics."))
    return _read(events[0])


def _read(event: Event) -> Reply:
    attendees = event.get("attendee", [])
    said = attendees if isinstance(attendees, list) else [attendees]
    if len(said) != 1:
        raise _refused(_("The answer must name exactly one person who answers."))
    choice = str(said[0].params.get("partstat", "")).upper()
    if choice not in ANSWERS:
        raise _refused(_("The answer says neither yes, nor perhaps, nor no."))
    _name, email = parseaddr(str(said[0]).lower().removeprefix("mailto:"))
    try:
        sequence = int(event.get("sequence", 0))
    except (TypeError, ValueError) as error:
        raise _refused(_("The answer does not say to which version of the invitation it belongs.")) from error
    return Reply(str(event.get("uid", "")), sequence, email, ANSWERS[choice])


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken("reply.unreadable", sentence, field="file")
