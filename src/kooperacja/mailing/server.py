"""What the operator has set: the server, whose address stands as the sender, where the product is reached."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import RuleBroken


def is_set() -> bool:
    return bool(settings.MAIL_SERVER)


def server() -> dict[str, Any]:
    """Host, port, account and way of encryption, as Django's SMTP connection takes them."""
    if not settings.MAIL_SERVER:
        raise RuleBroken("mail.not_set", _("No mail server is set. Set KOOPERACJA_SMTP_URL and KOOPERACJA_MAIL_FROM."))
    if not settings.DEFAULT_FROM_EMAIL:
        raise RuleBroken("mail.no_sender", _("Nobody is set as the sender. Set KOOPERACJA_MAIL_FROM."))
    if not settings.ADDRESS:
        raise RuleBroken("mail.no_address", _("The address of the product is not set. Set KOOPERACJA_ORIGINS."))
    return dict(settings.MAIL_SERVER)


def morning(day: date) -> datetime:
    """When the daily message may go out."""
    return make_aware(datetime.combine(day, time(settings.MAIL_HOUR)))
