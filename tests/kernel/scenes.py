"""What small worlds are made of, and how many of them stand side by side in one database.

Ids tell worlds apart (`shifted`, `side_by_side`), but the tables of law have no ids: they are
the same for all. So a world in which those of a role, purpose, part or category differ from the
usual ones calls it by a name of its own, made of what the rows say (`apart`); equal names then
always mean equal rows. Such a name has at most 16 characters.

Every id that a fact names exists: a basis or an account is never absent, only over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from functools import cache, partial
from itertools import chain
from typing import Any, Literal, NamedTuple
from zlib import crc32

from tests.kernel.model import (
    ACTIONS,
    FOREVER,
    Actor,
    AgreementForce,
    Anchor,
    Appointment,
    Authorisation,
    Basis,
    Clause,
    Declaration,
    KindPurpose,
    Membership,
    Party,
    RoleRight,
    Row,
    Share,
    StatutoryLine,
    Veto,
    VitalCategory,
    World,
    allowed,
)

AT = 100
LIVE = {"start": AT - 10, "end": FOREVER}

# All ids of a world lie below STRIDE, so multiples of it keep worlds disjoint.
STRIDE = 100
ANNA, BARTEK = 1, 2
OPS, SCHOOL, PCPR = 11, 12, 13
DOSSIER, OTHER_DOSSIER, PERSON, OTHER_PERSON, HOUSEHOLD = 21, 22, 23, 24, 25
AGREEMENT, OTHER_AGREEMENT, EMPTY_AGREEMENT = 31, 32, 33
BASIS, OTHER_BASIS = 41, 42

WORKER, INTERN, MANAGER = "worker", "intern", "manager"
FAMILY, HEALTH = "family", "health"
CARE, REPORT = "care", "report"
CHILD, NEIGHBOUR = "child", "neighbour"

# The tables of law, each told apart by one of its keys. A new name for a category is also another
# right, purpose and line, so the tables stand in the order in which they are asked.
USUAL: dict[str, tuple[Any, ...]] = {
    "vital_categories": (VitalCategory(FAMILY, **LIVE),),
    "role_rights": tuple(RoleRight(WORKER, FAMILY, action, **LIVE) for action in ACTIONS),
    "kind_purposes": (KindPurpose("dossier", CARE, **LIVE), KindPurpose("person", CARE, **LIVE)),
    "statutory_lines": (StatutoryLine(CARE, CHILD, FAMILY, **LIVE),),
}
TOLD_APART_BY = {
    "vital_categories": "category",
    "role_rights": "role",
    "kind_purposes": "purpose",
    "statutory_lines": "part",
}
TABLES = tuple(field.name for field in fields(World) if field.name not in {"users", "institutions"})


class Scene(NamedTuple):
    """One question: what may this actor do with this row, for this purpose, at this instant?"""

    atoms: Mapping[str, bool]
    world: World
    actor: Actor
    row: Row
    purpose: str
    at: int


def decided(scene: Scene) -> frozenset[str]:
    """The actions that the model allows."""
    return frozenset(action for action in ACTIONS if allowed(*scene[1:], action))


Change = Callable[[Scene], Scene]
Way = Callable[[Any], tuple[Any, ...]]


# Building blocks.


def town(owner: int, **facts: Any) -> World:
    """Anna may work at the OPS (PRE); what opens a row to her comes with the facts."""
    kinds: dict[int, Literal["dossier", "person", "household"]] = {
        DOSSIER: "dossier",
        OTHER_DOSSIER: "dossier",
        PERSON: "person",
        OTHER_PERSON: "person",
        HOUSEHOLD: "household",
    }
    standing = {
        "memberships": (Membership(ANNA, OPS, WORKER, False, **LIVE),),
        "authorisations": (Authorisation(ANNA, OPS, FAMILY, **LIVE),),
        "declarations": (Declaration(ANNA, OPS, **LIVE),),
        "anchors": tuple(Anchor(number, kind, owner) for number, kind in kinds.items()),
    }
    everyone = {ANNA: True, BARTEK: True}
    return World(everyone, frozenset({OPS, SCHOOL, PCPR}), **{**standing, **USUAL, **facts})


def shared_town(anchor: int, subject: int, **facts: Any) -> World:
    """The school shows the OPS a row; beside it an agreement and a basis that do not fit."""
    chain_of_facts = {
        "forces": (AgreementForce(AGREEMENT, **LIVE), AgreementForce(OTHER_AGREEMENT, **LIVE)),
        "parties": (
            Party(AGREEMENT, SCHOOL, **LIVE),
            Party(AGREEMENT, OPS, **LIVE),
            Party(OTHER_AGREEMENT, SCHOOL, **LIVE),
            Party(OTHER_AGREEMENT, PCPR, **LIVE),
        ),
        "clauses": (
            Clause(AGREEMENT, FAMILY, CARE, 2, None, None, **LIVE),
            Clause(OTHER_AGREEMENT, FAMILY, CARE, 2, None, None, **LIVE),
        ),
        "bases": (
            Basis(BASIS, subject, OPS, FAMILY, CARE, **LIVE),
            Basis(OTHER_BASIS, OTHER_PERSON, OPS, FAMILY, CARE, **LIVE),
        ),
        "shares": (Share(SCHOOL, OPS, anchor, subject, FAMILY, CARE, AGREEMENT, BASIS, **LIVE),),
        "appointments": (Appointment(ANNA, OPS, DOSSIER, "team", **LIVE),),
    }
    return town(SCHOOL, **{**chain_of_facts, **facts})


def scene(world: World, owner: int, anchor: int, subject: int) -> Scene:
    actor = Actor(ANNA, OPS, WORKER)
    return Scene({}, world, actor, Row(owner, anchor, subject, FAMILY, 2), CARE, AT)


def with_facts(scene: Scene, **tables: Any) -> Scene:
    return scene._replace(world=replace(scene.world, **tables))


def veto(kind: Any, anchor: int, category: str | None = None, **names: Any) -> Veto:
    """A conflict names Anna and "do not show to" her institution, unless somebody is named."""
    usual = {"conflict": {"user": ANNA}, "do_not_show_to": {"institution": OPS}}.get(kind, {})
    bound = {"user": None, "institution": None, **(names or usual)}
    bound = {"user": None, "institution": None, **(names or usual)}
    return Veto(**LIVE, anchor=anchor, kind=kind, category=category, **bound)


# Ways in which a fact can fail to hold, or only just hold, at the instant.


def spans(*periods: tuple[int, int]) -> Way:
    return lambda fact: tuple(replace(fact, start=start, end=end) for start, end in periods)


def absent(_fact: Any) -> tuple[Any, ...]:
    return ()


BEFORE, LAST_INSTANT, FROM_NOW, AFTER = (
    (AT - 10, AT),
    (AT - 10, AT + 1),
    (AT, FOREVER),
    (AT + 1, FOREVER),
)
WAYS = {
    "ended": spans(BEFORE),
    "in its last instant": spans(LAST_INSTANT),
    "beginning now": spans(FROM_NOW),
    "not begun": spans(AFTER),
    "absent": absent,
    "handed over": spans(BEFORE, FROM_NOW),
    "with a gap": spans(BEFORE, AFTER),
}
ended, not_begun = WAYS["ended"], WAYS["not begun"]


def change(table: str, how: Way, **keys: object) -> Change:
    """Treat so every fact of the table that agrees on the keys."""

    def changed(scene: Scene) -> Scene:
        facts: list[Any] = []
        for fact in getattr(scene.world, table):
            fits = all(getattr(fact, key) == value for key, value in keys.items())
            facts += how(fact) if fits else (fact,)
        moved = with_facts(scene, **{table: tuple(facts)})
        return apart(moved) if table in USUAL else moved

    return changed


def add_veto(fact: Veto) -> Change:
    return lambda scene: with_facts(scene, vetoes=(*scene.world.vetoes, fact))


def stop_account(scene: Scene) -> Scene:
    return with_facts(scene, users={**scene.world.users, ANNA: False})


# Names for the tables that all worlds of a database have in common.


def apart(scene: Scene) -> Scene:
    """Give what is unusual in the tables of law a name of its own."""
    for table, usual in USUAL.items():
        if getattr(scene.world, table) != usual:
            scene = _apart(scene, table)
    return scene


def _apart(scene: Scene, table: str) -> Scene:
    """A name that was made before is made anew: what it stands for has changed since."""
    rows, usual, key = getattr(scene.world, table), USUAL[table], TOLD_APART_BY[table]
    things = chain(usual, (scene.actor, scene.row), *(getattr(scene.world, name) for name in TABLES))
    used = {getattr(thing, key, None) for thing in things} | ({scene.purpose} if key == "purpose" else set())
    for name in sorted(used - {None}):
        here = [fact for fact in rows if getattr(fact, key) == name]
        if "-" in name or here != [fact for fact in usual if getattr(fact, key) == name]:
            code = crc32(repr(sorted(map(repr, here))).encode())
            scene = renamed(scene, key, name, f"{name.partition('-')[0][:7]}-{code:08x}")
    return scene


def renamed(scene: Scene, key: str, old: str, new: str) -> Scene:
    def rename(thing: Any) -> Any:
        return replace(thing, **{key: new}) if getattr(thing, key, None) == old else thing

    tables = {table: tuple(map(rename, getattr(scene.world, table))) for table in TABLES}
    purpose = new if key == "purpose" and scene.purpose == old else scene.purpose
    return with_facts(scene, **tables)._replace(actor=rename(scene.actor), row=rename(scene.row), purpose=purpose)


# Many worlds in one database.

IDS = frozenset(
    {"id", "user", "institution", "owner", "recipient", "giver", "receiver"}
    | {"anchor", "dossier", "subject", "agreement", "basis"}
)


@cache
def _id_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name in IDS)


def _shift(thing: Any, offset: int) -> Any:
    values = ((name, getattr(thing, name)) for name in _id_names(thing.__class__))
    return replace(thing, **{name: value + offset for name, value in values if value is not None})


def shifted(world: World, offset: int) -> World:
    """The same world under other ids; roles, categories, purposes and instants stay."""
    tables = {table: tuple(map(partial(_shift, offset=offset), getattr(world, table))) for table in TABLES}
    users = {user + offset: active for user, active in world.users.items()}
    institutions = frozenset(institution + offset for institution in world.institutions)
    return World(users, institutions, **tables)


def placed(scene: Scene, offset: int) -> Scene:
    """The same question about the world under other ids."""
    return scene._replace(actor=_shift(scene.actor, offset), row=_shift(scene.row, offset))


def shifted_scene(scene: Scene, offset: int) -> Scene:
    return placed(scene, offset)._replace(world=shifted(scene.world, offset))


def side_by_side(scenes: Iterable[Scene]) -> tuple[World, list[Scene]]:
    """One world that holds them all, and each scene as it stands there (with its own world)."""
    moved = [shifted_scene(scene, STRIDE * number) for number, scene in enumerate(scenes)]
    tables: dict[str, Any] = {
        table: tuple(dict.fromkeys(chain(*(getattr(s.world, table) for s in moved)))) for table in TABLES
    }
    users = {user: active for s in moved for user, active in s.world.users.items()}
    institutions = frozenset().union(*(s.world.institutions for s in moved))
    return World(users, institutions, **tables), moved
