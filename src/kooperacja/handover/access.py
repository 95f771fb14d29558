"""Who arranges who stands in, and who passes files on: the worker himself, and those who supervise his institution.

Both are acts on appointments of the own institution; what the substitute then sees is decided row by row by the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.people.access import writing
from kooperacja.referrals.access import WORKING


def can_come(actor: Actor) -> Verdict:
    """Roles that work with clients have files to hand over; the others have none."""
    if actor.role in WORKING:
        return YES
    return no("handover.role", _("Your role has no files to hand over."))


def can_arrange(actor: Actor, user_id: int) -> Verdict:
    """His own files, or those of anybody in an institution that the actor supervises."""
    mine = writing(actor)
    if can_come(actor) and mine.is_live and (mine.supervises or actor.user_id == user_id):
        return YES
    return no(
        "handover.of_another",
        _("You hand over your own files. Those of a colleague are handed over by who supervises the institution."),
        _("Ask the manager of the institution."),
    )


def can_see_left(actor: Actor) -> Verdict:
    """Files that nobody leads are a matter of who supervises."""
    mine = writing(actor)
    if can_come(actor) and mine.is_live and mine.supervises:
        return YES
    return no("handover.not_supervisor", _("Files that nobody leads are given by who supervises the institution."))
