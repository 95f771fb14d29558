"""The way of one paper: preparing, the opinion, signing, force, leaving, the end."""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.access import conditions as need
from kooperacja.agreements.access.annexes import can_apply, has_no_open_annex
from kooperacja.agreements.models import Agreement, AgreementState, Clause
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.verdict import YES, Verdict, first_no, no

# ---- Preparing


def can_draft(actor: Actor) -> Verdict:
    return YES if actor.is_system else need.keeps(actor)


def can_change(actor: Actor, agreement: Agreement) -> Verdict:
    """A draft is changed by those whom it concerns, and by the import of a file; after the negotiation
    the words are what was judged and signed.
    """
    return first_no([need.is_changeable(agreement), YES if actor.is_system else can_follow(actor, agreement)])


def can_follow(actor: Actor, agreement: Agreement) -> Verdict:
    """Whom it concerns to know what an agreement still lacks."""
    return first_no([need.keeps(actor), need.concerns(actor, agreement)])


def can_negotiate(actor: Actor, agreement: Agreement) -> Verdict:
    return first_no([can_follow(actor, agreement), need.has_parties(agreement), need.has_changes(agreement)])


can_review = can_negotiate


def can_submit(actor: Actor, agreement: Agreement) -> Verdict:
    """A person sends it: who did is the one who may not bring it into force."""
    return first_no([can_negotiate(actor, agreement), need.has_opinion(agreement)])


can_back_to_draft = can_discard = can_follow


def can_advise(actor: Actor, agreement: Agreement) -> Verdict:
    """The data protection officer of any party, and never who prepared it."""
    if agreement.state != AgreementState.LEGAL_REVIEW:
        return no("opinion.not_asked", _("This agreement does not wait for an opinion."))
    if actor.role != Role.DATA_PROTECTION_OFFICER:
        return no("opinion.not_officer", _("The opinion is given by a data protection officer."))
    return first_no([need.concerns(actor, agreement), need.is_not_officer_of_own(actor, agreement)])


# ---- Signing and force


def can_sign(actor: Actor, agreement: Agreement) -> Verdict:
    """A signature is recorded by the manager or coordinator of the very party that signed. A party of an
    agreement may sign later; an annex is signed before it takes effect.
    """
    party = need.party_of(actor, agreement)
    if agreement.state != AgreementState.FOR_SIGNATURE and (agreement.is_annex or not need.binds(agreement)):
        return no("agreement.not_signable", _("This agreement does not wait for signatures."))
    if party is None:
        return need.not_party()
    if party.has_signed:
        return no("agreement.signed", _("Your institution has signed this agreement."))
    if party.institution.has_ended(today()):
        return no("institution.ended", _("This institution has ended already."))
    return first_no([need.keeps(actor), need.is_one_side(actor, agreement), has_no_open_annex(agreement)])


def can_enforce(actor: Actor, agreement: Agreement) -> Verdict:
    if agreement.is_annex:
        return can_apply(actor, agreement)
    renewed = agreement.renews
    told = [
        need.keeps(actor),
        need.acts_for_bound(actor, agreement),
        need.is_second_person(actor, agreement),
        need.is_one_side(actor, agreement),
        need.has_signatures(agreement),
        need.not_over(agreement),
    ]
    if renewed is not None and need.binds(renewed):
        told.append(can_renew(actor, renewed))
    return first_no(told)


def can_suspend(actor: Actor, agreement: Agreement) -> Verdict:
    return first_no([need.keeps(actor), need.is_agreement(agreement), need.acts_for_bound(actor, agreement)])


can_end = can_renew = can_suspend


def can_succeed(actor: Actor, agreement: Agreement) -> Verdict:
    """Whether somebody may draft the agreement that will come in the place of this one."""
    return first_no([need.binds(agreement), can_suspend(actor, agreement)])


def can_resume(actor: Actor, agreement: Agreement) -> Verdict:
    """Who closed the flow opens it: otherwise a partner would open to himself what the other closed."""
    closer = agreement.suspended_for == actor.institution_id
    own = YES if closer else no("agreement.suspended_by_other", _("Only the party that suspended it may resume it."))
    return first_no([can_suspend(actor, agreement), own, need.not_over(agreement)])


def can_withdraw(actor: Actor, agreement: Agreement) -> Verdict:
    """A party may leave at any time, alone; the others stay bound to one another."""
    return can_succeed(actor, agreement)


def can_end_clause(actor: Actor, clause: Clause) -> Verdict:
    """A draft loses a clause freely; one in force is narrowed by any party that is bound by it."""
    agreement = clause.agreement
    if need.binds(agreement):
        return can_suspend(actor, agreement)
    return can_change(actor, agreement)


def can_warn(actor: Actor) -> Verdict:
    """The calendar reminds and decides nothing (domain.md E)."""
    return YES if actor.is_system else no("agreement.only_calendar", _("The calendar warns of the end by itself."))
