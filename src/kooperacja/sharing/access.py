"""Who comes to the pages of lawful sharing."""

from django.utils.translation import gettext_lazy as _

from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.people.access import writing

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


def can_take_readers(actor: Actor) -> Verdict:
    """Windows that partners have opened to the institution are in the hands of those who supervise it."""
    mine = writing(actor)
    if mine.is_live and mine.supervises:
        return YES
    return no("window.not_supervisor", _("Who looks through a partner's window is decided by who supervises."))


def can_place_reader(actor: Actor, user_id: int) -> Verdict:
    """Nobody opens data to himself (I16)."""
    if actor.user_id == user_id:
        return no("window.own", _("Somebody else must let you look through a window."))
    return can_take_readers(actor)
