"""Writing messages that are due, sending them, and a worker's choice. Sending stands outside of transactions: what
was claimed is on the disk before the server hears of it, so a crash sends a message late, and not twice a day.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.directory.queries import actor_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken, Unavailable
from kooperacja.mailing import hooks, queries, server, words
from kooperacja.mailing.access import can_send
from kooperacja.mailing.models import Failure, Mail, MailChoice, Pace

# Minutes until the next try after the first, the second, ...; the last one goes on to the end.
PAUSES = (5, 15, 60, 240)
KEPT_TRYING = timedelta(days=2)
REFUSED_FOR_GOOD = 500
SENT, LATER = "sent", "later"


@transaction.atomic
def choose_pace(*, actor: Actor, pace: str) -> None:
    """How often the actor wants e-mail, in all institutions."""
    if pace not in Pace.values:
        raise RuleBroken("mail.pace", _("Choose how often."), field="pace")
    choice, _is_new = MailChoice.objects.update_or_create(user_id=actor.user_id, defaults={"pace": pace})
    record(actor, "mail.choose", About("mailchoice", choice.pk), pace=pace)


@transaction.atomic
def write_due(*, actor: Actor) -> int:
    """A message for each worker to whom one is due now."""
    can_send(actor).require()
    rows = [
        Mail(user_id=one.actor.user_id, institution_id=one.actor.institution_id, upto=one.upto, number=one.number)
        for one in queries.due()
    ]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_waiting(*, actor: Actor) -> Counter[str]:
    """Send what waits: how many were sent, how many wait on, how many were given up and why. A server that does
    not answer ends the round with a sentence; what waits is tried again later.
    """
    can_send(actor).require()
    told: Counter[str] = Counter()
    numbers = queries.waiting()
    others = [(box, pk) for box in (make() for make in hooks.OUTBOXES) for pk in box.waiting()]
    if not numbers and not others:
        return told
    with _open(server.server()) as backend:
        for pk in numbers:
            if mail := _claimed(pk):
                told[_sent(backend, mail)] += 1
        for box, pk in others:
            if message := box.claim(pk, backend):
                told[_sent_for(box, pk, message, backend)] += 1
    return told


def try_server(*, actor: Actor, address: str) -> None:
    """A message to the operator's own address, to see whether the server takes it."""
    can_send(actor).require()
    with _open(server.server()) as backend:
        try:
            backend.send_messages([words.trial(address, backend)])
        except SMTPRecipientsRefused as error:
            code, told = next(iter(error.recipients.values()))
            sentence = _("The mail server refuses this address: %(code)s %(told)s")
            raise RuleBroken("mail.refused", sentence % {"code": code, "told": _text(told)}) from error


def greeting() -> str:
    """Where the server is, when it has let us in; nothing is sent."""
    settings = server.server()
    with _open(settings):
        return f"{settings['host']}:{settings['port']}"


# ---- One message


def _claimed(pk: int) -> Mail | None:
    """Only one sender gets a message: the one whose statement moves its next try."""
    mail = Mail.objects.filter(pk=pk, sent_at=None, given_up_at=None).select_related("user", "institution").first()
    if mail is None:
        return None
    minutes = PAUSES[min(mail.tries, len(PAUSES) - 1)]
    later = {"tries": mail.tries + 1, "next_try_at": now() + timedelta(minutes=minutes)}
    same = Mail.objects.filter(pk=pk, sent_at=None, given_up_at=None, next_try_at=mail.next_try_at)
    return mail if same.update(**later) else None


def _sent(backend: EmailBackend, mail: Mail) -> str:
    """What became of it."""
    membership = queries.membership_of(mail)
    if membership is None or not mail.user.is_active:
        return _given_up(mail, Failure.LEFT)
    if not queries.still_new(mail, actor_of(membership, str(mail.user), "job")):
        return _given_up(mail, Failure.NOT_NEEDED)
    try:
        backend.send_messages([words.message(mail, backend)])
    except SMTPRecipientsRefused as error:
        return _refused(mail, min(code for code, _told in error.recipients.values()))
    except SMTPDataError as error:
        return _refused(mail, error.smtp_code)
    except (OSError, SMTPException) as error:
        raise _silent(error) from error
    Mail.objects.filter(pk=mail.pk).update(sent_at=now())
    return SENT


def _sent_for(box: hooks.Outbox, pk: int, message: EmailMessage, backend: EmailBackend) -> str:
    """What became of a message of another package; one that the server does not take now waits on."""
    try:
        backend.send_messages([message])
    except SMTPRecipientsRefused as error:
        code = min(code for code, _told in error.recipients.values())
    except SMTPDataError as error:
        code = error.smtp_code
    except (OSError, SMTPException) as error:
        raise _silent(error) from error
    else:
        box.ended(pk, is_sent=True)
        return SENT
    if code < REFUSED_FOR_GOOD:
        return LATER
    box.ended(pk, is_sent=False)
    return Failure.REFUSED.value


def _refused(mail: Mail, code: int) -> str:
    """4xx is "not now", 5xx is "never" (RFC 5321, 4.2.1)."""
    if code >= REFUSED_FOR_GOOD:
        return _given_up(mail, Failure.REFUSED)
    if now() - mail.written_at > KEPT_TRYING:
        return _given_up(mail, Failure.TOO_LATE)
    return LATER


def _given_up(mail: Mail, why: Failure) -> str:
    Mail.objects.filter(pk=mail.pk).update(given_up_at=now(), failure=why)
    return why.value


# ---- The server


@contextmanager
def _open(settings: dict[str, object]) -> Iterator[EmailBackend]:
    backend = EmailBackend(**settings)  # type: ignore[arg-type]
    try:
        backend.open()
    except (OSError, SMTPException) as error:
        raise _silent(error) from error
    try:
        yield backend
    finally:
        backend.close()


def _silent(error: Exception) -> Unavailable:
    sentence = _("The mail server does not answer as it should: %(reason)s. Nothing is lost; messages wait.")
    reason = _text(error.smtp_error) if isinstance(error, SMTPResponseException) else str(error)
    return Unavailable("mail.server", sentence % {"reason": reason or type(error).__name__})


def _text(said: object) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
