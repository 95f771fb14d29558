"""Who may sign for a person, as the register of people says it, and whether a signature still binds today."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import Category
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken, Text
from kooperacja.people import queries as people
from kooperacja.people.access import writing
from kooperacja.people.models import Person
from kooperacja.people.queries import MayConsent, Member, is_minor, of_age_on
from kooperacja.ui.formats import date_text

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature binds: by reference, in words (name, and as what), and why. `until` is the last
    day to which the signature reaches. Without a reference he is known by name only and cannot sign yet.
    """

    ref: str
    name: str
    words: str
    why: str
    until: date | None
    must_agree: bool


@dataclass(frozen=True, slots=True)
class Signers:
    """Those who may sign, those who first need to be registered, and whether the reader may know of them at all."""

    known: tuple[Signer, ...]
    by_name: tuple[Signer, ...]
    is_hidden: bool

    @property
    def must_agree(self) -> bool:
        return any(one.must_agree for one in self.known)


def signers(actor: Actor, person: Person | Member, day: date) -> Signers:
    """Those on whose signature a consent for this person rests; nobody, where the register knows nobody."""
    found = [_signer(one) for one in people.who_may_consent_for(actor, person, day)]
    return Signers(
        known=tuple(one for one in found if one.ref),
        by_name=tuple(one for one in found if not one.ref),
        is_hidden=_is_hidden(actor),
    )


def may_sign(actor: Actor, person: Person, signer: Person, day: date) -> MayConsent:
    """As what this signature of that day binds, and for how long. Refused with a sentence where it binds nobody,
    or where the power to sign has ended before anybody wrote it down: nothing is opened backwards.
    """
    if _is_hidden(actor):
        sentence = _("You do not work on matters of this family, so you cannot see who may sign. Ask the key worker.")
        raise RuleBroken("consent.family_hidden", sentence, field="signer", is_denial=True)
    then = people.who_may_consent_for(actor, person, day)
    _is_among(then, signer)
    for one in then if day == today() else people.who_may_consent_for(actor, person, today()):
        if one.ref == signer.ref:
            return one
    _has_come_of_age(person, day)
    sentence = _("Since the signature this person has lost the right to sign. Ask who may sign today.")
    raise RuleBroken("consent.power_ended", sentence, field="signer", is_denial=True)


def reaches_to(given: MayConsent, until: date) -> date:
    """A consent does not outlast the power of the one who gave it."""
    return min(until, given.until - DAY) if given.until else until


def ends_at_majority(person: Person, given: MayConsent, until: date) -> bool:
    """Whether the last day is the one before the person may decide alone."""
    if given.kind == "self" or person.born_on is None or not is_minor(person.born_on, today()):
        return False
    return until == of_age_on(person.born_on, today()) - DAY


def _is_among(found: tuple[MayConsent, ...], signer: Person) -> None:
    refs = [one.ref for one in found]
    if signer.ref in refs:
        return
    sentence: Text = _("Nobody is known who may sign for this person. First write down the guardian or representative.")
    if any(refs):
        sentence = _("This person's signature does not count here: it is not his or her own consent to give.")
    elif refs:
        told = {"name": ", ".join(one.name for one in found)}
        sentence = _("Only %(name)s may sign, who is known by name only. First add this person to the case.") % told
    raise RuleBroken("consent.not_entitled", sentence, field="signer", is_denial=True)


def _has_come_of_age(person: Person, day: date) -> None:
    if person.born_on is None or not is_minor(person.born_on, day) or is_minor(person.born_on, today()):
        return
    since = of_age_on(person.born_on, today())
    sentence = _("This person came of age on %(day)s. Ask this person.")
    raise RuleBroken("consent.of_age", sentence % {"day": date_text(since)}, field="signer", is_denial=True)


def _is_hidden(actor: Actor) -> bool:
    return Category.FAMILY not in writing(actor).categories


def _signer(one: MayConsent) -> Signer:
    words = ", ".join(filter(None, (one.name, str(one.relation))))
    return Signer(one.ref, one.name, words, str(one.why), one.until - DAY if one.until else None, one.must_agree)
