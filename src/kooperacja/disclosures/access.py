"""Who hands data over, who is the second person, and who answers for the recipient. Rows carry these labels:

| row | owner | anchor | subject | category |
|---|---|---|---|---|
| RegisterEntry of the giver | giver | the dossier | the household | coordination |
| DisclosedItem of the giver | giver | the dossier | the person or household that it is about | coordination |
| RegisterEntry, DisclosedItem of the recipient | recipient | its inbox | a new anchor for each person | coordination |
| Correction | that of its entry | that of its entry | that of its line | coordination |
| Copy | recipient | its inbox | the same | that of its content |
| Draft | giver | the dossier | the household | coordination |

Disclosure has no label: it is reached from an entry. Pure: what rows the actor reaches is asked at the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.directory.kinds import Role
from kooperacja.disclosures.models import Disclosure, Mode
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import writing

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}
# From this level a second person looks at it (I16).
SECOND_PERSON_FROM = 3


def can_disclose(actor: Actor, disclosure: Disclosure) -> Verdict:
    """Whoever prepared it; the category and the file are asked cell by cell."""
    return first_no([_giver(actor, disclosure), _author(actor, disclosure)])


def can_ask(actor: Actor, disclosure: Disclosure) -> Verdict:
    return can_disclose(actor, disclosure)


def can_approve(actor: Actor, disclosure: Disclosure) -> Verdict:
    """Another person than who prepared it; who is authorised for each category is asked cell by cell."""
    return first_no([_giver(actor, disclosure), _works(actor), _another(actor, disclosure)])


def can_refuse(actor: Actor, disclosure: Disclosure) -> Verdict:
    return can_approve(actor, disclosure)


def can_close(actor: Actor, disclosure: Disclosure) -> Verdict:
    """A window is closed at once."""
    return first_no([_giver(actor, disclosure), _works(actor), _is(disclosure, Mode.WINDOW)])


def can_recall(actor: Actor, disclosure: Disclosure) -> Verdict:
    """A letter is the recipient's; it can only be asked back."""
    return first_no([_giver(actor, disclosure), _works(actor), _is(disclosure, Mode.LETTER)])


def can_acknowledge(actor: Actor, disclosure: Disclosure) -> Verdict:
    return first_no([_recipient(actor, disclosure), _works(actor)])


def can_take_correction(actor: Actor, disclosure: Disclosure) -> Verdict:
    """The recipient answers for its own records."""
    return can_acknowledge(actor, disclosure)


def can_confirm(actor: Actor, disclosure: Disclosure) -> Verdict:
    return can_acknowledge(actor, disclosure)


def can_defer(actor: Actor) -> Verdict:
    """What a person is not told for a time is decided by who answers for data protection."""
    if actor.role == Role.DATA_PROTECTION_OFFICER:
        return YES
    return no("disclosure.not_officer", _("The data-protection officer decides what is told later."))


def can_decide_names(actor: Actor) -> Verdict:
    """Whether people are told names of workers is weighed by who answers for data protection."""
    if actor.role == Role.DATA_PROTECTION_OFFICER:
        return YES
    return no("naming.not_officer", _("The data-protection officer decides whether workers are named."))


def _giver(actor: Actor, disclosure: Disclosure) -> Verdict:
    if actor.institution_id == disclosure.giver_id:
        return YES
    return no("disclosure.not_giver", _("Only the institution that hands the data over can do this."))


def _recipient(actor: Actor, disclosure: Disclosure) -> Verdict:
    if actor.institution_id == disclosure.recipient_id:
        return YES
    return no("disclosure.not_recipient", _("Only the institution that got the data can do this."))


def _author(actor: Actor, disclosure: Disclosure) -> Verdict:
    if actor.user_id == disclosure.author_id:
        return YES
    return no("disclosure.not_author", _("Only who prepared it can hand it over."))


def _another(actor: Actor, disclosure: Disclosure) -> Verdict:
    if actor.user_id != disclosure.author_id:
        return YES
    return no(
        "disclosure.own",
        _("Somebody else must look at it: you prepared it yourself."),
        _("Ask the manager, or a worker of this case who is authorised for these data."),
    )


def _works(actor: Actor) -> Verdict:
    """Officers who only watch change nothing."""
    mine = writing(actor)
    if mine.is_live and Category.COORDINATION in mine.categories:
        return YES
    return no("disclosure.role", _("Your role hands no data over."), _("Ask a worker of this case."))


def _is(disclosure: Disclosure, mode: str) -> Verdict:
    if disclosure.mode == mode:
        return YES
    if mode == Mode.WINDOW:
        return no("disclosure.letter", _("A letter cannot be closed. Ask the recipient to give it back."))
    return no("disclosure.window", _("A window needs not be asked back. Close it."))
