"""The dated tables that decide what a role may do, as people read them. They are no personal data."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kooperacja.access.grounds import EXPORT, READ, WRITE
from kooperacja.access.models import PartKind, RoleRight, StatutoryLine, VetoKind, VetoRight, VitalCategory
from kooperacja.access.rights import LIFT, SET
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.directory.kinds import Role
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at

ACTIONS = (READ, EXPORT, WRITE)


@dataclass(frozen=True, slots=True)
class Right:
    """One role: what it may do with each category, in the order of the heads. `source` says by what."""

    role: str
    cells: tuple[frozenset[str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Roles that may do the same on the same ground."""

    roles: tuple[str, ...]
    right: Right


@dataclass(frozen=True, slots=True)
class VetoRule:
    kind: str
    setters: tuple[str, ...]
    lifters: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartRule:
    part: str
    categories: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """`heads`: name and level of each category."""

    heads: tuple[tuple[str, int], ...]
    rights: tuple[Right, ...]
    vetoes: tuple[VetoRule, ...]
    parts: tuple[PartRule, ...]
    vital: tuple[str, ...]
    vital_sources: tuple[str, ...]


def alike(rights: Iterable[Right]) -> list[Alike]:
    """In the order of the first role of each group."""
    groups: dict[tuple[object, ...], list[Right]] = defaultdict(list)
    for right in rights:
        groups[right.cells, right.sources].append(right)
    return [Alike(tuple(one.role for one in group), group[0]) for group in groups.values()]


def right_of(found: Rules, role: str) -> Right | None:
    """What one role may do, or nothing where it opens no data at all."""
    label = str(Role(role).label)
    return next((right for right in found.rights if right.role == label), None)


def rules() -> Rules:
    """What holds today."""
    at = now()
    vital = list(VitalCategory.objects.filter(valid_at(at)))
    return Rules(
        heads=tuple((str(category.label), int(LEVEL_OF[category])) for category in Category),
        rights=_rights(RoleRight.objects.filter(valid_at(at))),
        vetoes=_vetoes(VetoRight.objects.filter(valid_at(at))),
        parts=_parts(StatutoryLine.objects.filter(valid_at(at))),
        vital=_categories({row.category for row in vital}),
        vital_sources=_sources(vital),
    )


def _rights(rows: Iterable[RoleRight]) -> tuple[Right, ...]:
    by_role: dict[str, list[RoleRight]] = defaultdict(list)
    for row in rows:
        by_role[row.role].append(row)
    return tuple(_right(role, by_role[role]) for role in Role if role in by_role)


def _right(role: Role, rows: list[RoleRight]) -> Right:
    cells = tuple(frozenset(row.action for row in rows if row.category == category) for category in Category)
    return Right(str(role.label), cells, _sources(rows))


def _vetoes(rows: Iterable[VetoRight]) -> tuple[VetoRule, ...]:
    by_kind: dict[str, list[VetoRight]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return tuple(
        VetoRule(str(kind.label), _roles(by_kind[kind], SET), _roles(by_kind[kind], LIFT), _sources(by_kind[kind]))
        for kind in VetoKind
    )


def _roles(rows: Iterable[VetoRight], action: str) -> tuple[str, ...]:
    found = {row.role for row in rows if row.action == action}
    return tuple(str(role.label) for role in Role if role in found)


def _parts(rows: Iterable[StatutoryLine]) -> tuple[PartRule, ...]:
    by_part: dict[str, list[StatutoryLine]] = defaultdict(list)
    for row in rows:
        by_part[row.part].append(row)
    return tuple(
        PartRule(str(part.label), _categories({row.category for row in by_part[part]}), _sources(by_part[part]))
        for part in PartKind
        if part in by_part
    )


def _categories(found: set[str]) -> tuple[str, ...]:
    return tuple(str(category.label) for category in Category if category in found)


def _sources(rows: Iterable[RoleRight | VetoRight | StatutoryLine | VitalCategory]) -> tuple[str, ...]:
    return tuple(sorted({row.source for row in rows}))
