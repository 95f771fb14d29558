"""An independent model of the access decision, written from the documents alone.

DESIGN.md 4:  ALLOW <=> PRE and (OWN or SHARED or STATUTORY_TEAM or EMERGENCY) and not VETO; which
ground opens which action and which veto spares whom: decision 0018. Every fact is valid in
[start, end) (kernel.md 3). FOREVER is the open end, 9000-01-01.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Literal, TypeVar

FOREVER = 1_000_000
ACTIONS, LOOKING = ("read", "export", "write"), ("read", "export")
# Whoever is appointed so is of the team; "statutory" opens nothing but the statutory grounds.
TEAM = ("team", "key_worker", "intake", "keeper")
# Acting for the owner, these still see what a veto of the kind closes to all others.
SPARED = {
    "restriction": ("key_worker",),
    "protected_address": ("team", "key_worker"),
    "reporter": ("key_worker",),
    "sealed": ("keeper",),
}
AnyFact = TypeVar("AnyFact", bound="Fact")


@dataclass(frozen=True, kw_only=True)
class Fact:
    start: int
    end: int


@dataclass(frozen=True)
class Declaration(Fact):
    user: int
    institution: int


@dataclass(frozen=True)
class Authorisation(Declaration):
    category: str


@dataclass(frozen=True)
class Membership(Declaration):
    role: str
    supervises: bool


@dataclass(frozen=True)
class Appointment(Declaration):
    anchor: int
    capacity: Literal["team", "key_worker", "intake", "keeper", "statutory"]


@dataclass(frozen=True)
class RoleRight(Fact):
    role: str
    category: str
    action: str


@dataclass(frozen=True)
class KindPurpose(Fact):
    kind: str
    purpose: str


@dataclass(frozen=True)
class Part(Fact):
    dossier: int
    subject: int
    part: str


@dataclass(frozen=True)
class StatutoryLine(Fact):
    purpose: str
    part: str
    category: str


@dataclass(frozen=True)
class VitalCategory(Fact):
    category: str


@dataclass(frozen=True)
class Emergency(Declaration):
    subject: int


@dataclass(frozen=True)
class AgreementForce(Fact):
    agreement: int


@dataclass(frozen=True)
class Party(Fact):
    agreement: int
    institution: int


@dataclass(frozen=True)
class Clause(Fact):
    agreement: int
    category: str
    purpose: str
    max_level: int
    giver: int | None
    receiver: int | None


@dataclass(frozen=True)
class Basis(Fact):
    id: int
    subject: int
    recipient: int
    category: str
    purpose: str


@dataclass(frozen=True)
class Share(Fact):
    owner: int
    recipient: int
    anchor: int
    subject: int
    category: str
    purpose: str
    agreement: int
    basis: int


@dataclass(frozen=True)
class Veto(Fact):
    anchor: int
    kind: Literal["conflict", "restriction", "protected_address", "reporter", "sealed", "do_not_show_to"]
    user: int | None  # The account that is bound; None is everybody.
    institution: int | None  # Those who act for it are bound; None is every one.
    category: str | None


@dataclass(frozen=True)
class Anchor:
    id: int
    kind: Literal["dossier", "person", "household", "inbox", "statutory"]
    owner: int


@dataclass(frozen=True)
class Row:
    owner: int
    anchor: int
    subject: int
    category: str
    level: int


@dataclass(frozen=True)
class Actor:
    user: int
    institution: int
    role: str


@dataclass(frozen=True)
class World:
    users: Mapping[int, bool]  # Each user's account: active or not.
    institutions: frozenset[int]
    memberships: tuple[Membership, ...] = ()
    role_rights: tuple[RoleRight, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    kind_purposes: tuple[KindPurpose, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    parts: tuple[Part, ...] = ()
    statutory_lines: tuple[StatutoryLine, ...] = ()
    vital_categories: tuple[VitalCategory, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    forces: tuple[AgreementForce, ...] = ()
    parties: tuple[Party, ...] = ()
    clauses: tuple[Clause, ...] = ()
    bases: tuple[Basis, ...] = ()
    shares: tuple[Share, ...] = ()
    vetoes: tuple[Veto, ...] = ()

    @cached_property
    def pacts(self) -> set[Clause]:
        """A world does not change; the surfaces ask one world thousands of times."""
        return _pacts(self)


def live(facts: Iterable[AnyFact], at: int, **keys: object) -> list[AnyFact]:
    """The facts that hold at the instant and agree on every key named."""
    return [fact for fact in facts if fact.start <= at < fact.end and all(getattr(fact, k) == keys[k] for k in keys)]


def allowed(world: World, actor: Actor, row: Row, purpose: str, at: int, action: str = "read") -> bool:
    opened = may_act_at_all(world, actor, row, at, action) and grounds(world, actor, row, purpose, at, action)
    return bool(opened) and not vetoes(world, actor, row, at)


def may_act_at_all(world: World, actor: Actor, row: Row, at: int, action: str) -> bool:
    """PRE of DESIGN.md 4, without the second factor. A role has each action by itself."""
    me = {"user": actor.user, "institution": actor.institution}
    return bool(
        world.users.get(actor.user, False)
        and live(world.memberships, at, **me, role=actor.role)
        and live(world.role_rights, at, role=actor.role, category=row.category, action=action)
        and live(world.authorisations, at, **me, category=row.category)  # Art. 29 RODO.
        and live(world.declarations, at, **me)
    )


def grounds(world: World, actor: Actor, row: Row, purpose: str, at: int, action: str = "read") -> set[str]:
    """The grounds of 0018 that hold and open the action; PRE and vetoes are asked beside them."""
    mine = row.owner == actor.institution
    if not has_anchor(world, row.anchor, row.owner):  # Each ground begins with it.
        return set()
    opening = {
        "own": (mine, ACTIONS, is_own),
        "shared": (not mine, LOOKING, is_shared),
        "statutory_file": (True, ACTIONS if mine else LOOKING, is_statutory_file),
        "statutory_register": (True, ACTIONS if mine else LOOKING, is_statutory_register),
        "emergency": (True, ("read",), is_emergency),
    }
    asked = [(name, holds) for name, (whose, actions, holds) in opening.items() if whose and action in actions]
    return {name for name, holds in asked if holds(world, actor, row, purpose, at)}


def has_anchor(world: World, number: int, owner: int, *kinds: str) -> bool:
    """An anchor must repeat the owner of what lies in it (kernel.md 3)."""
    return any((a.id, a.owner) == (number, owner) and (not kinds or a.kind in kinds) for a in world.anchors)


def is_of_a_statutory_team(world: World, row: Row) -> bool:
    """Such a file is opened by the statutory grounds, and by those alone (0047)."""
    return has_anchor(world, row.anchor, row.owner, "statutory")


def is_own(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """Only the acting membership may supervise, not another one of the same person."""
    acting = {"user": actor.user, "institution": actor.institution, "role": actor.role}
    supervising = live(world.memberships, at, **acting, supervises=True)
    lines = live(world.kind_purposes, at, purpose=purpose)
    lawful = any(has_anchor(world, row.anchor, row.owner, line.kind) for line in lines)
    return lawful and bool(supervising or appointments(world, actor, row, at, TEAM))


def appointments(world: World, actor: Actor, row: Row, at: int, capacities: Iterable[str]) -> list[Appointment]:
    """To the row's anchor, or to a dossier in which that anchor has a part (kernel.md 2)."""
    dossiers = {part.dossier for part in live(world.parts, at, subject=row.anchor)}
    mine = live(world.appointments, at, user=actor.user, institution=actor.institution)
    return [a for a in mine if a.anchor in {row.anchor, *dossiers} and a.capacity in capacities]


