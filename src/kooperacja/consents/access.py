"""Who gives notices, records consents, and answers for their texts. Rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| PrivacyNotice, Consent, ConsentItem | the dossier | the person | coordination (level 1, no name in it) |

Coordination and not the category that an item is about: whoever works on the case must see all that a person
agreed to, to be able to withdraw it, and the data-protection officer sees on what the sharing rests without
seeing whom it is about. Pages show them to the owner's side alone: a partner learns nothing of other partners.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.consents.models import Wording
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import writing

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}
MANAGERS = frozenset({Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER})
WRITERS = MANAGERS | {Role.DATA_PROTECTION_OFFICER}


def shown_categories(actor: Actor) -> list[Category]:
    """Of which data this worker may take a consent: nobody shows to others what he may not work on."""
    mine = writing(actor).categories
    return [category for category in LEVEL_OF if category in mine]


def can_write_texts(actor: Actor) -> Verdict:
    if actor.role in WRITERS:
        return YES
    return no("wording.not_writer", _("Texts are written by the manager or the data-protection officer."))


def can_edit_text(actor: Actor, wording: Wording) -> Verdict:
    return first_no([can_write_texts(actor), _of_own_institution(actor, wording), _not_approved(wording)])


def can_approve_text(actor: Actor, wording: Wording) -> Verdict:
    """The one who answers for the institution's data answers for what people are told of them."""
    return first_no([_manages(actor), _of_own_institution(actor, wording), _not_approved(wording)])


def _manages(actor: Actor) -> Verdict:
    if actor.role in MANAGERS:
        return YES
    return no("wording.not_manager", _("The manager approves texts of notices and consents."))


def _of_own_institution(actor: Actor, wording: Wording) -> Verdict:
    if actor.institution_id == wording.institution_id:
        return YES
    return no("wording.other_institution", _("This text is another institution's."))


def _not_approved(wording: Wording) -> Verdict:
    if wording.approved_by_id is None:
        return YES
    return no("wording.approved", _("This text was approved. Write a new version instead."))


def can_warn(actor: Actor) -> Verdict:
    """The calendar reminds and decides nothing (domain.md E)."""
    return YES if actor.is_system else no("consent.only_calendar", _("The calendar warns of the end by itself."))
