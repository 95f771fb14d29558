"""What a person is not told for a time: an entry under lawful secrecy, with a day on which it is looked at again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.writing import writes
from kooperacja.audit.actions import edit
from kooperacja.disclosures.access import can_defer
from kooperacja.disclosures.actions.checks import JOINT_HELP
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken


@writes
def defer(*, actor: Actor, entry: RegisterEntry, version: int, review_on: date) -> None:
    """Left out of what the person reads until that day. The officer reads the register and hands nothing over,
    so reading is asked here and not writing.
    """
    _officer(actor, entry)
    if review_on <= today():
        raise RuleBroken("disclosure.review_past", _("Choose a day of the review in the future."), field="review_on")
    edit(actor, entry, "disclosure.defer", version, review_on=review_on)


@writes
def tell(*, actor: Actor, entry: RegisterEntry, version: int) -> None:
    """The secrecy is over: the entry is told from now."""
    _officer(actor, entry)
    edit(actor, entry, "disclosure.tell", version, review_on=None)


def _officer(actor: Actor, entry: RegisterEntry) -> None:
    can_defer(actor).require()
    door.require(actor, door.READ, entry, JOINT_HELP)
    if not entry.is_giver:
        raise RuleBroken("disclosure.not_ours", _("What was received is told by who handed it over."))
