"""An invitation goes out with an entry for the calendar, and what the calendar answers counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from icalendar import Calendar

from kooperacja.meetings import actions
from kooperacja.meetings.models import Invitation, Meeting
from kooperacja.teams.models import Seat
from tests.cast import Town
from tests.mailing.conftest import Sink, _server, post, sink  # noqa: F401 - fixtures.
from tests.meetings.conftest import of, place, refused


def invite(cast: Town, meeting: Meeting) -> Meeting:
    actions.invite(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting))
    return of(cast.ewa, meeting)


def sent(sink: Sink, email: str) -> tuple[Any, str]:  # noqa: F811
    """The newest entry that this worker got, and how the message calls its method."""
    mine = [one for one in sink.taken if one["To"] == email and one.is_multipart()]
    part = next(one for one in mine[-1].walk() if one.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_content()), part.get_param("method")


def reply(meeting: Meeting, email: str, partstat: str = "ACCEPTED", **more: Any) -> bytes:
    said = {"uid": f"{meeting.ref}@kooperacja", "sequence": meeting.sequence, "method": "REPLY", **more}
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            f"METHOD:{said['method']}",
            "PRODID:Microsoft Exchange Server 2010",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            f"ATTENDEE;PARTSTAT={partstat};CN=Ktoś:MAILTO:{email}",
            f"UID:{said['uid']}",
            f"SEQUENCE:{said['sequence']}",
            "DTSTAMP:20261103T080000Z",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    ).encode()


def test_each_invited_member_gets_an_entry_without_a_word_of_the_agenda(
    cast: Town,
    meeting: Meeting,
    item: Any,
    sink: Sink,  # noqa: F811
) -> None:
    invite(cast, meeting)
    post()
    told, method = sent(sink, cast.piotr.email)
    event = told.walk("VEVENT")[0]
    assert (method, told["method"], event["sequence"]) == ("REQUEST", "REQUEST", 0)
    assert event["uid"] == f"{meeting.ref}@kooperacja"
    assert str(event["organizer"]) == "mailto:kooperacja@gops.example"
    assert str(event["attendee"]) == f"mailto:{cast.piotr.email}"
    assert event["attendee"].params["rsvp"] == "TRUE"
    assert (str(event["summary"]), str(event["location"])) == ("Posiedzenie: PZK Wierzbowo", "GOPS, sala 4")
    assert event.decoded("dtstart") == meeting.starts_at
    assert not any("GOPS.1" in str(one) or "Malinow" in str(one) for one in sink.taken)
    assert post().get("sent", 0) == 0


def test_a_change_is_an_update_and_asks_anew(cast: Town, meeting: Meeting, sink: Sink) -> None:  # noqa: F811
    row = invite(cast, meeting)
    actions.answer(actor=cast.piotr.actor, meeting=of(cast.piotr, meeting), answer="yes")
    later = {"starts_at": row.starts_at + timedelta(days=1), "minutes_long": 60, "place": "Szkoła", "link": ""}
    actions.change(actor=cast.ewa.actor, meeting=row, version=row.version, **later)
    assert place(cast, meeting, "piotr").answer == "none"
    post()
    told, _method = sent(sink, cast.piotr.email)
    assert told.walk("VEVENT")[0]["sequence"] == 1
    assert len([one for one in sink.taken if one["To"] == cast.piotr.email and one.is_multipart()]) == 1


def test_a_cancelled_meeting_leaves_the_calendar(cast: Town, meeting: Meeting, sink: Sink) -> None:  # noqa: F811
    row = invite(cast, meeting)
    post()
    refused("meeting.reason", lambda: actions.cancel(actor=cast.ewa.actor, meeting=row, reason=" "))
    actions.cancel(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting), reason="Choroba.")
    post()
    told, method = sent(sink, cast.jan.email)
    assert (method, told.walk("VEVENT")[0]["status"]) == ("CANCEL", "CANCELLED")


def test_the_answer_of_a_calendar_counts(cast: Town, meeting: Meeting) -> None:
    row = invite(cast, meeting)
    actions.read_reply(actor=cast.ewa.actor, meeting=row, content=reply(row, cast.jan.email.upper(), "TENTATIVE"))
    assert place(cast, meeting, "jan").answer == "maybe"


def test_an_answer_that_does_not_belong_here_is_refused(cast: Town, meeting: Meeting) -> None:
    row = invite(cast, meeting)
    row = actions.change(
        actor=cast.ewa.actor,
        meeting=row,
        version=row.version,
        starts_at=row.starts_at,
        minutes_long=45,
        place="x",
        link="",
    )

    def read(content: bytes) -> Callable[[], Any]:
        return lambda: actions.read_reply(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting), content=content)

    refused("reply.stranger", read(reply(row, "obcy@gdzie.example")))
    refused("reply.stranger", read(reply(row, cast.grazyna.email)))
    refused("reply.other", read(reply(row, cast.jan.email, uid="inne@kooperacja")))
    refused("reply.old", read(reply(row, cast.jan.email, sequence=0)))
    for content in (b"\x00\xff", b"BEGIN:VCALENDAR", b"x" * 200_000, reply(row, cast.jan.email, method="REQUEST")):
        refused("reply.unreadable", read(content))
    refused("reply.unreadable", read(reply(row, cast.jan.email, "DELEGATED")))
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"none"}


def test_who_does_not_come_is_replaced_by_the_substitute(cast: Town, meeting: Meeting, sink: Sink) -> None:  # noqa: F811
    main = Seat.objects.get(team=meeting.team, user=cast.piotr.user)
    keys = {"institution": main.institution, "function": "member", "user": cast.wanda.user, "substitute_for": main}
    Seat.objects.create(team=meeting.team, statement="paper", stated_on=meeting.starts_at.date(), **keys)
    invite(cast, meeting)
    assert not Invitation.objects.filter(user=cast.wanda.user).exists()
    actions.answer(actor=cast.piotr.actor, meeting=of(cast.piotr, meeting), answer="no")
    post()
    assert sent(sink, cast.wanda.email)[1] == "REQUEST"


def test_whose_seat_became_ready_later_is_invited_with_the_next_change(cast: Town, meeting: Meeting) -> None:
    Seat.objects.filter(team=meeting.team, user=cast.tomasz.user).update(statement="", stated_on=None)
    row = invite(cast, meeting)
    Seat.objects.filter(team=meeting.team, user=cast.tomasz.user).update(statement="paper", stated_on=row.starts_at)
    later = {"starts_at": row.starts_at, "minutes_long": 60, "place": "Szkoła", "link": ""}
    actions.change(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting), version=row.version, **later)
    assert place(cast, meeting, "tomasz").answer == "none"
