"""Notices about agreements: to whom something falls now. They carry a code and a link, no words of the paper."""

from collections import defaultdict
from collections.abc import Collection

from kooperacja.agreements.access import KEEPERS
from kooperacja.agreements.models import Agreement
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices

OFFICERS = frozenset({Role.DATA_PROTECTION_OFFICER})


def tell(actor: Actor, agreement: Agreement, code: str, roles: Collection[str] = KEEPERS) -> None:
    """One notice for each keeper (or officer) of each party that has not left, but who did it himself."""
    at = now()
    places = {party.institution_id for party in agreement.parties.all() if party.valid_to > at}
    rows = Membership.objects.filter(valid_at(at), institution_id__in=places, role__in=roles)
    told: dict[int, set[int]] = defaultdict(set)
    for institution_id, user_id in rows.exclude(user_id=actor.user_id).values_list("institution_id", "user_id"):
        told[institution_id].add(user_id)
    for institution_id, users in sorted(told.items()):
        notices.send(to=users, institution_id=institution_id, code=f"agreement.{code}", about=agreement.about())


def mark_seen(*, actor: Actor, agreement: Agreement) -> None:
    """The reader has the page open: its notices are no longer new for him."""
    notices.mark_seen(actor=actor, about=agreement.about())
