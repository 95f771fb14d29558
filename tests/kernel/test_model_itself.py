"""The model and its worlds keep the invariants that the kernel is later held to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import chain, islice
from typing import Any

import pytest

from tests.kernel.model import (
    FOREVER,
    World,
    allowed,
    grounds,
    live,
    may_read_at_all,
    pacts,
    vetoes,
)
from tests.kernel.scenes import (
    AGREEMENT,
    BASIS,
    OPS,
    OTHER_BASIS,
    PERSON,
    SCHOOL,
    STRIDE,
    TABLES,
    Scene,
    shifted_scene,
    side_by_side,
    with_facts,
)
from tests.kernel.worlds import (
    FAMILIES,
    FIXED,
    agreements_at_the_edges,
    alternatives,
    at_the_edges,
    atoms,
    broken_chains,
    is_possible,
    links,
    named,
    one_link_broken,
    one_row_worlds,
    relinked,
    two_hats_and_two_shares,
    whole_chains,
)

DENIED_CHAINS = {"own restricted", "own conflicted", "shared restricted", "shared conflicted"}


def decide(scene: Scene) -> bool:
    return allowed(*scene[1:])


def label(scene: Scene) -> str:
    return ", ".join(name for name, holds in scene.atoms.items() if not holds)


@cache
def decisions(family: str) -> Mapping[tuple[bool, ...], bool]:
    return {tuple(scene.atoms.values()): decide(scene) for scene in one_row_worlds(family)}


@cache
def every_chain() -> tuple[Scene, ...]:
    return tuple(broken_chains())


@cache
def edges() -> tuple[Scene, ...]:
    return tuple(chain(*(at_the_edges(name, whole) for name, whole in whole_chains().items())))


@cache
def few_chains() -> tuple[Scene, ...]:
    """The chains without the pairs, for what is asked of each fact of each scene."""
    broken = (one_link_broken(name, whole) for name, whole in whole_chains().items())
    return (*whole_chains().values(), *chain(*broken), *two_hats_and_two_shares())


def by_hand(family: str, atoms: Mapping[str, bool]) -> bool:
    """The decision once more, as a formula of the atoms."""
    pre = ("account active", "membership", "role right", "authorisation", "declaration")
    ready = all(atoms[name] for name in (*pre, "no conflict"))
    if family == "shared":
        first = ("share", "basis", "in force", "owner is a party", "recipient is a party")
        whole = all(atoms[name] for name in (*first, "clause", "level within the clause"))
        mine = atoms["appointed"] and atoms["no restriction"]
        return ready and mine and (whole or atoms["another share"])
    by_part = atoms["appointed to the dossier"] and atoms["part in the dossier"]
    appointed = atoms["appointed"] or by_part
    own = atoms["owner is the actor's"] and atoms["kind has the purpose"]
    free = atoms["no restriction"] or atoms["restriction elsewhere"]
    kept = free or (appointed and atoms["key worker"])
    return ready and own and (appointed or atoms["supervises"]) and kept


@pytest.mark.parametrize("family", FAMILIES)
def test_one_row_worlds_are_decided_as_the_formula_says(family: str) -> None:
    names = [atom.name for atom in atoms() if atom.family == family]
    assert len(decisions(family)) == 2 ** len(names)
    wrong = [
        values
        for values, decision in decisions(family).items()
        if decision != by_hand(family, dict(zip(names, values, strict=True)))
    ]
    assert not wrong


def test_few_of_the_worlds_are_open() -> None:
    counted = {name: (len(decisions(name)), sum(decisions(name).values())) for name in FAMILIES}
    assert counted == {"own": (2**15, 88), "shared": (2**16, 129)}


@pytest.mark.parametrize("family", FAMILIES)
def test_breaking_an_atom_never_adds_access(family: str) -> None:
    """I13: an atom that is false is a fact less or a veto more."""
    known = decisions(family)
    added = [
        values
        for values, decision in known.items()
        for index, holds in enumerate(values)
        if decision and not holds and not known[(*values[:index], True, *values[index + 1 :])]
    ]
    assert not added


@pytest.mark.parametrize("family", FAMILIES)
def test_every_atom_decides_somewhere(family: str) -> None:
    known = decisions(family)
    names = [atom.name for atom in atoms() if atom.family == family]
    decisive = {
        names[index]
        for values, decision in known.items()
        for index, holds in enumerate(values)
        if decision and holds and not known[(*values[:index], False, *values[index + 1 :])]
    }
    assert decisive == set(names)


def without_one_fact(scene: Scene) -> Iterator[tuple[str, Scene]]:
    for table in TABLES:
        facts = getattr(scene.world, table)
        for index in range(len(facts)):
            yield table, with_facts(scene, **{table: (*facts[:index], *facts[index + 1 :])})


def test_a_fact_less_never_adds_access_and_a_veto_less_never_takes_it() -> None:
    """I13, for every single fact of the chains."""
    for scene in few_chains():
        before = decide(scene)
        for table, less in without_one_fact(scene):
            after = decide(less)
            assert after >= before if table == "vetoes" else after <= before, label(scene)


def test_each_veto_denies_though_grounds_hold() -> None:
    """I12"""
    for name, kind in (
        ("own restricted", "restriction"),
        ("own conflicted", "conflict"),
        ("shared restricted", "restriction"),
        ("shared conflicted", "conflict"),
    ):
        _, world, actor, row, purpose, at = whole = whole_chains()[name]
        assert may_read_at_all(world, actor, row, at)
        assert grounds(world, actor, row, purpose, at)
        assert vetoes(world, actor, row, at) == {kind}
        assert not decide(whole)
        assert decide(whole._replace(world=replace(world, vetoes=())))


def test_whole_chains_are_open_unless_a_veto_closes_them() -> None:
    assert {name for name, whole in whole_chains().items() if not decide(whole)} == DENIED_CHAINS


def test_an_open_row_has_exactly_one_ground() -> None:
    """I2; mine and theirs never overlap, for they differ in the owner."""
    for scene in every_chain():
        if decide(scene):
            mine = scene.row.owner == scene.actor.institution
            assert grounds(*scene[1:]) == ({"mine"} if mine else {"theirs"}), label(scene)


def test_a_foreign_row_opens_only_on_a_basis_about_its_own_subject() -> None:
    """I11: also for a household, whose members' bases do not count."""
    opened = Counter[bool]()
    for scene in every_chain():
        if decide(scene) and scene.row.owner != scene.actor.institution:
            about = {"subject": scene.row.subject, "recipient": scene.actor.institution}
            assert live(scene.world.bases, scene.at, **about), label(scene)
            opened[scene.row.anchor == scene.row.subject] += 1
    assert opened[True]
    assert opened[False]


