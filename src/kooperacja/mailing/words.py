"""What the messages say: a number and a link, in Polish, as plain text."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kooperacja.mailing.models import Mail
from kooperacja.mailing.queries import MOST_COUNTED

# A reference that no message has: such references have no vowels.
EXAMPLE = "przyklad"
# A mailbox that answers by itself must not answer to it (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def message(mail: Mail, connection: EmailBackend) -> EmailMessage:
    """Neither the subject nor the text says anything that is not public, but a number."""
    with override(settings.LANGUAGE_CODE):
        subject, lines = _told(mail.number, mail.institution.short_name, mail.ref, settings.ADDRESS)
        return _message(subject, lines, mail.user.email, connection)


def example(institution: str, reached_at: str) -> list[str]:
    """What a worker of this institution gets: the subject, then the lines."""
    subject, lines = _told(3, institution, EXAMPLE, settings.ADDRESS or reached_at.rstrip("/"))
    return [subject, *lines]


def _told(number: int, institution: str, ref: str, address: str) -> tuple[str, list[str]]:
    count, places = number_words(number), {"place": address + reverse("mailing:choice")}
    lines = [
        _("Good morning,"),
        _("in Kooperacja, at %(institution)s: %(count)s.") % {"institution": institution, "count": count},
        "",
        _("Open: %(link)s") % {"link": address + reverse("mailing:open", args=[ref])},
        "",
        _("There are no data of anybody in this message, and there never are. Do not answer it."),
        _("How often such messages come: %(place)s") % places,
    ]
    return f"Kooperacja: {count}", lines


def trial(address: str, connection: EmailBackend) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        lines = [_("This message was sent to try the mail server of Kooperacja. It works.")]
        return _message(_("Kooperacja: a trial of the mail server"), lines, address, connection)


def number_words(number: int) -> str:
    """ "3 new notices", or "more than 99"."""
    if number > MOST_COUNTED:
        return _("more than %(count)s new notices") % {"count": MOST_COUNTED}
    return ngettext("%(count)s new notice", "%(count)s new notices", number) % {"count": number}


def sender() -> str:
    return formataddr(("Kooperacja", settings.DEFAULT_FROM_EMAIL))


def _message(subject: str, lines: list[str], to: str, connection: EmailBackend) -> EmailMessage:
    return EmailMessage(subject, "\n".join(lines) + "\n", sender(), [to], connection=connection, headers=HEADERS)
