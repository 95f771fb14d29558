"""Recording what somebody signed: one consent, several items, each with the fact that it opens."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kooperacja.access import actions as facts
from kooperacja.access.queries import covering
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import Category
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work, not_future
from kooperacja.cases.models import Case
from kooperacja.consents.access import LABEL, shown_categories
from kooperacja.consents.actions.checks import JOINT_HELP, is_in_force, of_case
from kooperacja.consents.actions.screens import Item, is_agreed_here, is_signed_here, screen_text
from kooperacja.consents.models import Consent, ConsentItem, Medium, TextKind
from kooperacja.consents.queries.signers import ends_at_majority, may_sign, reaches_to
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person
from kooperacja.people.queries import MayConsent
from kooperacja.ui.formats import date_text


@writes
def give_consent(
    *,
    actor: Actor,
    case: Case,
    person: Person,
    signer: Person,
    wording: int,
    medium: str,
    signed_on: date,
    until: date,
    items: Sequence[Item],
    person_agreed: bool = False,
    name: str = "",
    agreed_name: str = "",
) -> Consent:
    """What one signature says. Each item that was given is a basis of its own from now; the day on the paper is
    another column, because nothing is opened backwards. On screen the signer, and a child or ward who agrees too,
    sign with their names.
    """
    may_work(actor, case)
    of_case(case, person)
    not_future(signed_on, "signed_on")
    if medium not in Medium.values:
        raise RuleBroken("consent.medium", _("Say whether it was signed on paper or on screen."), field="medium")
    text = is_in_force(actor, wording, TextKind.CONSENT, signed_on)
    given = may_sign(actor, person, signer, signed_on)
    if medium == Medium.SCREEN:
        is_signed_here(signer, name, signed_on)
        person_agreed = is_agreed_here(person, agreed_name, given)
    _agrees_too(given, is_agreed=person_agreed)
    _may_be_given(actor, items)
    last = _last_day(given, until)
    facts = {"wording": text, "medium": medium, "signed_on": signed_on, "person_agreed": given.must_agree}
    if medium == Medium.SCREEN:
        facts["shown"] = screen_text(text, items, last)
    row = _signed(actor, case, person, signer, given, until=last, **facts)
    for number, item in enumerate(items, 1):
        _itemised(actor, row, person, number, item)
    record(actor, "consent.give", row.about(), items=len(items), medium=medium, wording=text.pk)
    return row


def _agrees_too(given: MayConsent, *, is_agreed: bool) -> None:
    if given.must_agree and not is_agreed:
        sentence = _("This person is old enough to be asked, or only partly represented. Ask, and mark that he agrees.")
        raise RuleBroken("consent.must_agree", sentence, field="person_agreed", is_denial=True)


def _last_day(given: MayConsent, until: date) -> date:
    if until < today():
        raise RuleBroken("consent.past", _("The last day cannot be in the past."), field="until")
    return reaches_to(given, until)


def _signed(
    actor: Actor, case: Case, person: Person, signer: Person, given: MayConsent, *, until: date, **facts: Any
) -> Consent:
    row = Consent(
        **LABEL,
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=person.anchor_id,
        case=case,
        person=person,
        signer=signer,
        signed_as=given.kind,
        until=until,
        ends_at_majority=ends_at_majority(person, given, until),
        author_id=actor.user_id,
        **facts,
    )
    row.save(force_insert=True)
    return row


def _may_be_given(actor: Actor, items: Sequence[Item]) -> None:
    if not items:
        raise RuleBroken("consent.empty", _("Mark at least one item: what, and for whom."), field="items")
    if len({(item.recipient, item.category) for item in items}) != len(items):
        sentence = _("The same data for the same institution can only be given or refused, not both.")
        raise RuleBroken("consent.twice", sentence, field="items")
    names = institution_names({item.recipient for item in items})
    mine = shown_categories(actor)
    for item in items:
        _one_may_be_given(actor, item, names.get(item.recipient, ""), mine)


def _one_may_be_given(actor: Actor, item: Item, name: str, mine: Sequence[Category]) -> None:
    if not name:
        sentence = _("This institution is not on the platform. Data for it go by post or e-mail, not here.")
        raise RuleBroken("consent.recipient_unknown", sentence, field="items")
    if item.recipient == actor.institution_id:
        raise RuleBroken("consent.own_institution", _("Your institution has these data already."), field="items")
    if item.category not in mine:
        raise NotAllowed("share.not_authorised", _("You are not authorised for this category of data."))
    if not covering(actor.institution_id, item.recipient, item.category, JOINT_HELP):
        told = {"name": name, "data": str(Category(item.category).label)}
        sentence = _("No agreement in force lets you show %(name)s these data: %(data)s. Leave this item out.")
        raise RuleBroken("consent.outside_agreement", sentence % told, field="items", is_denial=True)


def _itemised(actor: Actor, consent: Consent, person: Person, number: int, item: Item) -> None:
    basis = None
    if item.is_given:
        basis = facts.record_basis(
            actor,
            subject_id=person.anchor_id,
            recipient_id=item.recipient,
            category=item.category,
            purpose=JOINT_HELP,
            is_consent=True,
            source=_called(consent, number),
            valid_to=min(day_end(consent.until), OPEN_END),
        )
    ConsentItem(
        **LABEL,
        owner_id=consent.owner_id,
        anchor_id=consent.anchor_id,
        subject_id=consent.subject_id,
        consent=consent,
        number=number,
        recipient_id=item.recipient,
        data=item.category,
        purpose=JOINT_HELP,
        basis=basis,
    ).save(force_insert=True)


def _called(consent: Consent, number: int) -> str:
    """Kept with the fact, so in the language of the installation and not of the one who writes."""
    with override(settings.LANGUAGE_CODE):
        told = {"day": date_text(consent.signed_on), "number": number}
        return str(_("Consent of %(day)s, item %(number)s") % told)
