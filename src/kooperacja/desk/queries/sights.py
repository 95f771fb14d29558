""" "Who can see this": everybody to whom a row is open now, by institution, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kooperacja.access import queries as facts
from kooperacja.access.explain import Sight, who_can_see
from kooperacja.access.models import Appointment, Capacity, Labelled
from kooperacja.agreements.labels import Purpose
from kooperacja.desk.queries.rows import Kind, Naming, is_above_open, visible_row
from kooperacja.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Seer:
    name: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SeenBy:
    """An institution and those of its workers who can see the row now."""

    institution: str
    is_owner: bool
    people: tuple[Seer, ...]


@dataclass(frozen=True, slots=True)
class Sights:
    """`other_party` is the institution that holds a copy of its own (a referral), or empty."""

    kind: str
    pk: int
    naming: Naming
    seen_by: tuple[SeenBy, ...]
    other_party: str


WHY: dict[str, Promise] = {
    "own_team": gettext_lazy("works on this case"),
    "own_part": gettext_lazy("works on a case of this person"),
    "own_supervision": gettext_lazy("supervises the institution"),
    "shared_team": gettext_lazy("works with the family; the owner shows these data"),
    "shared_part": gettext_lazy("works with the family; the owner shows these data"),
    "statutory_file": gettext_lazy("belongs to the statutory team; the law lists these data"),
    "statutory_register": gettext_lazy("belongs to the statutory team; the law lists these data"),
    "emergency": gettext_lazy("opened an emergency access"),
}
CAPACITY: dict[str, Promise] = {
    Capacity.KEY_WORKER: gettext_lazy("leads this case"),
    Capacity.INTAKE: gettext_lazy("opens the inbox"),
    Capacity.KEEPER: gettext_lazy("keeps the sealed file"),
}


def sights(actor: Actor, kind: str, pk: int) -> Sights:
    """For somebody who sees the row himself; for others it is missing."""
    found, row = visible_row(actor, kind, pk)
    capacities = {(one.user_id, one.institution_id): one.capacity for one in _appointed(row)}
    return Sights(
        kind=kind,
        pk=pk,
        naming=found.name(row),
        seen_by=tuple(_by_institution(row, who_can_see(row, Purpose.JOINT_HELP), capacities)),
        other_party=_other_party(found, row),
    )


def _appointed(row: Labelled) -> Iterable[Appointment]:
    """Key workers last, so that leading a case is what is told of somebody who also belongs to the team."""
    return sorted(facts.appointed([row.anchor_id]), key=lambda one: one.capacity == Capacity.KEY_WORKER)


def _by_institution(row: Labelled, found: Iterable[Sight], capacities: dict[tuple[int, int], str]) -> Iterable[SeenBy]:
    ordered = sorted(found, key=lambda one: (one.institution_id != row.owner_id, one.institution_name, one.user_name))
    for (pk, name), group in groupby(ordered, key=lambda one: (one.institution_id, one.institution_name)):
        people = {one.user_id: _seer(one, capacities) for one in group}
        yield SeenBy(name, pk == row.owner_id, tuple(people.values()))


def _seer(one: Sight, capacities: dict[tuple[int, int], str]) -> Seer:
    capacity = capacities.get((one.user_id, one.institution_id), "")
    told = CAPACITY.get(capacity) if one.ground == "own_team" else None
    return Seer(one.user_name, one.title, str(told or WHY[one.ground]))


def _other_party(kind: Kind, row: Labelled) -> str:
    if kind.referral is None or not is_above_open(row):
        return ""
    referral = kind.referral(row)
    if not referral.was_sent or referral.addressee is None:
        return ""
    other = referral.addressee if referral.sender_id == row.owner_id else referral.sender
    return other.short_name
