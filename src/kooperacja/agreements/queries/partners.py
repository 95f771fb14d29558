"""With which institutions an agreement in force lets one work on families together."""

from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Pact
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at


def institutions_offered(actor: Actor) -> list[tuple[int, str]]:
    """The own one first, then those with which an agreement in force covers coordination, by name."""
    keys = {"owner": actor.institution_id, "category": Category.COORDINATION, "purpose": Purpose.JOINT_HELP}
    others = set(Pact.objects.filter(valid_at(now()), **keys).values_list("recipient", flat=True))
    rows = Institution.objects.filter(pk__in=[actor.institution_id, *others], ended_on=None).order_by("short_name")
    found = list(rows.values_list("pk", "short_name"))
    return sorted(found, key=lambda one: one[0] != actor.institution_id)
