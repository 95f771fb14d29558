"""Broken chains: all facts are live, but single links belong to somebody or something else.

Each whole chain is one way to a row; its links are broken one by one and two by two, its facts are
split in half-right ones, and moved to the edges of the instant asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import chain, combinations, product
from typing import Any, NamedTuple

from tests.kernel.model import (
    FOREVER,
    Anchor,
    Appointment,
    Basis,
    Clause,
    Emergency,
    Membership,
    Part,
    StatutoryLine,
    VitalCategory,
)
from tests.kernel.scenes import (
    AFTER,
    AGREEMENT,
    ANNA,
    AT,
    BARTEK,
    BEFORE,
    CARE,
    CHILD,
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
    NEIGHBOUR,
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
    WAYS,
    WORKER,
    Scene,
    apart,
    scene,
    shared_town,
    spans,
    stop_account,
    town,
    veto,
    with_facts,
)
from tests.kernel.worlds import VETOES


@cache
def whole_chains() -> Mapping[str, Scene]:
    """The scenes whose links are then broken, one by one and two by two."""
    return {**own_chains(), **shared_chains(), **statutory_chains(), **emergency_chains(), **vetoed_chains()}


PART = (Part(DOSSIER, PERSON, CHILD, **LIVE),)
MANAGES = (Membership(ANNA, OPS, WORKER, True, **LIVE),)
CASE = scene(town(OPS, appointments=(Appointment(ANNA, OPS, DOSSIER, "team", **LIVE),)), OPS, DOSSIER, PERSON)
REGISTER = scene(with_facts(CASE, parts=PART).world, OPS, PERSON, PERSON)
WINDOW = scene(shared_town(DOSSIER, PERSON), SCHOOL, DOSSIER, PERSON)


def appointed(scene: Scene, capacity: Any, **facts: Any) -> Scene:
    return with_facts(scene, appointments=(Appointment(ANNA, OPS, DOSSIER, capacity, **LIVE),), **facts)


def foreign(scene: Scene) -> Scene:
    """The same rows and anchors, but of the school."""
    anchors = tuple(replace(anchor, owner=SCHOOL) for anchor in scene.world.anchors)
    return with_facts(scene, anchors=anchors)._replace(row=replace(scene.row, owner=SCHOOL))


def own_chains() -> Mapping[str, Scene]:
    return {
        "own case": CASE,
        "own register": REGISTER,
        "own supervised": with_facts(CASE, memberships=MANAGES, appointments=()),
    }


def shared_chains() -> Mapping[str, Scene]:
    directed = Clause(AGREEMENT, FAMILY, CARE, 2, SCHOOL, OPS, **LIVE)
    return {
        "shared case": WINDOW,
        "shared register": scene(shared_town(PERSON, PERSON, parts=PART), SCHOOL, PERSON, PERSON),
        "shared register about a household": scene(
            shared_town(PERSON, HOUSEHOLD, parts=PART), SCHOOL, PERSON, HOUSEHOLD
        ),
        "shared household": scene(shared_town(DOSSIER, HOUSEHOLD), SCHOOL, DOSSIER, HOUSEHOLD),
        "shared one way": with_facts(WINDOW, clauses=(directed, *WINDOW.world.clauses[1:])),
    }


def statutory_chains() -> Mapping[str, Scene]:
    file, register = appointed(CASE, "statutory", parts=PART), appointed(REGISTER, "statutory")
    kept = tuple(replace(a, kind="statutory") if a.id == DOSSIER else a for a in file.world.anchors)
    return {
        "file of a statutory team": with_facts(file, anchors=kept),
        "register of a statutory team": with_facts(register, anchors=kept),
        "statutory file": file,
        "statutory file of a partner": foreign(file),
        "statutory register": register,
        "statutory register of a partner": foreign(register),
    }


def emergency_chains() -> Mapping[str, Scene]:
    own = with_facts(CASE, appointments=(), emergencies=(Emergency(ANNA, OPS, PERSON, **LIVE),))
    return {"emergency": own, "emergency at a partner": foreign(own)}


def vetoed_chains() -> Mapping[str, Scene]:
    """Each veto closes a chain, and opens it again to those whom it spares, and to them alone."""
    chains = {f"own case, {kind}": appointed(CASE, "intake", vetoes=(veto(kind, PERSON),)) for kind in VETOES}
    spared = (("restriction", "key_worker"), ("protected_address", "team"), ("reporter", "key_worker"))
    for kind, capacity in (*spared, ("sealed", "keeper")):
        # A supervisor has a ground of his own, so that the exception alone decides.
        locked = with_facts(CASE, vetoes=(veto(kind, DOSSIER, FAMILY),), memberships=MANAGES)
        chains[f"own case, {kind}, {capacity}"] = appointed(locked, capacity)
        locked = with_facts(REGISTER, vetoes=(veto(kind, PERSON),), memberships=MANAGES)
        chains[f"own register, {kind}, {capacity}"] = appointed(locked, capacity)
    whole = {**shared_chains(), **statutory_chains(), **emergency_chains()}
    for name, kind in (
        ("shared case", "restriction"),
        ("shared register", "sealed"),
        ("statutory file of a partner", "conflict"),
        ("statutory register", "reporter"),
        ("emergency at a partner", "protected_address"),
    ):
        chains[f"{name}, {kind}"] = with_facts(whole[name], vetoes=(veto(kind, whole[name].row.subject),))
    return chains


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
    "part": (NEIGHBOUR, CHILD),
    "action": ("delete",),
    "kind": ("household", "person", "dossier", "inbox", "statutory"),
    "capacity": ("intake", "team", "key_worker", "keeper", "statutory"),
    "supervises": (False, True),
    "max_level": (1, 2, 3),
    "level": (3, 2, 1),
    # What a veto does not name, it binds.
    "vetoes.kind": VETOES,
    "vetoes.user": (BARTEK, ANNA, None),
    "vetoes.institution": (PCPR, OPS, SCHOOL, None),
    "vetoes.category": (HEALTH, FAMILY, None),
}
# The ids of anchors and bases are broken where they are named.
FIXED = {(Anchor, "id"), (Basis, "id")}


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
    world = scene.world
    return (
        (isinstance(fact, Anchor) and fact.id not in {scene.row.anchor, *(p.dossier for p in world.parts)})
        or getattr(fact, "agreement", None) == OTHER_AGREEMENT
        or (isinstance(fact, Basis) and fact.id == OTHER_BASIS)
        or (isinstance(fact, VitalCategory) and not world.emergencies)
        or (isinstance(fact, StatutoryLine) and all(a.capacity != "statutory" for a in world.appointments))
    )


def alternatives(scene: Scene, link: Link) -> list[object]:
    if link.table == "purpose":
        value: object = scene.purpose
    elif link.table in {"actor", "row"}:
        value = getattr(getattr(scene, link.table), link.key)
    else:
        value = getattr(getattr(scene.world, link.table)[link.position], link.key)
    others = ELSEWHERE.get(f"{link.table}.{link.key}") or ELSEWHERE[link.key]
    return [other for other in others if other != value]


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
    """No fact stands twice, nobody shares with himself, no conflict is nobody's: no database
    would hold those.
    """
    world = scene.world
    return (
        all(len(set(facts)) == len(facts) for facts in (getattr(world, t) for t in TABLES))
        and all(share.owner != share.recipient for share in world.shares)
        and all(c.giver is None or c.giver != c.receiver for c in world.clauses)
        and all(v.user for v in world.vetoes if v.kind == "conflict")
        and all(v.user or v.institution for v in world.vetoes if v.kind == "do_not_show_to")
    )


def named(scene: Scene, name: str, *, holds: bool = False) -> Scene:
    return apart(scene)._replace(atoms={name: holds})


def broken_chains() -> Iterator[Scene]:
    """Scenes whose single atom names the chain and what was broken in it."""
    for name, whole in whole_chains().items():
        yield named(whole, name, holds=True)
        yield named(stop_account(whole), f"{name}: account closed")
        yield from chain(
            one_link_broken(name, whole),
            two_links_broken(name, whole),
            split_facts(name, whole),
            at_the_edges(name, whole),
        )
    yield from agreements_at_the_edges()
    yield from two_hats_and_two_shares()
    yield from two_hats_by_law()
    yield from supervised_otherwise()
    yield from all_of_another()
    yield from bound_by_institution()


def one_link_broken(name: str, whole: Scene) -> Iterator[Scene]:
    for link in links(whole):
        for value in alternatives(whole, link):
            broken = relinked(whole, link, value)
            if is_possible(broken):
                yield named(broken, f"{name}: {link.table}[{link.position}].{link.key} = {value}")


def two_links_broken(name: str, whole: Scene) -> Iterator[Scene]:
    """Both point to the same other thing where their keys allow it, so they agree."""
    first = [(link, alternatives(whole, link)[:1]) for link in links(whole) if not is_another_action(link)]
    for (one, values), (two, others) in combinations(first, 2):
        for value, other in product(values, others):
            broken = relinked(relinked(whole, one, value), two, other)
            if is_possible(broken):
                what = (f"{k.table}[{k.position}].{k.key}" for k in (one, two))
                yield named(broken, f"{name}: {' and '.join(what)}")


def is_another_action(link: Link) -> bool:
    """The rights to export and to write differ from the one to read in nothing but the action."""
    return link.table == "role_rights" and link.position > 0


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
        chains["shared case, restriction"],
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


def two_hats_by_law() -> Iterator[Scene]:
    """What somebody may do in one institution or capacity is no help in another (0018)."""
    chains = whole_chains()
    elsewhere = (*CASE.world.memberships, Membership(ANNA, SCHOOL, WORKER, True, **LIVE))
    at_school = Appointment(ANNA, SCHOOL, DOSSIER, "keeper", **LIVE)
    file, broken_glass = chains["statutory file of a partner"], chains["emergency at a partner"]
    for name, whole in (("the file by law", file), ("an emergency", broken_glass)):
        sealed = with_facts(whole, memberships=elsewhere, vetoes=(veto("sealed", PERSON),))
        both = (*whole.world.appointments, at_school)
        yield named(with_facts(sealed, appointments=both), f"{name}, sealed by his other institution")
    yield named(with_facts(file, appointments=(at_school,), memberships=elsewhere), "a keeper of the other institution")
    lower = tuple(replace(a, institution=SCHOOL) for a in file.world.appointments)
    yield named(with_facts(file, appointments=lower, memberships=elsewhere), "by law, but for the other institution")
    glass = tuple(replace(e, institution=SCHOOL) for e in broken_glass.world.emergencies)
    yield named(
        with_facts(broken_glass, emergencies=glass, memberships=elsewhere), "broken glass of the other institution"
    )
    for capacity in ("team", "key_worker", "intake", "keeper", "statutory"):
        for name in (*own_chains(), *shared_chains(), *statutory_chains()):
            yield named(appointed(chains[name], capacity), f"{name}, appointed as {capacity}")
        for kind in VETOES:
            for name, anchor in (("own case", DOSSIER), ("own register", PERSON)):
                locked = with_facts(appointed(chains[name], capacity), vetoes=(veto(kind, anchor),))
                yield named(locked, f"{name}, {kind}, appointed as {capacity}")
                managed = with_facts(locked, memberships=MANAGES)
                yield named(managed, f"{name}, {kind}, appointed as {capacity}, supervised")


def supervised_otherwise() -> Iterator[Scene]:
    """To supervise is a fact of this user, now, and for the rows of this institution."""
    works = CASE.world.memberships
    case = with_facts(CASE, appointments=())
    somebody = Membership(BARTEK, OPS, WORKER, True, **LIVE)
    yield named(with_facts(case, memberships=(*works, somebody)), "somebody else supervises")
    for start, end in (BEFORE, LAST_INSTANT, FROM_NOW, AFTER):
        posts = (*works, replace(MANAGES[0], start=start, end=end))
        yield named(with_facts(case, memberships=posts), f"works, and supervises in {start} to {end}")
    yield named(foreign(with_facts(case, memberships=MANAGES)), "supervises, but the row is a partner's")


def all_of_another() -> Iterator[Scene]:
    """Share, basis and agreement agree with each other, but not with the row or with who asks."""
    elsewhere = {"owner": PCPR, "recipient": PCPR, "category": HEALTH, "purpose": REPORT, "subject": OTHER_PERSON}
    for name, whole in shared_chains().items():
        for key, value in elsewhere.items():
            institution = {"owner": SCHOOL, "recipient": OPS}.get(key)
            tables: dict[str, Any] = {
                "parties": tuple(
                    replace(party, institution=PCPR)
                    if (party.agreement, party.institution) == (AGREEMENT, institution)
                    else party
                    for party in whole.world.parties
                )
            }
            for table in ("shares", "bases", "clauses"):
                tables[table] = tuple(
                    replace(fact, **{key: value}) if hasattr(fact, key) and not stands_by(fact, whole) else fact
                    for fact in getattr(whole.world, table)
                )
            moved = with_facts(whole, **tables)
            if is_possible(moved):
                yield named(moved, f"{name}: all for another {key}")


def bound_by_institution() -> Iterator[Scene]:
    """A veto binds those who act for the institution that it names, not the rows of that one."""
    for name in ("emergency at a partner", "statutory file of a partner", "shared case"):
        whole = whole_chains()[name]
        for kind, institution in product(VETOES, (OPS, SCHOOL)):
            bound = veto(kind, whole.row.subject, user=ANNA if kind == "conflict" else None, institution=institution)
            yield named(with_facts(whole, vetoes=(bound,)), f"{name}, {kind} of {institution}")
