"""Who of the recipient looks through the windows of a disclosure, as the recipient's side sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kooperacja.access.door import visible
from kooperacja.access.models import TEAM, Share
from kooperacja.access.queries import appointed
from kooperacja.cases.models import Case
from kooperacja.directory.queries import workers
from kooperacja.disclosures.models import DisclosedItem
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from kooperacja.sharing.access import can_take_readers


@dataclass(frozen=True, slots=True)
class Looker:
    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Looking:
    """`cases` and `people` are what the reader himself sees through it (reference and words); `others` can be let
    in.
    """

    readers: tuple[Looker, ...]
    others: tuple[Looker, ...]
    cases: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    can_place: bool


def open_windows(items: Iterable[DisclosedItem]) -> list[Share]:
    """Those that nobody has closed; each place once."""
    found = {item.share.anchor_id: item.share for item in items if item.share and item.share.holds_at(now())}
    return list(found.values())


def looking(actor: Actor, items: Iterable[DisclosedItem], purpose: str) -> Looking | None:
    """Nothing where no window is open. Five statements."""
    lines = list(items)
    anchors = {share.anchor_id for share in open_windows(lines)}
    if not anchors:
        return None
    posts = appointed(anchors).filter(capacity__in=TEAM, institution=actor.institution_id)
    readers = {post.user_id: post.user.full_name for post in posts}
    can_place = bool(can_take_readers(actor))
    staff = workers(actor.institution_id).filter(user__is_active=True) if can_place else ()
    others = {row.user_id: row.user.full_name for row in staff if row.user_id not in {*readers, actor.user_id}}
    about = sorted({item.share.subject_id for item in lines if item.share})
    cases = visible(Case, actor, purpose).filter(anchor_id__in=sorted(anchors)).all("pk")
    people: list[Any] = visible(Person, actor, purpose).filter(anchor_id__in=about).all("pk")
    return Looking(
        readers=tuple(Looker(*pair) for pair in readers.items()),
        others=tuple(Looker(*pair) for pair in others.items()),
        cases=tuple((one.ref, one.number) for one in cases),
        people=tuple((one.ref, str(one)) for one in people),
        can_place=can_place,
    )
