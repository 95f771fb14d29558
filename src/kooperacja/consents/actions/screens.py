"""What is asked of a signature on the screen, and the text that it stands under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kooperacja.agreements.labels import Category
from kooperacja.consents.models import Wording
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.folding import fold
from kooperacja.people.models import Person
from kooperacja.people.queries import MayConsent
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the paper: `is_given` is no where the person refused."""

    recipient: int
    category: str
    is_given: bool = True


def is_signed_here(signer: Person, name: str, signed_on: date) -> None:
    """The one who signs writes his own name, now. It is compared and not kept: who signed is in the row already."""
    if signed_on != today():
        sentence = _("On the screen one signs today. An earlier day is that of a paper.")
        raise RuleBroken("consent.screen_today", sentence, field="signed_on")
    _is_name_of(signer, name, "name")


def is_agreed_here(person: Person, name: str, given: MayConsent) -> bool:
    """A child or ward who has to agree too does so with his own name."""
    if given.must_agree:
        _is_name_of(person, name, "agreed_name")
    return given.must_agree


def screen_text(text: Wording, items: Sequence[Item], until: date) -> str:
    """What the screen showed above the signature; names of people were on it and are not in this."""
    names = institution_names({item.recipient for item in items})
    asked = [
        f"{number}. {Category(item.category).label}: {names[item.recipient]}" for number, item in enumerate(items, 1)
    ]
    return "\n".join([text.body, *asked, _("Valid until: %(day)s") % {"day": date_text(until)}])


def _is_name_of(person: Person, name: str, field: str) -> None:
    if fold(name) == fold(str(person)):
        return
    sentence = _("Write the first name and surname as they stand on this page: %(name)s. If they are wrong, stop here.")
    raise RuleBroken("consent.name_differs", sentence % {"name": str(person)}, field=field)
