"""Calendar entries that go out by mail: written in the transaction of the act, sent by the round of `mailing`."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kooperacja.foundation.clock import now
from kooperacja.mailing.words import HEADERS, sender
from kooperacja.meetings.ics import entry
from kooperacja.meetings.models import Dispatch, Invitation, Meeting
from kooperacja.ui.formats import datetime_text

PAUSES = (5, 15, 60, 240)
MOST, MOST_TRIES = 500, 15


def dispatch(meeting: Meeting, invitations: Iterable[Invitation], *, is_cancelling: bool = False) -> None:
    """What was not sent yet of an earlier version is not needed any more."""
    rows = list(invitations)
    Dispatch.objects.filter(invitation__in=[row.pk for row in rows], ended_at=None).update(ended_at=now())
    Dispatch.objects.bulk_create(
        [Dispatch(invitation=row, sequence=meeting.sequence, is_cancelling=is_cancelling) for row in rows],
        ignore_conflicts=True,
    )


class MeetingPost:
    """The outbox that `mailing` empties."""

    def waiting(self) -> list[int]:
        rows = Dispatch.objects.filter(ended_at=None, next_try_at__lte=now()).order_by("next_try_at", "pk")
        return list(rows.values_list("pk", flat=True)[:MOST])

    def claim(self, pk: int, backend: EmailBackend) -> EmailMessage | None:
        related = ("invitation__meeting__team", "invitation__user")
        row = Dispatch.objects.filter(pk=pk, ended_at=None).select_related(*related).first()
        if row is None:
            return None
        minutes = PAUSES[min(row.tries, len(PAUSES) - 1)]
        later = {"tries": row.tries + 1, "next_try_at": now() + timedelta(minutes=minutes)}
        same = Dispatch.objects.filter(pk=pk, ended_at=None, next_try_at=row.next_try_at)
        if not same.update(**later):
            return None
        if not row.invitation.user.is_active or row.tries >= MOST_TRIES:
            self.ended(pk, is_sent=False)
            return None
        return message(row, backend)

    def ended(self, pk: int, *, is_sent: bool) -> None:
        Dispatch.objects.filter(pk=pk).update(ended_at=now(), is_sent=is_sent)


def message(row: Dispatch, backend: EmailBackend | None = None) -> EmailMessage:
    """Team, place and time; nothing of the agenda."""
    meeting, email = row.invitation.meeting, row.invitation.user.email
    link = settings.ADDRESS + reverse("meetings:answer", args=[meeting.ref])
    with override(settings.LANGUAGE_CODE):
        subject, lines = _told(meeting, link, is_cancelling=row.is_cancelling, is_update=bool(row.sequence))
        told = EmailMultiAlternatives(
            subject, "\n".join(lines) + "\n", sender(), [email], connection=backend, headers=HEADERS
        )
        calendar = entry(meeting, email, sequence=row.sequence, link=link, is_cancelling=row.is_cancelling)
    method = "CANCEL" if row.is_cancelling else "REQUEST"
    told.attach_alternative(calendar, f"text/calendar; method={method}")
    return told


def _told(meeting: Meeting, link: str, *, is_cancelling: bool, is_update: bool) -> tuple[str, list[str]]:
    subject = _("Invitation: %(team)s, %(when)s")
    if is_cancelling:
        subject = _("Cancelled: %(team)s, %(when)s")
    elif is_update:
        subject = _("Changed: %(team)s, %(when)s")
    when = datetime_text(meeting.starts_at)
    lines = [
        _("Good morning,"),
        _("the team %(team)s meets on %(when)s.") % {"team": meeting.team.name, "when": when},
        _("Place: %(place)s") % {"place": ", ".join(filter(None, (meeting.place, meeting.link)))},
        "",
        _("Say whether you come: %(link)s") % {"link": link},
        "",
        _("There are no data of anybody in this message, and there never are. Do not answer it."),
    ]
    if is_cancelling:
        lines[1:5] = [
            _("the meeting of the team %(team)s on %(when)s does not take place.")
            % {"team": meeting.team.name, "when": when}
        ]
    return subject % {"team": meeting.team.name, "when": when}, lines
