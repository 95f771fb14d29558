"""The leaflet: where somebody may go himself, when he does not agree that anything is passed on."""

from dataclasses import dataclass
from datetime import date

from kooperacja.access.visible import missing
from kooperacja.directory.models import Institution
from kooperacja.directory.queries import get_institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.referrals.access import can_draft


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What the directory publishes of one institution, and who hands the leaflet out. Nobody is named in it,
    and nothing is kept of it.
    """

    pk: int
    name: str
    address: str
    place: str
    phone: str
    email: str
    website: str
    note: str
    checked_on: date | None
    giver: str
    giver_phone: str


def leaflet(actor: Actor, pk: int) -> Leaflet:
    """Of an institution that works; one that has ended helps nobody."""
    can_draft(actor).require()
    place = get_institution(pk)
    if place.has_ended(today()):
        raise missing()
    giver = Institution.objects.get(pk=actor.institution_id)
    return Leaflet(
        pk=place.pk,
        name=place.name,
        address=place.address,
        place=place.place,
        phone=place.phone,
        email=place.email,
        website=place.website,
        note=place.note,
        checked_on=place.checked_on,
        giver=giver.name,
        giver_phone=giver.phone,
    )
