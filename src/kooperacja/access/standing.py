"""Who I am, looked up once in the snapshot of the data and put into the arms as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Value

from kooperacja.access.models import (
    Appointment,
    Authorisation,
    Capacity,
    Declaration,
    KindPurpose,
    Part,
    RoleRight,
)
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.intervals import valid_at


@dataclass(frozen=True, slots=True)
class Reach:
    """An anchor that I reach: directly or as a part of a dossier, in which capacity."""

    anchor_id: int
    owner_id: int
    kind: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The actor's own live facts at one instant, for one purpose and one action."""

    at: datetime
    actor: Actor
    purpose: str
    action: str
    is_live: bool
    supervises: bool
    rights: frozenset[tuple[str, str]]
    kinds: frozenset[str]
    reach: tuple[Reach, ...]

    @property
    def categories(self) -> frozenset[str]:
        """What the role and the authorisations allow this action on."""
        return frozenset(category for action, category in self.rights if action == self.action)

    @property
    def own_anchors(self) -> list[int]:
        """Anchors of my institution that I reach and that are kept for this purpose."""
        mine = self.actor.institution_id
        return sorted({r.anchor_id for r in self.reach if r.owner_id == mine and r.kind in self.kinds})

    @property
    def foreign_anchors(self) -> list[int]:
        mine = self.actor.institution_id
        return sorted({r.anchor_id for r in self.reach if r.owner_id != mine})

    @property
    def key_anchors(self) -> list[int]:
        return sorted({r.anchor_id for r in self.reach if r.capacity == Capacity.KEY_WORKER})


def load(actor: Actor, purpose: str, action: str, at: datetime) -> Standing:
    """Three statements, whatever the data; the rights of all actions come together."""
    membership = _membership(actor, at)
    rights, kinds = _rights(actor, purpose, at)
    return Standing(
        at=at,
        actor=actor,
        purpose=purpose,
        action=action,
        is_live=membership is not None,
        supervises=bool(membership and membership["supervises"]),
        rights=rights,
        kinds=kinds,
        reach=_reach(actor, at),
    )


def _membership(actor: Actor, at: datetime) -> Any:
    declared = Declaration.objects.filter(
        valid_at(at), user=OuterRef("user_id"), institution=OuterRef("institution_id")
    )
    rows = Membership.objects.filter(
        valid_at(at),
        Exists(declared),
        user=actor.user_id,
        user__is_active=True,
        institution=actor.institution_id,
        role=actor.role,
    )
    return rows.order_by("-supervises").values("supervises").first()


# In the union of rights and kinds, a row without an action is a kind of file.
NO_ACTION = ""


def _rights(actor: Actor, purpose: str, at: datetime) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    authorised = Authorisation.objects.filter(
        valid_at(at),
        user=actor.user_id,
        institution=actor.institution_id,
        category=OuterRef("category"),
    )
    rights = RoleRight.objects.filter(valid_at(at), Exists(authorised), role=actor.role).values_list(
        "action", "category"
    )
    kinds = KindPurpose.objects.filter(valid_at(at), purpose=purpose).values_list(
        Value(NO_ACTION, output_field=CharField()), "kind"
    )
    found = frozenset(rights.union(kinds, all=True))
    return (
        frozenset((action, value) for action, value in found if action),
        frozenset(value for action, value in found if not action),
    )


def _reach(actor: Actor, at: datetime) -> tuple[Reach, ...]:
    mine = Appointment.objects.filter(valid_at(at), user=actor.user_id, institution=actor.institution_id)
    direct = mine.values_list("anchor_id", "anchor__owner_id", "anchor__kind", "capacity")
    through = Part.objects.filter(
        valid_at(at),
        valid_at(at, "dossier__appointments__"),
        dossier__appointments__user=actor.user_id,
        dossier__appointments__institution=actor.institution_id,
    ).values_list("subject_id", "subject__owner_id", "subject__kind", "dossier__appointments__capacity")
    return tuple(Reach(*row) for row in direct.union(through, all=True))
