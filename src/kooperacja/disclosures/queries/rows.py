"""The rows of disclosures, for actions."""

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor


def get_entry(actor: Actor, ref: str, purpose: str) -> RegisterEntry:
    """The entry of the actor's own side; the reference is the disclosure's."""
    with snapshot():
        rows = visible(RegisterEntry, actor, purpose).owned()
        return rows.select_related("disclosure__recipient", "disclosure__giver").get(disclosure__ref=ref)
