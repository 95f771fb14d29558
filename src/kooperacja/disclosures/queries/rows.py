"""The rows of disclosures, for actions, and which of them are closed to a reader of notices."""

from collections.abc import Collection

from django.urls import reverse

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor


def get_entry(actor: Actor, ref: str, purpose: str) -> RegisterEntry:
    """The entry of the actor's own side; the reference is the disclosure's."""
    with snapshot():
        rows = visible(RegisterEntry, actor, purpose).owned()
        return rows.select_related("disclosure__recipient", "disclosure__giver").get(disclosure__ref=ref)


def closed_disclosures(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the disclosures among these those of which no entry is open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "disclosure"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(RegisterEntry, actor, Purpose.JOINT_HELP).owned().filter(disclosure_id__in=sorted(asked)).all()
    return {("disclosure", pk) for pk in asked.difference(row.disclosure_id for row in rows)}


def page_of_disclosure(actor: Actor, kind: str, pk: int) -> str:
    """The address of a disclosure of which the actor's side has an entry."""
    if kind != "disclosure":
        return ""
    with snapshot():
        rows = visible(RegisterEntry, actor, Purpose.JOINT_HELP).owned().filter(disclosure_id=pk)
        found = rows.select_related("disclosure").all(limit=1)
    return reverse("disclosures:show", args=[found[0].disclosure.ref]) if found else ""
