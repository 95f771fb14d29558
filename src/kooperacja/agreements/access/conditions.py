"""Single conditions, each with its code and sentence, of which the rules are composed."""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.changes import bound, changes_something, givers_of_more, live
from kooperacja.agreements.labels import LEVEL_OF, Level
from kooperacja.agreements.models import Advice, Agreement, AgreementParty, AgreementState
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.verdict import YES, Verdict, no

KEEPERS = frozenset({Role.TEAM_COORDINATOR, Role.ROPS_COORDINATOR, Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER})
# Fewer bind nobody to anything.
PARTIES_NEEDED = 2
# Violence, criminal matters and the secret of advice have rules of their own (domain.md 8).
HIGHEST_LEVEL = Level.SPECIAL
CATEGORIES = tuple(category for category, level in LEVEL_OF.items() if level <= HIGHEST_LEVEL)
# While the words may still be changed.
CHANGEABLE = frozenset({AgreementState.DRAFT, AgreementState.NEGOTIATED})
BINDING = frozenset({AgreementState.IN_FORCE, AgreementState.SUSPENDED})


def party_of(actor: Actor, agreement: Agreement) -> AgreementParty | None:
    """The actor's institution as a party; of one that left and acceded again, the later row."""
    rows = [party for party in agreement.parties.all() if party.institution_id == actor.institution_id]
    return max(rows, key=lambda party: party.pk or 0, default=None)


# ---- Who


def keeps(actor: Actor) -> Verdict:
    if actor.role in KEEPERS:
        return YES
    return no(
        "agreement.not_keeper",
        _("Agreements are kept by managers and by coordinators."),
        _("Ask the manager of your institution."),
    )


def concerns(actor: Actor, agreement: Agreement) -> Verdict:
    if agreement.prepared_for == actor.institution_id or party_of(actor, agreement):
        return YES
    return not_party()


def not_party() -> Verdict:
    return no(
        "agreement.not_party",
        _("Your institution is no party of this agreement."),
        _("Ask one of the parties."),
    )


def acts_for_bound(actor: Actor, agreement: Agreement) -> Verdict:
    if actor.institution_id in bound(agreement):
        return YES
    return no(
        "agreement.not_signed",
        _("Your institution has not signed this agreement."),
        _("Record its signature first."),
    )


def is_second_person(actor: Actor, agreement: Agreement) -> Verdict:
    if actor.user_id != agreement.prepared_by:
        return YES
    return no(
        "agreement.two_people",
        _("You have sent it for signature, so a second person must bring it into force."),
        _("Ask the manager or the coordinator of a party that has signed."),
    )


def is_one_side(actor: Actor, agreement: Agreement) -> Verdict:
    """Who works for two parties acts for one of them: otherwise he would agree with himself."""
    signed = {party.institution_id for party in agreement.parties.all() if party.signed_by == actor.user_id}
    if not actor.user_id or signed <= {actor.institution_id}:
        return YES
    return no(
        "agreement.two_sides",
        _("You have signed it for another party, so you do not act here for this one."),
        _("Ask another manager or coordinator of your institution."),
    )


def is_not_officer_of_own(actor: Actor, agreement: Agreement) -> Verdict:
    if actor.user_id != agreement.prepared_by:
        return YES
    return no("opinion.own", _("You have prepared this agreement, so somebody else gives the opinion on it."))


# ---- In which state


def is_changeable(agreement: Agreement) -> Verdict:
    if agreement.state in CHANGEABLE:
        return YES
    return no(
        "agreement.not_draft",
        _("The words of this agreement are fixed: it is no draft any more."),
        _("Take it back to draft, or draft a new one."),
    )


def is_agreement(agreement: Agreement) -> Verdict:
    if not agreement.is_annex:
        return YES
    return no(
        "annex.no_agreement",
        _("An annex acts through the agreement that it changes."),
        _("Do this on the page of the agreement."),
    )


def binds(agreement: Agreement) -> Verdict:
    if agreement.state in BINDING:
        return YES
    return no("agreement.not_in_force", _("This agreement is not in force."))


def not_over(agreement: Agreement) -> Verdict:
    if agreement.valid_until is None or agreement.valid_until >= today():
        return YES
    return no(
        "agreement.over",
        _("The last day of this agreement has passed."),
        _("Draft a new agreement."),
    )


# ---- What it holds


def has_parties(agreement: Agreement) -> Verdict:
    if len(agreement.parties.all()) >= PARTIES_NEEDED:
        return YES
    return no("agreement.parties", _("An agreement needs at least two parties."), _("Add the second party."))


def has_signatures(agreement: Agreement) -> Verdict:
    if len(bound(agreement)) >= PARTIES_NEEDED:
        return YES
    return no(
        "agreement.signatures",
        _("At least two parties must have signed."),
        _("Each party records its own signature on this page."),
    )


def has_changes(agreement: Agreement) -> Verdict:
    if not agreement.is_annex or changes_something(agreement):
        return YES
    return no(
        "annex.empty",
        _("This annex changes nothing yet."),
        _("Add, change or end a clause, or give another last day."),
    )


def lets_data_flow(agreement: Agreement) -> bool:
    """Whether somebody would show more by it than without it."""
    return bool(givers_of_more(agreement) if agreement.is_annex else live(agreement))


def has_opinion(agreement: Agreement) -> Verdict:
    """Obligatory when data flow; one officer who is against it stops it, whatever the others say."""
    at = now()
    said = {opinion.advice for opinion in agreement.opinions.all() if opinion.holds_at(at)}
    if said - {Advice.POSITIVE}:
        return no(
            "opinion.not_positive",
            _("A data protection officer has not given a positive opinion."),
            _("Take it back to draft and take the remarks in."),
        )
    if said or not lets_data_flow(agreement):
        return YES
    return no(
        "opinion.missing",
        _("Data would flow by it, so a positive opinion of a data protection officer is needed first."),
        _("Send it for an opinion."),
    )
