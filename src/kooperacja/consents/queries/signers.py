"""Who may sign for a person, as the register of people says it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people import queries as people
from kooperacja.people.models import Person
from kooperacja.people.queries import Member


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature binds: by reference, and in words (name, and as what)."""

    ref: str
    words: str


def signers(actor: Actor, person: Person | Member, day: date) -> list[Signer]:
    """Those on whose signature a consent for this person rests; nobody, where the register knows nobody."""
    found = people.who_may_consent_for(actor, person, day)
    return [Signer(one.ref, ", ".join(filter(None, (one.name, str(one.relation))))) for one in found]


def may_sign(actor: Actor, person: Person, signer: Person, day: date) -> None:
    """Refused with a sentence where this signature binds nobody."""
    found = [one.ref for one in people.who_may_consent_for(actor, person, day)]
    if signer.ref in found:
        return
    sentence = _("Nobody is known who may sign for this person. First write down the guardian or representative.")
    if found:
        sentence = _("This person's signature does not count here: it is not his or her own consent to give.")
    raise RuleBroken("consent.not_entitled", sentence, field="signer", is_denial=True)
