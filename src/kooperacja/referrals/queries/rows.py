"""A referral as one line: of a list, of the inbox, of a worker's home."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.visible import Visible
from kooperacja.agreements.labels import Level
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.words import question
from kooperacja.foundation.workflow import State
from kooperacja.foundation.working_days import working_days_between
from kooperacja.referrals.deadlines import is_urgent
from kooperacja.referrals.models import Letter, Referral, Side
from kooperacja.referrals.workflow import shown
from kooperacja.ui.formats import distance_text

PARTIES = ("referral__sender", "referral__addressee", "referral__assigned_to")
# What a line needs of them, and `offered` to tell whose turn it is. Another column would be asked for by a
# statement of its own, which the door refuses.
COLUMNS = (
    *("party", "due_on", "referral_state"),
    *(f"referral__{name}" for name in ("ref", "number", "state", "urgency", "due_on")),
    *(f"referral__{name}" for name in ("since_at", "sent_at", "confirmed_at")),
    *("referral__sender__short_name", "referral__addressee__short_name", "referral__assigned_to__full_name"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A running deadline. `days_left` are working days: 0 on the last day, negative when late."""

    on: date
    days_left: int
    is_late: bool

    @property
    def text(self) -> str:
        """The distance in words: "in 4 working days", "today", "1 working day late"."""
        if self.is_late and not self.days_left:
            return pgettext("deadline", "late")
        return distance_text(self.days_left)


@dataclass(frozen=True, slots=True)
class Row:
    """One side of a referral as its institution sees it. `who` and `place` are content of the
    letter; they are empty for a reader of coordination only, and where the letter is of level 3 or
    more: such a name is shown, and logged, on the page of the referral only.
    """

    pk: int
    ref: str
    number: str
    state: State
    is_outgoing: bool
    is_urgent: bool
    who: str
    place: str
    sender: str
    addressee: str
    sent_at: datetime | None
    since_at: datetime
    due: Due | None
    worker: str

    @property
    def partner(self) -> str:
        """The other party; empty in a draft without an addressee."""
        return self.addressee if self.is_outgoing else self.sender

    @property
    def about(self) -> str:
        return ", ".join(filter(None, [self.who, self.place]))

    @property
    def due_text(self) -> str:
        parts = [self.due.text if self.due else "", _("urgent") if self.is_urgent else ""]
        return ", ".join(filter(None, parts))


def described(rows: Visible[Side], actor: Actor, purpose: str) -> Visible[Side]:
    """Sides with their referral and parties, and whom the newest letter is about."""
    letters = ordinary_letters(actor, purpose)
    about = letters.value("first_name", "last_name", "place", side_id=OuterRef("pk"))
    return rows.beside(*PARTIES, columns=COLUMNS, about=about)


def ordinary_letters(actor: Actor, purpose: str) -> Visible[Letter]:
    return visible(Letter, actor, purpose).filter(level__lte=Level.ORDINARY)


def matching(text: str, actor: Actor, purpose: str) -> Q:
    """Sides with such a number, or whose letter holds the words."""
    asked = question(text)
    letters = ordinary_letters(actor, purpose).led_by(words__found=asked)
    return Q(referral__found=asked) | letters.holds("pk", "side_id")


def due_of(referral: Referral) -> Due | None:
    if not referral.has_deadline:
        return None
    day = today()
    left = working_days_between(day, referral.due_on)
    return Due(referral.due_on, left, referral.is_overdue(day))


def row_of(side: Side) -> Row:
    """A line of a side that came from `described`."""
    referral = side.referral
    first_name, last_name, place = parted(vars(side)["about"], 3)
    return Row(
        pk=side.pk,
        ref=referral.ref,
        number=referral.number,
        state=shown(referral),
        is_outgoing=side.is_sender,
        is_urgent=is_urgent(referral),
        who=f"{first_name} {last_name}".strip(),
        place=place,
        sender=referral.sender.short_name,
        addressee=referral.addressee.short_name if referral.addressee else "",
        sent_at=referral.sent_at if referral.was_sent else None,
        since_at=referral.since_at,
        due=due_of(referral),
        worker=referral.assigned_to.full_name if referral.assigned_to else "",
    )
