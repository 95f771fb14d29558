"""Who may prepare, sign, bring into force, suspend and end an agreement, and why not.

Two persons are needed to bring one into force, and the institutions whose data it opens must have
signed (I16). A role alone decides nothing here: a coordinator of an institution that is no party
has no voice in it. Everybody who is signed in may read agreements: they are level 0.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Level
from kooperacja.agreements.models import Agreement, AgreementParty, AgreementState, Clause
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.verdict import YES, Verdict, first_no, no

KEEPERS = frozenset({Role.TEAM_COORDINATOR, Role.ROPS_COORDINATOR, Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER})
# Fewer bind nobody to anything.
PARTIES_NEEDED = 2
# Violence, criminal matters and the secret of advice have rules of their own (domain.md 8).
HIGHEST_LEVEL = Level.SPECIAL
CATEGORIES = tuple(category for category, level in LEVEL_OF.items() if level <= HIGHEST_LEVEL)


def signed_parties(agreement: Agreement) -> list[AgreementParty]:
    """The parties that are bound now: signed, and not withdrawn."""
    at = now()
    return [party for party in agreement.parties.all() if party.holds_at(at)]


def live_clauses(agreement: Agreement) -> list[Clause]:
    at = now()
    return [clause for clause in agreement.clauses.all() if clause.holds_at(at)]


def party_of(actor: Actor, agreement: Agreement) -> AgreementParty | None:
    return next((party for party in agreement.parties.all() if party.institution_id == actor.institution_id), None)


# ---- Preparing


def can_draft(actor: Actor) -> Verdict:
    return YES if actor.is_system else _keeps(actor)


def can_change(actor: Actor, agreement: Agreement) -> Verdict:
    """A draft is changed by those whom it concerns, and by the import of a file; afterwards the
    words are what was signed.
    """
    return first_no([_is_draft(agreement), YES if actor.is_system else can_follow(actor, agreement)])


def can_follow(actor: Actor, agreement: Agreement) -> Verdict:
    """Whom it concerns to know what an agreement still lacks."""
    return first_no([_keeps(actor), _concerns(actor, agreement)])


def can_submit(actor: Actor, agreement: Agreement) -> Verdict:
    """A person sends it: who did is the one who may not bring it into force."""
    told = [_is_draft(agreement), can_follow(actor, agreement), _has_parties(agreement), _has_clause(agreement)]
    return first_no(told)


can_back_to_draft = can_discard = can_follow


# ---- Signing and force


def can_sign(actor: Actor, agreement: Agreement) -> Verdict:
    """A signature is recorded by the manager or coordinator of the very party that signed."""
    party = party_of(actor, agreement)
    if agreement.state in {AgreementState.DRAFT, AgreementState.ENDED}:
        return no("agreement.not_signable", _("This agreement does not wait for signatures."))
    if party is None:
        return _not_party()
    if party.has_signed:
        return no("agreement.signed", _("Your institution has signed this agreement."))
    return _keeps(actor)


def can_enforce(actor: Actor, agreement: Agreement) -> Verdict:
    return first_no(
        [
            _keeps(actor),
            _acts_for_signed(actor, agreement),
            _is_second_person(actor, agreement),
            _has_signatures(agreement),
            _has_clause(agreement),
            _not_over(agreement),
        ]
    )


def can_suspend(actor: Actor, agreement: Agreement) -> Verdict:
    return first_no([_keeps(actor), _acts_for_signed(actor, agreement)])


can_end = can_suspend


def can_resume(actor: Actor, agreement: Agreement) -> Verdict:
    """Who closed the flow opens it: otherwise a partner would open to himself what the other closed."""
    closer = agreement.suspended_for == actor.institution_id
    own = YES if closer else no("agreement.suspended_by_other", _("Only the party that suspended it may resume it."))
    return first_no([can_suspend(actor, agreement), own, _not_over(agreement)])


def can_withdraw(actor: Actor, agreement: Agreement) -> Verdict:
    """A party may leave at any time; the others stay bound to one another."""
    if agreement.state not in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}:
        return no("agreement.not_in_force", _("This agreement is not in force."))
    return can_suspend(actor, agreement)


def can_end_clause(actor: Actor, clause: Clause) -> Verdict:
    """A draft loses a clause freely; one in force is narrowed by any party that is bound by it."""
    agreement = clause.agreement
    if agreement.state in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}:
        return can_suspend(actor, agreement)
    return can_change(actor, agreement)


# ---- Conditions


def _is_draft(agreement: Agreement) -> Verdict:
    if agreement.state == AgreementState.DRAFT:
        return YES
    return no(
        "agreement.not_draft",
        _("The words of this agreement are fixed: it is no draft any more."),
        _("Take it back to draft, or draft a new one."),
    )


def _keeps(actor: Actor) -> Verdict:
    if actor.role in KEEPERS:
        return YES
    return no(
        "agreement.not_keeper",
        _("Agreements are kept by managers and by coordinators."),
        _("Ask the manager of your institution."),
    )


def _concerns(actor: Actor, agreement: Agreement) -> Verdict:
    if agreement.prepared_for == actor.institution_id or party_of(actor, agreement):
        return YES
    return _not_party()


def _not_party() -> Verdict:
    return no(
        "agreement.not_party",
        _("Your institution is no party of this agreement."),
        _("Ask one of the parties."),
    )


def _acts_for_signed(actor: Actor, agreement: Agreement) -> Verdict:
    if any(party.institution_id == actor.institution_id for party in signed_parties(agreement)):
        return YES
    return no(
        "agreement.not_signed",
        _("Your institution has not signed this agreement."),
        _("Record its signature first."),
    )


def _is_second_person(actor: Actor, agreement: Agreement) -> Verdict:
    if actor.user_id != agreement.prepared_by:
        return YES
    return no(
        "agreement.two_people",
        _("You have sent it for signature, so a second person must bring it into force."),
        _("Ask the manager or the coordinator of a party that has signed."),
    )


def _has_parties(agreement: Agreement) -> Verdict:
    if len(agreement.parties.all()) >= PARTIES_NEEDED:
        return YES
    return no("agreement.parties", _("An agreement needs at least two parties."), _("Add the second party."))


def _has_signatures(agreement: Agreement) -> Verdict:
    if len(signed_parties(agreement)) >= PARTIES_NEEDED:
        return YES
    return no(
        "agreement.signatures",
        _("At least two parties must have signed."),
        _("Each party records its own signature on this page."),
    )


def _has_clause(agreement: Agreement) -> Verdict:
    if live_clauses(agreement):
        return YES
    return no(
        "agreement.clauses",
        _("An agreement without a clause opens nothing."),
        _("Add a clause: purpose, legal basis, category and level."),
    )


def _not_over(agreement: Agreement) -> Verdict:
    if agreement.valid_until is None or agreement.valid_until >= today():
        return YES
    return no(
        "agreement.over",
        _("The last day of this agreement has passed."),
        _("Draft a new agreement."),
    )
