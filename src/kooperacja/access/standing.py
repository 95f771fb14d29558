"""Who I am, looked up once in the snapshot of the data and put into the arms as values."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from kooperacja.access.grounds import VETOES
from kooperacja.access.models import (
    TEAM,
    Appointment,
    Authorisation,
    Capacity,
    Declaration,
    Emergency,
    KindPurpose,
    Part,
    RoleRight,
    StatutoryLine,
)
from kooperacja.access.prepared import Prepared
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.intervals import valid_at


@dataclass(frozen=True, slots=True)
class Reach:
    """An anchor that I reach: directly or as a part of a dossier, in which capacity. `instead_of` is the
    account for which I stand in there, 0 where I stand for myself.
    """

    anchor_id: int
    owner_id: int
    kind: str
    capacity: str
    instead_of: int = 0


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
    emergencies: frozenset[int] = frozenset()
    # Whether the list of the law has a line for this purpose: without one no statutory ground holds.
    is_listed: bool = False

    @property
    def categories(self) -> frozenset[str]:
        """What the role and the authorisations allow this action on."""
        return frozenset(category for action, category in self.rights if action == self.action)

    @property
    def own_anchors(self) -> list[int]:
        """Anchors of my institution that I reach as their team and that are kept for this purpose."""
        return self._anchors(lambda r: r.owner_id == self._mine and r.kind in self.kinds and r.capacity in TEAM)

    @property
    def foreign_anchors(self) -> list[int]:
        return self._anchors(lambda r: r.owner_id != self._mine and r.capacity in TEAM)

    @property
    def key_anchors(self) -> list[int]:
        return self._anchors(lambda r: r.capacity == Capacity.KEY_WORKER)

    @property
    def stands_in(self) -> dict[int, list[int]]:
        """The accounts for which I stand in now, with the anchors where I do."""
        found: dict[int, list[int]] = {}
        for reach in self.reach:
            if reach.instead_of:
                found.setdefault(reach.instead_of, []).append(reach.anchor_id)
        return found

    @property
    def statutory_anchors(self) -> list[int]:
        """Dossiers of whose statutory team I am, of any owner, and the people who have a part in them."""
        return self._anchors(lambda r: r.capacity == Capacity.STATUTORY)

    @property
    def spared(self) -> list[tuple[tuple[str, ...], list[int]]]:
        """Kinds of veto with the anchors whose rows they leave to me, where they are my institution's;
        kinds that leave the same ones are together.
        """
        groups: dict[tuple[int, ...], list[str]] = {}
        for veto in VETOES:
            groups.setdefault(tuple(self._with(veto.spared)), []).append(veto.name)
        return [(tuple(names), list(anchors)) for anchors, names in groups.items()]

    @property
    def _mine(self) -> int:
        return self.actor.institution_id

    def _with(self, capacities: Collection[str]) -> list[int]:
        return self._anchors(lambda r: r.capacity in capacities)

    def _anchors(self, wanted: Callable[[Reach], bool]) -> list[int]:
        return sorted({reach.anchor_id for reach in self.reach if wanted(reach)})


def load(actor: Actor, purpose: str, action: str, at: datetime) -> Standing:
    """Two statements, whatever the data; the rights of all actions come together."""
    me = {"user": actor.user_id, "institution": actor.institution_id, "at": at}
    found = frozenset(FACTS.rows(**me, role=actor.role, purpose=purpose))
    posts = {value for what, value in found if what == POST}
    return Standing(
        at=at,
        actor=actor,
        purpose=purpose,
        action=action,
        is_live=bool(posts),
        supervises=SUPERVISES in posts,
        rights=frozenset((what, value) for what, value in found if what not in {POST, KIND, GLASS, LINE}),
        kinds=frozenset(value for what, value in found if what == KIND),
        reach=tuple(Reach(*row) for row in REACH.rows(**me)),
        emergencies=frozenset(int(value) for what, value in found if what == GLASS),
        is_listed=any(what == LINE for what, _value in found),
    )


def _facts(*, user: int, institution: int, role: str, purpose: str, at: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    me = {"user": user, "institution": institution}
    others = (_rights(role, at, **me), _kinds(purpose, at), _lines(purpose, at), _emergencies(at, **me))
    return _posts(role, at, **me).union(*others, all=True)


# What the rows of the one statement are, where they are no right of an action.
POST, KIND, LINE, GLASS = "post", "kind", "line", "glass"
SUPERVISES, WORKS = "supervises", "works"


def _posts(role: str, at: datetime, **me: int) -> QuerySet[Membership, tuple[Any, ...]]:
    declared = Declaration.objects.filter(
        valid_at(at), user=OuterRef("user_id"), institution=OuterRef("institution_id")
    )
    rows = Membership.objects.filter(valid_at(at), Exists(declared), user__is_active=True, role=role, **me)
    post = Case(When(supervises=True, then=Value(SUPERVISES)), default=Value(WORKS), output_field=CharField())
    return rows.values_list(_what(POST), post)


def _rights(role: str, at: datetime, **me: int) -> QuerySet[RoleRight, tuple[Any, ...]]:
    authorised = Authorisation.objects.filter(valid_at(at), category=OuterRef("category"), **me)
    rows = RoleRight.objects.filter(valid_at(at), Exists(authorised), role=role)
    return rows.values_list("action", "category")


def _kinds(purpose: str, at: datetime) -> QuerySet[KindPurpose, tuple[Any, ...]]:
    return KindPurpose.objects.filter(valid_at(at), purpose=purpose).values_list(_what(KIND), "kind")


def _lines(purpose: str, at: datetime) -> QuerySet[StatutoryLine, tuple[Any, ...]]:
    return StatutoryLine.objects.filter(valid_at(at), purpose=purpose).values_list(_what(LINE), "part")


def _emergencies(at: datetime, **me: int) -> QuerySet[Emergency, tuple[Any, ...]]:
    return Emergency.objects.filter(valid_at(at), **me).values_list(_what(GLASS), Cast("subject_id", CharField()))


def _what(word: str) -> Value:
    return Value(word, output_field=CharField())


def _reach(*, user: int, institution: int, at: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    mine = Appointment.objects.filter(valid_at(at), user=user, institution=institution)
    direct = mine.values_list("anchor_id", "anchor__owner_id", "anchor__kind", "capacity", _absent())
    through = Part.objects.filter(
        valid_at(at),
        valid_at(at, "dossier__appointments__"),
        dossier__appointments__user=user,
        dossier__appointments__institution=institution,
    ).values_list(
        *("subject_id", "subject__owner_id", "subject__kind", "dossier__appointments__capacity"),
        _absent("dossier__appointments__"),
    )
    return direct.union(through, all=True)


def _absent(prefix: str = "") -> Coalesce:
    return Coalesce(f"{prefix}instead_of__user_id", Value(0))


FACTS = Prepared(_facts)
REACH = Prepared(_reach)