def test_a_household_row_stays_closed_on_its_members_bases() -> None:
    scenes = {label(scene): scene for scene in few_chains()}
    assert not decide(scenes["both persons' bases, a row of the household"])
    assert not decide(scenes[f"shared household: bases[0].subject = {PERSON}"])


def test_a_chain_ends_and_begins_at_its_instants() -> None:
    """I7: the end is outside, the start inside; two periods are a union, a gap is a gap."""
    open_ways = {"in its last instant", "beginning now", "handed over"}
    scenes = [scene for scene in edges() if label(scene).startswith("shared case: ")]
    assert len(scenes) == 12 * 7 + 4  # A basis is never absent, nor in two periods.
    for scene in scenes:
        way = label(scene).partition("] ")[2]
        needless = "kind_purposes" in label(scene)
        assert decide(scene) == (needless or way in open_ways), label(scene)


def test_a_pact_lives_exactly_while_all_its_parts_do() -> None:
    """kernel.md 3: the intersection of the intervals, and nothing when it is empty."""
    for scene in agreements_at_the_edges():
        world, at = scene.world, scene.at
        parts = (world.forces[0], *world.parties[:2], world.clauses[0])
        start, end = max(part.start for part in parts), min(part.end for part in parts)
        found = {(p.giver, p.receiver, p.start, p.end) for p in pacts(world) if p.agreement == AGREEMENT}
        expected = {(OPS, SCHOOL, start, end), (SCHOOL, OPS, start, end)} if start < end else set()
        assert found == expected
        assert decide(scene) == (start <= at < end)


def test_one_hat_does_not_help_the_other() -> None:
    """I14, and supervising counts only in the membership under which somebody acts."""
    opened = {label(scene): decide(scene) for scene in two_hats_and_two_shares()}
    assert {name for name, is_open in opened.items() if is_open} == {
        "two shares",
        "two shares, basis 0 withdrawn",
        "two shares, basis 1 withdrawn",
    }


