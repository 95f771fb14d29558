"""Naming the person of an emergency; the access itself is written by `access`."""

from django.utils.translation import gettext_lazy as _

from kooperacja.audit.actions import denied
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.sharing.queries.emergencies import find_subject


def name_subject(*, actor: Actor, owner: int, case_number: str, first_name: str) -> int:
    """A person who is not found is told as one who does not exist, and the attempt is in the trail. Not in
    the transaction of the access: what is refused there is taken back.
    """
    found = find_subject(owner_id=owner, case_number=case_number, first_name=first_name)
    if not found:
        denied(actor, "access.break_glass", "emergency.unknown")
        sentence = _("No one person fits this number and name. The attempt is written down.")
        raise RuleBroken("emergency.unknown", sentence, field="case_number")
    return found