def is_shared(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """Share, basis and pact repeat every key they must agree on (kernel.md 3, I11)."""
    whose = {"owner": row.owner, "anchor": row.anchor, "subject": row.subject}
    what = {"category": row.category, "purpose": purpose}
    terms = live(pacts(world), at, **what, giver=row.owner, receiver=actor.institution)
    agreements = {pact.agreement for pact in terms if pact.max_level >= row.level}
    shares = live(world.shares, at, **what, **whose, recipient=actor.institution)
    if is_of_a_statutory_team(world, row):
        return False
    return bool(appointments(world, actor, row, at, TEAM)) and any(
        s.agreement in agreements
        and live(world.bases, at, **what, id=s.basis, subject=s.subject, recipient=s.recipient)
        for s in shares
    )


def is_statutory_file(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """A row of the file, about somebody whose part in that file is on the list."""
    parts = live(world.parts, at, dossier=row.anchor, subject=row.subject)
    return any(opens_by_statute(world, actor, row, purpose, at, part) for part in parts)


def is_statutory_register(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """A row of the register of people about the very one who has a part in the file."""
    parts = live(world.parts, at, subject=row.anchor) if row.subject == row.anchor else []
    return any(opens_by_statute(world, actor, row, purpose, at, part) for part in parts)


def opens_by_statute(world: World, actor: Actor, row: Row, purpose: str, at: int, part: Part) -> bool:
    """The dossier is the row owner's, the actor is there by law, the list names the part."""
    me = {"user": actor.user, "institution": actor.institution, "capacity": "statutory"}
    return bool(
        has_anchor(world, part.dossier, row.owner, "dossier", "statutory")
        and live(world.appointments, at, **me, anchor=part.dossier)
        and live(world.statutory_lines, at, purpose=purpose, part=part.part, category=row.category)
    )


def is_emergency(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    broken_glass = {"user": actor.user, "institution": actor.institution, "subject": row.subject}
    vital = live(world.vital_categories, at, category=row.category)
    return not is_of_a_statutory_team(world, row) and bool(vital and live(world.emergencies, at, **broken_glass))


def pacts(world: World) -> set[Clause]:
    return world.pacts


def _pacts(world: World) -> set[Clause]:
    """Each clause as it binds one giver (owner) and one receiver, while all of it holds."""
    found = set()
    for c in world.clauses:
        forces = [f for f in world.forces if f.agreement == c.agreement]
        parties = [p for p in world.parties if p.agreement == c.agreement]
        givers = [p for p in parties if c.giver in (None, p.institution)]
        receivers = [p for p in parties if c.receiver in (None, p.institution)]
        for f, g, r in product(forces, givers, receivers):
            start, end = max(x.start for x in (f, g, r, c)), min(x.end for x in (f, g, r, c))
            if g.institution != r.institution and start < end:
                found.add(replace(c, giver=g.institution, receiver=r.institution, start=start, end=end))
    return found


def vetoes(world: World, actor: Actor, row: Row, at: int) -> set[str]:
    """The kinds of veto that bind the actor: one is enough to deny (DESIGN.md 4, I12).

    Only those who act for the owner are ever spared: leaving it ends this too (I14).
    """
    mine = row.owner == actor.institution
    return {
        veto.kind
        for veto in live(world.vetoes, at)
        if veto.anchor in (row.anchor, row.subject)
        and veto.user in (None, actor.user)
        and veto.institution in (None, actor.institution)
        and veto.category in (None, row.category)
        and not (mine and appointments(world, actor, row, at, SPARED.get(veto.kind, ())))
    }
