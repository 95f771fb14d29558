"""Who comes to the pages of lawful sharing."""

from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no

ANSWERS = frozenset(
    {Role.INSTITUTION_MANAGER, Role.TEAM_COORDINATOR, Role.DATA_PROTECTION_OFFICER, Role.BUREAU_MANAGER}
)


def can_try(actor: Actor) -> Verdict:
    """Numbers of what partners read are for those who answer for the agreement."""
    if actor.role in ANSWERS:
        return YES
    return no(
        "sharing.not_answering", _("What an act would change is shown to managers, coordinators and data officers.")
    )


def can_review(actor: Actor) -> Verdict:
    if actor.role == Role.DATA_PROTECTION_OFFICER:
        return YES
    return no("sharing.not_officer", _("The data-protection officer reviews emergency accesses."))
