"""The worlds of the proof of the access decision ("Proof, not samples", DESIGN.md 4).

`one_row_worlds` is the full product of two families of atoms: each atom is one fact, or one
link of it, right or broken. `broken_chains` keeps all facts live and lets single keys belong
to somebody or something else, and moves single facts to the edges of the instant asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import chain, combinations, product
from typing import Any, NamedTuple

from tests.kernel.model import (
    FOREVER,
    Anchor,
    Appointment,
    Basis,
    Clause,
    Membership,
    Part,
    Party,
    Share,
    Veto,
)
from tests.kernel.scenes import (
    AFTER,
    AGREEMENT,
    ANNA,
    AT,
    BARTEK,
    BASIS,
    BEFORE,
    CARE,
    DOSSIER,
    EMPTY_AGREEMENT,
    FAMILY,
    FROM_NOW,
    HEALTH,
    HOUSEHOLD,
    INTERN,
    LAST_INSTANT,
    LIVE,
    MANAGER,
    OPS,
    OTHER_AGREEMENT,
    OTHER_BASIS,
    OTHER_DOSSIER,
    OTHER_PERSON,
    PCPR,
    PERSON,
    REPORT,
    SCHOOL,
    TABLES,
    USUAL,
    WAYS,
    WORKER,
    Change,
    Scene,
    absent,
    add_veto,
    apart,
    change,
    ended,
    not_begun,
    scene,
    shared_town,
    shifted,
    side_by_side,
    spans,
    stop_account,
    town,
    veto,
    with_facts,
)

__all__ = ["Atom", "Scene", "atoms", "broken_chains", "one_row_worlds", "shifted", "side_by_side"]


@dataclass(frozen=True)
class Atom:
    """Something that speaks for access while it is true; `broken` makes it false."""

    family: str
    name: str
    broken: Change


# One-row worlds.

OWN = scene(
    town(
        OPS,
        memberships=(Membership(ANNA, OPS, WORKER, True, **LIVE),),
        appointments=(
            Appointment(ANNA, OPS, PERSON, "key_worker", **LIVE),
            Appointment(ANNA, OPS, DOSSIER, "key_worker", **LIVE),
        ),
        parts=(Part(DOSSIER, PERSON, **LIVE),),
    ),
    OPS,
    PERSON,
    PERSON,
)
OWN_BREAKS: dict[str, Change] = {
    "role right": change("role_rights", not_begun),
    "kind has the purpose": change("kind_purposes", ended, kind="person"),
    "account active": stop_account,
    "membership": change("memberships", ended),
    "authorisation": change("authorisations", not_begun),
    "declaration": change("declarations", absent),
    "owner is the actor's": lambda scene: scene._replace(row=replace(scene.row, owner=SCHOOL)),
    "supervises": change("memberships", lambda fact: (replace(fact, supervises=False),)),
    "appointed": change("appointments", ended, anchor=PERSON),
    "appointed to the dossier": change("appointments", not_begun, anchor=DOSSIER),
    "part in the dossier": change("parts", absent),
    "key worker": change("appointments", lambda fact: (replace(fact, capacity="team"),)),
    "no conflict": add_veto(veto("conflict", PERSON)),
    "no restriction": add_veto(veto("restriction", PERSON, HEALTH)),
    "restriction elsewhere": change("vetoes", lambda fact: (replace(fact, category=FAMILY),), kind="restriction"),
}

SHARED = scene(
    shared_town(
        DOSSIER,
        PERSON,
        parties=tuple(
            Party(agreement, institution, **LIVE)
            for agreement in (AGREEMENT, OTHER_AGREEMENT)
            for institution in (SCHOOL, OPS)
        ),
        bases=tuple(Basis(number, PERSON, OPS, FAMILY, CARE, **LIVE) for number in (BASIS, OTHER_BASIS)),
        shares=tuple(
            Share(SCHOOL, OPS, DOSSIER, PERSON, FAMILY, CARE, agreement, basis, **LIVE)
            for agreement, basis in ((AGREEMENT, BASIS), (OTHER_AGREEMENT, OTHER_BASIS))
        ),
    ),
    SCHOOL,
    DOSSIER,
    PERSON,
)
SHARED_BREAKS: dict[str, Change] = {
    "role right": change("role_rights", absent),
    "account active": stop_account,
    "membership": change("memberships", not_begun),
    "authorisation": change("authorisations", ended),
    "declaration": change("declarations", not_begun),
    "appointed": change("appointments", absent),
    "share": change("shares", ended, agreement=AGREEMENT),
    "basis": change("bases", ended, id=BASIS),
    "in force": change("forces", not_begun, agreement=AGREEMENT),
    "owner is a party": change("parties", absent, agreement=AGREEMENT, institution=SCHOOL),
    "recipient is a party": change("parties", ended, agreement=AGREEMENT, institution=OPS),
    "clause": change("clauses", not_begun, agreement=AGREEMENT),
    "level within the clause": change("clauses", lambda fact: (replace(fact, max_level=1),), agreement=AGREEMENT),
    "another share": change("shares", absent, agreement=OTHER_AGREEMENT),
    "no conflict": add_veto(veto("conflict", DOSSIER)),
    "no restriction": add_veto(veto("restriction", PERSON)),
}

FAMILIES = {"own": (OWN, OWN_BREAKS), "shared": (SHARED, SHARED_BREAKS)}


def atoms() -> list[Atom]:
    return [Atom(family, name, broken) for family, (_, breaks) in FAMILIES.items() for name, broken in breaks.items()]


def one_row_worlds(*families: str) -> Iterator[Scene]:
    """The full product of the atoms of each family (of all, unless some are named)."""
    for family in families or FAMILIES:
        whole = FAMILIES[family][0]
        yield from _product(whole, tuple(atom for atom in atoms() if atom.family == family))


def _product(scene: Scene, rest: tuple[Atom, ...]) -> Iterator[Scene]:
    if not rest:
        yield scene
        return
    for holds in (True, False):
        chosen = scene if holds else rest[0].broken(scene)
        known = {**scene.atoms, rest[0].name: holds}
        yield from _product(chosen._replace(atoms=known), rest[1:])


# Broken chains.


@cache
def whole_chains() -> Mapping[str, Scene]:
    """The scenes whose links are then broken, one by one and two by two."""
    case = scene(town(OPS, appointments=_appointed("team")), OPS, DOSSIER, PERSON)
    part = (Part(DOSSIER, PERSON, **LIVE),)
    register = scene(town(OPS, appointments=_appointed("team"), parts=part), OPS, PERSON, PERSON)
    manager = (Membership(ANNA, OPS, WORKER, True, **LIVE),)
    shared = scene(shared_town(DOSSIER, PERSON), SCHOOL, DOSSIER, PERSON)
    directed = Clause(AGREEMENT, FAMILY, CARE, 2, SCHOOL, OPS, **LIVE)
    kept = {"appointments": _appointed("key_worker"), "vetoes": (veto("restriction", PERSON),)}
    return {
        "own case": case,
        "own register": register,
        "own supervised": with_facts(case, memberships=manager, appointments=()),
        "own restricted, key worker": with_facts(case, **kept),
        "own register restricted, key worker": with_facts(register, **kept),
        "own restricted": with_facts(case, vetoes=(veto("restriction", DOSSIER, FAMILY),)),
        "own conflicted": with_facts(case, vetoes=(veto("conflict", PERSON),)),
        "shared case": shared,
        "shared register": scene(shared_town(PERSON, PERSON, parts=part), SCHOOL, PERSON, PERSON),
        "shared household": scene(shared_town(DOSSIER, HOUSEHOLD), SCHOOL, DOSSIER, HOUSEHOLD),
        "shared one way": with_facts(shared, clauses=(directed, *shared.world.clauses[1:])),
        "shared restricted": with_facts(shared, vetoes=(veto("restriction", PERSON),)),
        "shared conflicted": with_facts(shared, vetoes=(veto("conflict", DOSSIER, FAMILY),)),
    }


def _appointed(capacity: Any) -> tuple[Appointment, ...]:
    return (Appointment(ANNA, OPS, DOSSIER, capacity, **LIVE),)


class Link(NamedTuple):
    """One key of one fact of a scene, or of the question itself."""

    table: str
    position: int
    key: str


# What else a key may point to. The first of each is what pairs of broken links agree on.
ELSEWHERE: dict[str, tuple[object, ...]] = {
    "user": (BARTEK, ANNA),
    **dict.fromkeys(("institution", "owner", "recipient", "giver", "receiver"), (PCPR, SCHOOL, OPS)),
    "anchor": (OTHER_DOSSIER, PERSON, OTHER_PERSON, HOUSEHOLD, DOSSIER),
    "subject": (OTHER_PERSON, HOUSEHOLD, PERSON),
    "dossier": (OTHER_DOSSIER, DOSSIER),
    "agreement": (EMPTY_AGREEMENT, OTHER_AGREEMENT),
    "basis": (OTHER_BASIS,),
    "role": (INTERN, WORKER),
    "category": (HEALTH, FAMILY),
    "purpose": (REPORT, CARE),
    "action": ("write",),
    "kind": ("household", "person", "dossier"),
    "capacity": ("intake", "team", "key_worker"),
    "supervises": (False, True),
    "max_level": (1, 2, 3),
    "level": (3, 2, 1),
}
# The ids of anchors and bases are broken where they are named. Whom a veto of one kind binds
# when it names what only the other kind has, and an anchor of another owner than its rows
# have, are left open by the documents.
FIXED = {(Anchor, "id"), (Anchor, "owner"), (Basis, "id"), (Veto, "kind"), (Veto, "institution")}


def links(scene: Scene) -> list[Link]:
    named = [
        Link(table, index, field.name)
        for table in TABLES
        for index, fact in enumerate(getattr(scene.world, table))
        if not stands_by(fact, scene)
        for field in fields(fact)
        if field.name not in {"start", "end"} and (type(fact), field.name) not in FIXED
    ]
    asked = [Link(table, 0, field.name) for table in ("actor", "row") for field in fields(getattr(scene, table))]
    return [*named, *asked, Link("purpose", 0, "purpose")]


def stands_by(fact: Any, scene: Scene) -> bool:
    """Facts that are there only so that a broken link has something to point to."""
    return (
        (isinstance(fact, Anchor) and fact.id != scene.row.anchor)
        or getattr(fact, "agreement", None) == OTHER_AGREEMENT
        or (isinstance(fact, Basis) and fact.id == OTHER_BASIS)
    )


def alternatives(scene: Scene, link: Link) -> list[object]:
    if link.table == "purpose":
        value: object = scene.purpose
    elif link.table in {"actor", "row"}:
        value = getattr(getattr(scene, link.table), link.key)
    else:
        value = getattr(getattr(scene.world, link.table)[link.position], link.key)
    if value is None and link.key == "user":
        return []
    return [other for other in ELSEWHERE[link.key] if other != value]


def relinked(scene: Scene, link: Link, value: Any) -> Scene:
    if link.table == "purpose":
        return scene._replace(purpose=value)
    if link.table == "actor":
        return scene._replace(actor=replace(scene.actor, **{link.key: value}))
    if link.table == "row":
        return scene._replace(row=replace(scene.row, **{link.key: value}))
    facts = list(getattr(scene.world, link.table))
    facts[link.position] = replace(facts[link.position], **{link.key: value})
    return with_facts(scene, **{link.table: tuple(facts)})


def is_possible(scene: Scene) -> bool:
    """No fact stands twice, and nobody shares with himself: no database would hold those."""
    world = scene.world
    return (
        all(len(set(facts)) == len(facts) for facts in (getattr(world, t) for t in TABLES))
        and all(share.owner != share.recipient for share in world.shares)
        and all(c.giver is None or c.giver != c.receiver for c in world.clauses)
    )


def named(scene: Scene, name: str, *, holds: bool = False) -> Scene:
    for table in USUAL:
        scene = apart(scene, table)
    return scene._replace(atoms={name: holds})


def broken_chains() -> Iterator[Scene]:
    """Scenes whose single atom names the chain and what was broken in it."""
    for name, whole in whole_chains().items():
        yield named(whole, name, holds=True)
        yield from chain(
            one_link_broken(name, whole),
            two_links_broken(name, whole),
            split_facts(name, whole),
            at_the_edges(name, whole),
        )
    yield from agreements_at_the_edges()
    yield from two_hats_and_two_shares()


def one_link_broken(name: str, whole: Scene) -> Iterator[Scene]:
    for link in links(whole):
        for value in alternatives(whole, link):
            broken = relinked(whole, link, value)
            if is_possible(broken):
                yield named(broken, f"{name}: {link.table}[{link.position}].{link.key} = {value}")


def two_links_broken(name: str, whole: Scene) -> Iterator[Scene]:
    """Both point to the same other thing where their keys allow it, so they agree."""
    first = [(link, alternatives(whole, link)[:1]) for link in links(whole)]
    for (one, values), (two, others) in combinations(first, 2):
        for value, other in product(values, others):
            broken = relinked(relinked(whole, one, value), two, other)
            if is_possible(broken):
                what = (f"{k.table}[{k.position}].{k.key}" for k in (one, two))
                yield named(broken, f"{name}: {' and '.join(what)}")


def split_facts(name: str, whole: Scene) -> Iterator[Scene]:
    """Two half-right facts in place of one: each key is right somewhere, but never together."""
    own = [link for link in links(whole) if link.table in TABLES]
    for one, two in combinations(own, 2):
        if one[:2] != two[:2] or one.table in {"anchors", "bases"}:
            continue
        for value, other in product(alternatives(whole, one)[:1], alternatives(whole, two)[:1]):
            fact = getattr(whole.world, one.table)[one.position]
            halves = replace(fact, **{one.key: value}), replace(fact, **{two.key: other})
            rest = tuple(f for f in getattr(whole.world, one.table) if f is not fact)
            broken = with_facts(whole, **{one.table: (*halves, *rest)})
            if is_possible(broken):
                yield named(broken, f"{name}: {one.table}[{one.position}] split at {one.key} and {two.key}")


def at_the_edges(name: str, whole: Scene) -> Iterator[Scene]:
    """Each fact over, just live, not begun, gone, or in two periods (kernel.md 3, I7)."""
    for table in TABLES:
        for index, fact in enumerate(getattr(whole.world, table)):
            if isinstance(fact, Anchor) or stands_by(fact, whole):
                continue
            for way, how in WAYS.items():
                if isinstance(fact, Basis) and len(how(fact)) != 1:
                    continue
                facts = list(getattr(whole.world, table))
                facts[index : index + 1] = how(fact)
                moved = with_facts(whole, **{table: tuple(facts)})
                yield named(moved, f"{name}: {table}[{index}] {way}")


def agreements_at_the_edges() -> Iterator[Scene]:
    """A pact lives while all its parts do: every part in every period (kernel.md 3)."""
    whole = whole_chains()["shared case"]
    world = whole.world
    periods = (BEFORE, LAST_INSTANT, FROM_NOW, AFTER, (AT - 10, FOREVER))
    for force, giver, receiver, clause in product(periods, repeat=4):
        parts = {
            "forces": (*spans(force)(world.forces[0]), *world.forces[1:]),
            "parties": (
                *spans(giver)(world.parties[0]),
                *spans(receiver)(world.parties[1]),
                *world.parties[2:],
            ),
            "clauses": (*spans(clause)(world.clauses[0]), *world.clauses[1:]),
        }
        name = f"shared case: agreement {force}, parties {giver} {receiver}, clause {clause}"
        yield named(with_facts(whole, **parts), name)


def two_hats_and_two_shares() -> Iterator[Scene]:
    """One person in two memberships (I14), and more than one ground at a time (I10 to I12)."""
    chains = whole_chains()
    case, shared = chains["own case"], chains["shared case"]
    mine = case.world.memberships
    manager = (*mine, Membership(ANNA, OPS, MANAGER, True, **LIVE))
    yield named(with_facts(case, appointments=(), memberships=manager), "supervises in another role")
    elsewhere = (*mine, Membership(ANNA, SCHOOL, WORKER, True, **LIVE))
    yield named(with_facts(case, appointments=(), memberships=elsewhere), "supervises elsewhere")
    keeper = Appointment(ANNA, SCHOOL, DOSSIER, "key_worker", **LIVE)
    two_hats = with_facts(
        chains["shared restricted"],
        memberships=elsewhere,
        appointments=(*shared.world.appointments, keeper),
    )
    yield named(two_hats, "the owner's key worker acts for the recipient")
    yield named(with_facts(two_hats, memberships=mine), "the owner's key worker left the owner")
    share, other_basis = shared.world.shares[0], replace(shared.world.bases[0], id=OTHER_BASIS)
    twice = with_facts(
        shared,
        shares=(share, replace(share, basis=OTHER_BASIS)),
        bases=(shared.world.bases[0], other_basis),
    )
    yield named(twice, "two shares")
    for index in (0, 1):
        bases = tuple(
            replace(basis, start=BEFORE[0], end=BEFORE[1]) if position == index else basis
            for position, basis in enumerate(twice.world.bases)
        )
        yield named(with_facts(twice, bases=bases), f"two shares, basis {index} withdrawn")
    for kind in ("conflict", "restriction"):
        yield named(with_facts(twice, vetoes=(veto(kind, PERSON),)), f"two shares, {kind}")
    both = with_facts(
        twice,
        shares=(share, replace(share, subject=OTHER_PERSON, basis=OTHER_BASIS)),
        bases=(shared.world.bases[0], replace(other_basis, subject=OTHER_PERSON)),
    )
    family = both._replace(row=replace(both.row, subject=HOUSEHOLD))
    yield named(family, "both persons' bases, a row of the household")