def test_every_key_of_every_fact_decides_somewhere() -> None:
    """So a kernel that forgets one key of one fact is found by one broken link."""
    decisive, every = set(), set()
    for whole in whole_chains().values():
        for link in links(whole):
            every.add((link.table, link.key))
            for value in alternatives(whole, link):
                broken = relinked(whole, link, value)
                if is_possible(broken) and decide(broken) != decide(whole):
                    decisive.add((link.table, link.key))
    tables = {type(fact) for whole in whole_chains().values() for fact in facts_of(whole.world)}
    assert every - decisive == set()
    assert {name for _, name in every} | {name for _, name in FIXED} >= {
        field.name for table in tables for field in fields(table)
    } - {"start", "end"}


def facts_of(world: World) -> Iterator[Any]:
    return chain(*(getattr(world, table) for table in TABLES))


def test_every_period_of_every_table_decides_somewhere() -> None:
    """So a kernel that forgets when a fact ends or begins is found ("withdrawn ignored")."""
    for table in set(TABLES) - {"anchors"}:
        for edge in ({"start": 0}, {"end": FOREVER}):
            assert any(decide(timeless(scene, table, edge)) != decide(scene) for scene in edges()), (
                table,
                edge,
            )


def timeless(scene: Scene, table: str, edge: Mapping[str, Any]) -> Scene:
    facts = tuple(replace(fact, **edge) for fact in getattr(scene.world, table))
    return with_facts(scene, **{table: facts})


def test_worlds_side_by_side_are_decided_as_alone() -> None:
    some = (islice(one_row_worlds(family), 0, 2**12, 200) for family in FAMILIES)
    scenes = [*whole_chains().values(), *edges()[::40], *chain(*some)]
    world, placed = side_by_side(scenes)
    for alone, scene in zip(scenes, placed, strict=True):
        together = scene._replace(world=world)
        assert decide(together) == decide(scene) == decide(alone), label(alone)


def test_equal_names_mean_equal_rows() -> None:
    """So no world lends another a right or a purpose in the tables that they have in common."""
    asked = {
        pair
        for scene in chain(one_row_worlds(), every_chain())
        for pair in (
            ("role", scene.actor.role, scene.world.role_rights),
            ("purpose", scene.purpose, scene.world.kind_purposes),
        )
    }
    meanings: dict[tuple[str, str], set[Any]] = {}
    for key, name_asked, rows in asked:
        for name in {name_asked, *(getattr(fact, key) for fact in rows)}:
            meaning = {fact for fact in rows if getattr(fact, key) == name}
            assert meanings.setdefault((key, name), meaning) == meaning
    assert max(len(name) for _, name in meanings) <= 16


def test_shifted_worlds_share_no_id() -> None:
    whole = whole_chains()["shared case"]
    moved = shifted_scene(whole, STRIDE)
    assert decide(moved)
    assert ids_of(whole.world).isdisjoint(ids_of(moved.world))
    assert max(ids_of(whole.world)) < STRIDE


def ids_of(world: World) -> set[int]:
    agreements = {force.agreement for force in world.forces}
    found = {*world.users, *world.institutions, *agreements}
    return found | {anchor.id for anchor in world.anchors} | {basis.id for basis in world.bases}


def test_every_id_that_a_fact_names_exists() -> None:
    """So that a database with foreign keys can hold the worlds."""
    for scene in chain(islice(one_row_worlds("shared"), 2**12), every_chain()):
        world = scene.world
        bases = {basis.id for basis in world.bases}
        anchors = {anchor.id for anchor in world.anchors}
        assert {share.basis for share in world.shares} <= bases <= {BASIS, OTHER_BASIS}
        assert {appointment.anchor for appointment in world.appointments} <= anchors
        assert {share.anchor for share in world.shares} <= anchors
        assert {scene.actor.user} <= set(world.users)


def test_the_chains_are_many_and_told_apart_by_name() -> None:
    names = [tuple(scene.atoms) for scene in every_chain()]
    assert len(names) == len(set(names)) > 10_000
    assert [label(named(s, "again")) for s in few_chains()] == ["again"] * len(few_chains())
