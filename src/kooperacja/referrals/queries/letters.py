"""The text of a letter as it is written, and what it still lacks before it can be sent."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text
from kooperacja.referrals import law
from kooperacja.referrals.models import Letter, Referral, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the sender writes about the person (T05). All of it may be empty in a draft."""

    request: str = ""
    reason_code: str = ""
    reason: str = ""
    done_so_far: str = ""
    first_name: str = ""
    last_name: str = ""
    born_on: date | None = None
    occupation: str = ""
    guardians: str = ""
    place: str = ""
    phone: str = ""
    family_knows: str = ""
    basis: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The newest text on the actor's side; `mark` goes with the form and comes back with it."""

    content: Content
    mark: str


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
# With the agreement of a client (`Basis.passes`).
NEEDED_OF_CLIENT = (
    Gap("agreed_on", _("Write on which day the client agreed in writing. Without it print the leaflet instead.")),
    Gap("request", _("Write what the client wants.")),
    Gap("reason_code", _("Choose what the matter is about.")),
    Gap("phone", _("Write the telephone at which the client wants to be called.")),
)
NO_ADDRESSEE = Gap("addressee", _("Choose the institution that you ask."))


def gaps(referral: Referral, letter: Letter) -> list[Gap]:
    """In the order of the form."""
    basis = law.basis_of(letter.basis)
    addressed = [] if referral.addressee_id else [NO_ADDRESSEE]
    needed = NEEDED_OF_CLIENT if basis and basis.passes else NEEDED
    return addressed + [gap for gap in needed if not str(getattr(letter, gap.field) or "").strip()]


def first_gap(referral: Referral, letter: Letter) -> Gap | None:
    return next(iter(gaps(referral, letter)), None)


def letter_content(actor: Actor, side: Side, purpose: str) -> Written:
    """For the form. Who may not read the letter has no form of it."""
    with snapshot():
        letters = visible(Letter, actor, purpose).filter(side_id=side.pk).all("-number", limit=1)
    if not letters:
        raise missing()
    names = [field.name for field in fields(Content)]
    return Written(Content(**{name: getattr(letters[0], name) for name in names}), letters[0].mark)
