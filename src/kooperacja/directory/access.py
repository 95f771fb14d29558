"""Who may write in the directory. Reading it is free: it is level 0, but for the lists of workers."""

from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no

# Roles that keep the directory for everybody, and those that keep the entry of their own institution.
KEEPERS = frozenset({Role.TEAM_COORDINATOR, Role.ROPS_COORDINATOR, Role.SYSTEM_ADMIN})
MANAGERS = frozenset({Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER})


def can_create(actor: Actor) -> Verdict:
    if actor.is_system or actor.role in KEEPERS | MANAGERS:
        return YES
    return no(
        "institution.not_keeper",
        _("New institutions are added by managers and by coordinators."),
        _("Ask the team coordinator to add it."),
    )


def can_change(actor: Actor, institution: Institution) -> Verdict:
    """A coordinator keeps every entry, a manager the entry of the own institution (I15)."""
    if actor.is_system or actor.role in KEEPERS or _manages(actor, institution.pk):
        return YES
    return no(
        "institution.not_own",
        _("The data of an institution are kept by its manager and by coordinators."),
        _("Tell the team coordinator what has changed."),
    )


def can_end(actor: Actor, institution: Institution) -> Verdict:
    if institution.ended_on is not None:
        return no("institution.ended", _("This institution has ended already."))
    return can_change(actor, institution)


def can_number(actor: Actor, institution: Institution) -> Verdict:
    """Numbers of cases and referrals belong to the office rules of the institution itself."""
    if actor.is_system or (actor.institution_id == institution.pk and actor.role in KEEPERS | MANAGERS):
        return YES
    return no(
        "institution.numbering",
        _("Only the institution itself decides how it numbers its cases and referrals."),
    )


def can_enrol(actor: Actor, institution_id: int, user_id: int) -> Verdict:
    """Memberships of an institution are its own matter (I15), and nobody records his own."""
    if actor.is_system:
        return YES
    if actor.user_id == user_id:
        return no("membership.own", _("Somebody else must record your own membership."))
    return can_dismiss(actor, institution_id, user_id)


def can_dismiss(actor: Actor, institution_id: int, user_id: int) -> Verdict:
    """A manager ends a membership of his institution; everybody may end his own."""
    own = actor.institution_id == institution_id
    if actor.is_system or actor.user_id == user_id:
        return YES
    if own and actor.role in MANAGERS | {Role.SYSTEM_ADMIN}:
        return YES
    return no(
        "membership.not_manager",
        _("Memberships are recorded by the manager of the institution."),
        _("Ask the manager of the institution."),
    )


def _manages(actor: Actor, institution_id: int) -> bool:
    return actor.role in MANAGERS and actor.institution_id == institution_id
