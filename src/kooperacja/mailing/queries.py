"""What is due, what waits, what a worker has chosen and got."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.directory.models import Membership
from kooperacja.directory.queries import actor_of, institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.intervals import valid_at
from kooperacja.mailing import hooks
from kooperacja.mailing.models import Mail, MailChoice, Pace
from kooperacja.mailing.server import morning
from kooperacja.notices.models import Notice
from kooperacja.notices.queries import all_unseen

# A message says at most this number; above it "more than".
MOST_COUNTED = 99
SHOWN = 10


@dataclass(frozen=True, slots=True)
class MailRow:
    """A message as its receiver sees it; `trouble` says why it did not come."""

    written_at: datetime
    sent_at: datetime | None
    number: int
    institution: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody to whom a message is due now."""

    actor: Actor
    number: int
    upto: int


def pace_of(user_id: int) -> str:
    """What the worker has chosen, or what holds without a choice."""
    found = MailChoice.objects.filter(user_id=user_id).values_list("pace", flat=True).first()
    return found or Pace.DAILY.value


def place_of(actor: Actor) -> str:
    return institution_names([actor.institution_id])[actor.institution_id]


def mails_of(user_id: int) -> list[MailRow]:
    """The last messages, the newest first."""
    rows = Mail.objects.filter(user_id=user_id).select_related("institution").order_by("-pk")[:SHOWN]
    return [
        MailRow(row.written_at, row.sent_at, row.number, row.institution.short_name, row.get_failure_display())
        for row in rows
    ]


def get_mail(user_id: int, ref: str) -> Mail:
    """A message to this very person; one to somebody else is as none."""
    row = Mail.objects.filter(user_id=user_id, ref=ref).first()
    if row is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    return row


def membership_of(mail: Mail) -> Membership | None:
    """The live membership for which the message came."""
    rows = Membership.objects.filter(valid_at(now()), user=mail.user_id, institution=mail.institution_id)
    return rows.select_related("user", "institution").order_by("valid_from", "pk").first()


def page_of(mail: Mail, membership: Membership) -> str:
    """Where a message leads: to the object of its only notice if that is open to the reader, else home."""
    if mail.number == 1:
        mine = Notice.objects.filter(user=mail.user_id, institution_id=mail.institution_id, pk=mail.upto).first()
        actor = actor_of(membership, str(membership.user), "web")
        pages = (page(actor, mine.about_kind, mine.about_id) for page in hooks.PAGES) if mine else iter(())
        if found := next(filter(None, pages), ""):
            return found
    return reverse("desk:home")


def waiting() -> list[int]:
    """Messages that may be sent now, those that wait longest first."""
    rows = _pending().filter(next_try_at__lte=now())
    return list(rows.order_by("next_try_at", "pk").values_list("pk", flat=True))


def _pending() -> QuerySet[Mail]:
    return Mail.objects.filter(sent_at=None, given_up_at=None)


def still_new(mail: Mail, actor: Actor) -> bool:
    """Something that the message is about was not opened yet, and is not closed to the reader."""
    return any(notice.pk <= mail.upto for notice in all_unseen(actor, MOST_COUNTED + 1))


def due() -> Iterator[Due]:
    """Workers with notices that no message has told of, at the pace that they chose; nobody for whom a message
    waits already. Five statements for all, then what each of them may still see.
    """
    waits = set(_pending().values_list("user_id", "institution_id"))
    newest = {(user, place): upto for user, place, upto in _newest() if (user, place) not in waits}
    told = _told()
    paces = dict(MailChoice.objects.values_list("user_id", "pace"))
    for membership in _acting(newest):
        key = membership.user_id, membership.institution_id
        last, day = told.get(key, (0, None))
        if newest[key] > last and _is_time(paces.get(membership.user_id, Pace.DAILY), day):
            yield from _counted(membership, last, newest[key])


def _newest() -> list[tuple[int, int, int]]:
    rows = Notice.objects.filter(seen_at=None).values_list("user_id", "institution_id")
    return list(rows.annotate(newest=Max("pk")).order_by("user_id", "institution_id"))


def _told() -> dict[tuple[int, int], tuple[int, datetime]]:
    rows = Mail.objects.values_list("user_id", "institution_id").order_by()
    return {(user, place): (upto, at) for user, place, upto, at in rows.annotate(Max("upto"), Max("written_at"))}


def _acting(pairs: dict[tuple[int, int], int]) -> Iterator[Membership]:
    """The first live membership of each pair whose account is open."""
    rows = Membership.objects.filter(valid_at(now()), user__in={user for user, _place in pairs}, user__is_active=True)
    seen = set()
    for row in rows.select_related("user", "institution").order_by("valid_from", "pk"):
        key = row.user_id, row.institution_id
        if key in pairs and key not in seen:
            seen.add(key)
            yield row


def _is_time(pace: str, last: datetime | None) -> bool:
    if pace == Pace.DAILY:
        return now() >= morning(today()) and (last is None or local_date(last) < today())
    return pace == Pace.AT_ONCE


def _counted(membership: Membership, last: int, upto: int) -> Iterator[Due]:
    """Only what this worker may still see counts: a number alone may tell that something is there."""
    actor = actor_of(membership, str(membership.user), "job")
    number = sum(last < notice.pk <= upto for notice in all_unseen(actor, MOST_COUNTED + 1))
    if number:
        yield Due(actor, number, upto)
