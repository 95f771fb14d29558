"""An independent model of the access decision, written from the documents alone.

DESIGN.md 4:  ALLOW read <=> PRE and (OWN or SHARED) and not VETO
Every fact is valid in [start, end) (kernel.md 3). FOREVER is the open end, 9000-01-01.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, TypeVar

FOREVER = 1_000_000
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
    capacity: Literal["team", "key_worker", "intake"]


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
    kind: Literal["conflict", "restriction"]
    user: int | None
    institution: int | None
    category: str | None


@dataclass(frozen=True)
class Anchor:
    id: int
    kind: Literal["dossier", "person", "household"]
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
    forces: tuple[AgreementForce, ...] = ()
    parties: tuple[Party, ...] = ()
    clauses: tuple[Clause, ...] = ()
    bases: tuple[Basis, ...] = ()
    shares: tuple[Share, ...] = ()
    vetoes: tuple[Veto, ...] = ()


def live(facts: Iterable[AnyFact], at: int, **keys: object) -> list[AnyFact]:
    """The facts that hold at the instant and agree on every key named."""
    return [fact for fact in facts if fact.start <= at < fact.end and all(getattr(fact, k) == keys[k] for k in keys)]


def allowed(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    opened = may_read_at_all(world, actor, row, at) and grounds(world, actor, row, purpose, at)
    return bool(opened) and not vetoes(world, actor, row, at)


def may_read_at_all(world: World, actor: Actor, row: Row, at: int) -> bool:
    """PRE of DESIGN.md 4, without the second factor."""
    me = {"user": actor.user, "institution": actor.institution}
    return bool(
        world.users.get(actor.user, False)
        and live(world.memberships, at, **me, role=actor.role)
        and live(world.role_rights, at, role=actor.role, category=row.category, action="read")
        and live(world.authorisations, at, **me, category=row.category)  # Art. 29 RODO.
        and live(world.declarations, at, **me)
    )


def grounds(world: World, actor: Actor, row: Row, purpose: str, at: int) -> set[str]:
    """The grounds of DESIGN.md 4 that hold; PRE and the vetoes are asked beside them."""
    name, holds = ("mine", is_mine) if row.owner == actor.institution else ("theirs", is_theirs)
    return {name} if holds(world, actor, row, purpose, at) else set()


def is_mine(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """OWN; only the acting membership may supervise, not another one of the same person."""
    acting = {"user": actor.user, "institution": actor.institution, "role": actor.role}
    supervising = live(world.memberships, at, **acting, supervises=True)
    lawful = any(live(world.kind_purposes, at, kind=kind, purpose=purpose) for kind in kinds_of(world, row))
    return lawful and bool(supervising or appointments(world, actor, row, at))


def kinds_of(world: World, row: Row) -> list[str]:
    """What the row's anchor stands for; it must repeat the owner of the row (kernel.md 3)."""
    return [anchor.kind for anchor in world.anchors if (anchor.id, anchor.owner) == (row.anchor, row.owner)]


def appointments(world: World, actor: Actor, row: Row, at: int) -> list[Appointment]:
    """To the row's anchor, or to a dossier in which that anchor has a part (kernel.md 2)."""
    dossiers = {part.dossier for part in live(world.parts, at, subject=row.anchor)}
    mine = live(world.appointments, at, user=actor.user, institution=actor.institution)
    return [a for a in mine if a.anchor in {row.anchor, *dossiers}]


def is_theirs(world: World, actor: Actor, row: Row, purpose: str, at: int) -> bool:
    """SHARED; share, basis and pact repeat every key they must agree on (kernel.md 3, I11)."""
    whose = {"owner": row.owner, "anchor": row.anchor, "subject": row.subject}
    what = {"category": row.category, "purpose": purpose}
    terms = live(pacts(world), at, **what, giver=row.owner, receiver=actor.institution)
    agreements = {pact.agreement for pact in terms if pact.max_level >= row.level}
    shares = live(world.shares, at, **what, **whose, recipient=actor.institution)
    return bool(kinds_of(world, row) and appointments(world, actor, row, at)) and any(
        s.agreement in agreements
        and live(world.bases, at, **what, id=s.basis, subject=s.subject, recipient=s.recipient)
        for s in shares
    )


def pacts(world: World) -> set[Clause]:
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
                pact = replace(c, giver=g.institution, receiver=r.institution)
                found.add(replace(pact, start=start, end=end))
    return found


def vetoes(world: World, actor: Actor, row: Row, at: int) -> set[str]:
    """The kinds of veto that bind the actor: one is enough to deny (DESIGN.md 4, I12).

    A conflict binds the user named, in every institution. A restriction (art. 18 RODO) spares
    the owner's key worker, only while acting for the owner: leaving it ends this too (I14).
    """
    posts = appointments(world, actor, row, at) if row.owner == actor.institution else []
    keeps_it = any(post.capacity == "key_worker" for post in posts)
    return {
        veto.kind
        for veto in live(world.vetoes, at)
        if veto.anchor in (row.anchor, row.subject)
        and veto.category in (None, row.category)
        and (veto.user == actor.user if veto.kind == "conflict" else not keeps_it)
    }
