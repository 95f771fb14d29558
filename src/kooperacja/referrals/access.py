"""Who may make which move of a referral: the party that the move names, in a working role.

What rows the actor reaches is asked at the door (`access.door`), in the action itself.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import writing
from kooperacja.referrals.models import Referral

# Roles that work with clients; officers who only watch (data protection, audit) change nothing.
WORKING = frozenset(
    {
        Role.KEY_WORKER,
        Role.TEAM_COORDINATOR,
        Role.FAMILY_TEAM_LEAD,
        Role.TEAM_MEMBER,
        Role.INSTITUTION_MANAGER,
        Role.ADVISER,
        Role.BUREAU_MANAGER,
    }
)
# They may act in place of the assigned worker.
LEADING = frozenset({Role.TEAM_COORDINATOR, Role.FAMILY_TEAM_LEAD, Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER})
# The name of the nightly act that closes what nobody confirmed.
DEADLINE_ACTOR = "deadline"


def can_draft(actor: Actor, referral: Referral | None = None) -> Verdict:
    """Writing a referral needs a working role; which institution it is for follows from the actor."""
    if actor.role in WORKING:
        return YES
    return no("referral.role", _("Your role does not work with referrals."), _("Ask a worker of your institution."))


def _sender(actor: Actor, referral: Referral) -> Verdict:
    if actor.institution_id == referral.sender_id:
        return YES
    return no("referral.not_sender", _("Only the institution that sent this referral can do this."))


def _addressee(actor: Actor, referral: Referral) -> Verdict:
    if actor.institution_id == referral.addressee_id:
        return YES
    return no("referral.not_addressee", _("Only the institution that got this referral can do this."))


def _by_sender(actor: Actor, referral: Referral) -> Verdict:
    return first_no([_sender(actor, referral), can_draft(actor)])


def _by_addressee(actor: Actor, referral: Referral) -> Verdict:
    return first_no([_addressee(actor, referral), can_draft(actor)])


def can_write_letter(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_send(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_resend(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_withdraw(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_confirm(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_say_what_is_missing(actor: Actor, referral: Referral) -> Verdict:
    return _by_sender(actor, referral)


def can_receive(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_accept(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_return(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_decline(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_redirect(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_assign(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_take_to_case(actor: Actor, referral: Referral) -> Verdict:
    return _by_addressee(actor, referral)


def can_report_done(actor: Actor, referral: Referral) -> Verdict:
    """The assigned worker, who stands in for him while he is away, or somebody who leads (domain.md E.1)."""
    leads = actor.user_id == referral.assigned_to_id or actor.role in LEADING
    if leads or referral.assigned_to_id in writing(actor).stands_in:
        return _by_addressee(actor, referral)
    return first_no(
        [
            _by_addressee(actor, referral),
            no(
                "referral.not_assigned",
                _("The worker who leads this referral reports it done."),
                _("Ask that worker, or name yourself as the one who leads it."),
            ),
        ]
    )


def can_close_unconfirmed(actor: Actor, referral: Referral) -> Verdict:
    """No person: only the passing of the deadline closes what nobody confirmed."""
    if actor.is_system and actor.name == DEADLINE_ACTOR:
        return YES
    return no("referral.only_deadline", _("Only the passing of the deadline closes a referral without confirmation."))
