"""On which page the notices of this package stand."""

from django.urls import reverse

from kooperacja.foundation.actor import Actor
from kooperacja.handover.access import can_come


def page_of_handover(actor: Actor, kind: str, pk: int) -> str:
    """The list of who stands in, of the institution that the notice is about."""
    if kind != "handover" or pk != actor.institution_id or not can_come(actor):
        return ""
    return reverse("handover:list")
