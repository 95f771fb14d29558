"""What a letter still lacks before it can be sent. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import Text
from kooperacja.referrals.models import Letter, Referral


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of the form, and what to do about it."""

    field: str
    sentence: Text


NEEDED = (
    Gap("request", _("Write what you ask for.")),
    Gap("reason", _("Write what you observed.")),
    Gap("first_name", _("Write the first name of the person.")),
    Gap("basis", _("Choose the legal basis.")),
)
NO_ADDRESSEE = Gap("addressee", _("Choose the institution that you ask."))


def gaps(referral: Referral, letter: Letter) -> list[Gap]:
    """In the order of the form."""
    addressed = [] if referral.addressee_id else [NO_ADDRESSEE]
    return addressed + [gap for gap in NEEDED if not getattr(letter, gap.field).strip()]


def first_gap(referral: Referral, letter: Letter) -> Gap | None:
    return next(iter(gaps(referral, letter)), None)
