"""Who sees and who keeps the list of an institution's workers. It is level 1, for that institution only."""

from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no

KEEPERS = frozenset({Role.INSTITUTION_MANAGER, Role.BUREAU_MANAGER, Role.SYSTEM_ADMIN})
READERS = KEEPERS | {Role.TEAM_COORDINATOR, Role.DATA_PROTECTION_OFFICER}


def can_see_workers(actor: Actor) -> Verdict:
    if actor.role in READERS:
        return YES
    return no("workers.not_reader", _("The list of workers is for managers, coordinators and the data officer."))


def can_keep_workers(actor: Actor) -> Verdict:
    if actor.role in KEEPERS:
        return YES
    return no(
        "workers.not_manager",
        _("Workers are recorded by the manager of the institution."),
        _("Ask the manager of the institution."),
    )


def can_equip(actor: Actor, user_id: int) -> Verdict:
    """Authorisations and duties open data, so nobody gives them to himself (I16)."""
    if actor.user_id == user_id:
        return no("workers.own", _("Somebody else must give you an authorisation or a duty."))
    return can_keep_workers(actor)


def can_part_with(actor: Actor, user_id: int) -> Verdict:
    """An institution must not lose its manager by a slip of his own hand."""
    if actor.user_id == user_id:
        return no("workers.own", _("Somebody else must end your own membership or authorisation."))
    return can_keep_workers(actor)
