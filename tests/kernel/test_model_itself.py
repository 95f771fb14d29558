"""The model and its worlds keep the invariants that the kernel is later held to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import chain, islice
from typing import Any

import pytest

from tests.kernel.chains import (
    FIXED,
    agreements_at_the_edges,
    alternatives,
    at_the_edges,
    broken_chains,
    is_possible,
    links,
    named,
    one_link_broken,
    relinked,
    two_hats_and_two_shares,
    two_hats_by_law,
    whole_chains,
)
from tests.kernel.model import (
    ACTIONS,
    FOREVER,
    World,
    grounds,
    live,
    may_act_at_all,
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
    TOLD_APART_BY,
    Scene,
    decided,
    shifted_scene,
    side_by_side,
    with_facts,
)
from tests.kernel.worlds import (
    FAMILIES,
    VETOES,
    one_row_worlds,
)

pytestmark = pytest.mark.proof

DENIED_CHAINS = {
    **{f"own case, {kind}": kind for kind in VETOES},
    "shared case, restriction": "restriction",
    "shared register, sealed": "sealed",
    "statutory file of a partner, conflict": "conflict",
    "statutory register, reporter": "reporter",
    "emergency at a partner, protected_address": "protected_address",
}
EVERYTHING, LOOKING, NOTHING = frozenset(ACTIONS), frozenset({"read", "export"}), frozenset[str]()


def label(scene: Scene) -> str:
    return ", ".join(name for name, holds in scene.atoms.items() if not holds)


@cache
def decisions(family: str) -> Mapping[tuple[bool, ...], frozenset[str]]:
    return {tuple(scene.atoms.values()): decided(scene) for scene in one_row_worlds(family)}


@cache
def every_chain() -> tuple[tuple[Scene, frozenset[str]], ...]:
    return tuple((scene, decided(scene)) for scene in broken_chains())


@cache
def edges() -> tuple[Scene, ...]:
    return tuple(chain(*(at_the_edges(name, whole) for name, whole in whole_chains().items())))


@cache
def few_chains() -> tuple[Scene, ...]:
    """The chains without the pairs, for what is asked of each fact of each scene."""
    broken = (one_link_broken(name, whole) for name, whole in whole_chains().items())
    return (*whole_chains().values(), *chain(*broken), *two_hats_and_two_shares(), *two_hats_by_law())


Holds = Mapping[str, bool]


def own_by_hand(holds: Holds) -> frozenset[str]:
    by_part = holds["appointed to the dossier"] and holds["part in the dossier"]
    appointed = holds["appointed"] or by_part
    own = holds["owner is the actor's"] and holds["kind has the purpose"]
    free = holds["no conflict"] and (holds["no restriction"] or holds["restriction elsewhere"])
    kept = free or (holds["no conflict"] and appointed and holds["key worker"])
    return EVERYTHING if own and (appointed or holds["supervises"]) and kept else NOTHING


def shared_by_hand(holds: Holds) -> frozenset[str]:
    first = ("share", "basis", "in force", "owner is a party", "recipient is a party")
    whole = all(holds[name] for name in (*first, "clause", "level within the clause"))
    free = holds["appointed"] and holds["no restriction"] and holds["no conflict"]
    return LOOKING if free and (whole or holds["another share"]) else NOTHING


def statutory_by_hand(holds: Holds) -> frozenset[str]:
    """An intake worker of his own institution reaches the file, or through the part its people."""
    mine, register = holds["owner is the actor's"], "about the anchor itself" in holds
    line = holds["line of the law"] and holds.get("line about the category", holds.get("line for the purpose", True))
    person = holds["part"] and holds["part on the list"]
    file = holds["the file is a dossier"] and holds.get("dossier of the owner", True)
    by_law = line and person and file and holds["by law"] and holds.get("about the anchor itself", True)
    kept = holds["the file is a dossier"] or register
    by_team = mine and kept and not holds["by law"] and (holds["part"] or not register)
    free = holds["appointed"] and holds["not to be shown"] and holds.get("anchor of the owner", True)
    actions = EVERYTHING if mine else LOOKING
    return actions if free and (by_law or by_team) else NOTHING


def emergency_by_hand(holds: Holds) -> frozenset[str]:
    if not holds["anchor of the owner"]:
        return NOTHING
    if holds["appointed"] and holds["owner is the actor's"]:
        return EVERYTHING
    names = ("emergency", "vital category", "of this user", "for this institution", "about the subject")
    return frozenset({"read"}) if all(holds[name] for name in names) else NOTHING


def vetoed_by_hand(holds: Holds) -> frozenset[str]:
    """The key worker and the team are appointed to the dossier, the keeper to the person."""
    mine, part = holds["owner is the actor's"], holds["part in the dossier"]
    key_worker, team = (part and holds[name] for name in ("key worker", "team"))
    spared = {
        "restriction": key_worker,
        "protected_address": key_worker or team,
        "reporter": key_worker,
        "sealed": holds["keeper"],
    }
    bind = not (holds["they bind another user"] or holds["they bind another institution"])
    if bind and any(not holds[f"no {kind}"] and not (mine and spared.get(kind)) for kind in VETOES):
        return NOTHING
    if mine and (holds["supervises"] or key_worker or team or holds["keeper"]):
        return EVERYTHING
    return frozenset({"read"}) if holds["emergency"] else NOTHING


BY_HAND: Mapping[str, Callable[[Holds], frozenset[str]]] = {
    "own": own_by_hand,
    "shared": shared_by_hand,
    "statutory_file": statutory_by_hand,
    "statutory_register": statutory_by_hand,
    "emergency": emergency_by_hand,
    "vetoed": vetoed_by_hand,
}
PRE = ("account active", "membership", "role right", "authorisation", "declaration")


def by_hand(family: str, holds: Holds) -> frozenset[str]:
    """The decision once more, as a formula of the atoms."""
    return BY_HAND[family](holds) if all(holds.get(name, True) for name in PRE) else NOTHING


@pytest.mark.parametrize("family", FAMILIES)
def test_one_row_worlds_are_decided_as_the_formula_says(family: str) -> None:
    names = names_of(family)
    assert len(decisions(family)) == 2 ** len(names)
    wrong = [
        values
        for values, decision in decisions(family).items()
        if decision != by_hand(family, dict(zip(names, values, strict=True)))
    ]
    assert not wrong


def test_few_of_the_worlds_are_open() -> None:
    counted = {name: (len(decisions(name)), sum(map(bool, decisions(name).values()))) for name in FAMILIES}
    assert counted == {
        "own": (2**15, 88),
        "shared": (2**16, 129),
        "statutory_file": (2**14, 18),
        "statutory_register": (2**14, 66),
        "emergency": (2**13, 35),
        "vetoed": (2**15, 17775),
    }


def names_of(family: str) -> tuple[str, ...]:
    return tuple(FAMILIES[family][1])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_atom_decides_somewhere(family: str) -> None:
    known, names = decisions(family), names_of(family)
    decisive = {
        names[index]
        for values, decision in known.items()
        for index, holds in enumerate(values)
        if decision and holds and decision != known[(*values[:index], False, *values[index + 1 :])]
    }
    assert decisive == set(names)


def test_each_veto_denies_though_grounds_hold() -> None:
    """I12"""
    for name, kind in DENIED_CHAINS.items():
        _, world, actor, row, purpose, at = whole = whole_chains()[name]
        assert may_act_at_all(world, actor, row, at, "read")
        assert grounds(world, actor, row, purpose, at)
        assert vetoes(world, actor, row, at) == {kind}
        assert not decided(whole)
        assert decided(whole._replace(world=replace(world, vetoes=())))


def test_whole_chains_are_open_unless_a_veto_closes_them() -> None:
    assert {name for name, whole in whole_chains().items() if not decided(whole)} == set(DENIED_CHAINS)


def test_a_partner_never_writes_and_an_emergency_only_shows() -> None:
    """I17: no export, no print, no writing; a window and a statute give a partner no writing."""
    seen = Counter[frozenset[str]]()
    for scene, actions in every_chain():
        mine = scene.row.owner == scene.actor.institution
        found = {action: grounds(*scene[1:], action) for action in actions}
        assert mine or "write" not in found, label(scene)
        assert "emergency" not in found.get("export", set()) | found.get("write", set()), label(scene)
        seen[frozenset(found)] += 1
    assert {EVERYTHING, LOOKING, frozenset({"read"})} <= set(seen)


def test_what_is_open_has_a_ground() -> None:
    """I2; own and shared never meet, for they differ in the owner."""
    for scene, actions in every_chain():
        for action in actions:
            found = grounds(*scene[1:], action)
            assert found, label(scene)
            assert not {"own", "shared"} <= found, label(scene)


def test_a_foreign_row_opens_only_on_a_basis_about_its_own_subject() -> None:
    """I11: also for a household, whose members' bases do not count."""
    opened = Counter[bool]()
    for scene, actions in every_chain():
        if actions and grounds(*scene[1:], min(actions)) == {"shared"}:
            about = {"subject": scene.row.subject, "recipient": scene.actor.institution}
            assert live(scene.world.bases, scene.at, **about), label(scene)
            opened[scene.row.anchor == scene.row.subject] += 1
    assert opened[True]
    assert opened[False]


def test_a_household_row_stays_closed_on_its_members_bases() -> None:
    scenes = {label(scene): scene for scene in few_chains()}
    assert not decided(scenes["both persons' bases, a row of the household"])
    assert not decided(scenes[f"shared household: bases[0].subject = {PERSON}"])


def test_a_chain_ends_and_begins_at_its_instants() -> None:
    """I7: the end is outside, the start inside; two periods are a union, a gap is a gap."""
    open_ways = {"in its last instant", "beginning now", "handed over"}
    scenes = [scene for scene in edges() if label(scene).startswith("shared case: ")]
    assert len(scenes) == 14 * 7 + 4  # A basis is never absent, nor in two periods.
    for scene in scenes:
        way = label(scene).partition("] ")[2]
        needless = "kind_purposes" in label(scene)
        fact = label(scene).removeprefix("shared case: ").partition(" ")[0]
        lost = {"role_rights[0]": "read", "role_rights[1]": "export"}.get(fact)
        if needless or way in open_ways or fact == "role_rights[2]":
            assert decided(scene) == LOOKING, label(scene)
        else:
            assert decided(scene) == (LOOKING - {lost} if lost else NOTHING), label(scene)


def test_a_pact_lives_exactly_while_all_its_parts_do() -> None:
    """kernel.md 3: the intersection of the intervals, and nothing when it is empty."""
    for scene in agreements_at_the_edges():
        world, at = scene.world, scene.at
        parts = (world.forces[0], *world.parties[:2], world.clauses[0])
        start, end = max(part.start for part in parts), min(part.end for part in parts)
        found = {(p.giver, p.receiver, p.start, p.end) for p in pacts(world) if p.agreement == AGREEMENT}
        expected = {(OPS, SCHOOL, start, end), (SCHOOL, OPS, start, end)} if start < end else set()
        assert found == expected
        assert decided(scene) == (LOOKING if start <= at < end else NOTHING)


def test_one_hat_does_not_help_the_other() -> None:
    """I14, and supervising counts only in the membership under which somebody acts."""
    opened = {label(scene): decided(scene) for scene in two_hats_and_two_shares()}
    assert {name for name, is_open in opened.items() if is_open} == {
        "two shares",
        "two shares, basis 0 withdrawn",
        "two shares, basis 1 withdrawn",
    }


def test_one_capacity_does_not_help_the_other() -> None:
    """I14: by law only the statutory grounds, in the institution that appointed; each veto spares its own."""
    opened = {label(scene): decided(scene) for scene in two_hats_by_law()}
    assert not any(actions for name, actions in opened.items() if "other institution" in name)
    spares = {
        "restriction": {"key_worker"},
        "protected_address": {"key_worker", "team"},
        "reporter": {"key_worker"},
        "sealed": {"keeper"},
    }
    for capacity in ("team", "key_worker", "intake", "keeper", "statutory"):
        by_law = capacity == "statutory"
        assert bool(opened[f"own case, appointed as {capacity}"]) != by_law
        assert bool(opened[f"shared case, appointed as {capacity}"]) != by_law
        assert opened[f"statutory register, appointed as {capacity}"] == EVERYTHING
        for kind in VETOES:
            spared = capacity in spares.get(kind, set())
            for name in ("own case", "own register"):
                assert bool(opened[f"{name}, {kind}, appointed as {capacity}"]) == spared
                assert bool(opened[f"{name}, {kind}, appointed as {capacity}, supervised"]) == spared


def test_every_key_of_every_fact_decides_somewhere() -> None:
    """So a kernel that forgets one key of one fact is found by one broken link."""
    decisive, every = set(), set()
    for whole in whole_chains().values():
        for link in links(whole):
            every.add((link.table, link.key))
            for value in alternatives(whole, link):
                broken = relinked(whole, link, value)
                if is_possible(broken) and decided(broken) != decided(whole):
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
            assert any(decided(timeless(scene, table, edge)) != decided(scene) for scene in edges()), (
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
        assert decided(together) == decided(scene) == decided(alone), label(alone)


def test_equal_names_mean_equal_rows() -> None:
    """So no world lends another a line of law in the tables that they have in common."""
    meanings: dict[tuple[str, str], set[Any]] = {}
    for scene in chain(one_row_worlds(), broken_chains()):
        asked = {"role": scene.actor.role, "purpose": scene.purpose, "category": scene.row.category}
        for table, key in TOLD_APART_BY.items():
            rows = getattr(scene.world, table)
            parts = {part.part for part in scene.world.parts} if key == "part" else {asked[key]}
            for name in parts | {getattr(fact, key) for fact in rows}:
                meaning = {fact for fact in rows if getattr(fact, key) == name}
                assert meanings.setdefault((table, name), meaning) == meaning
    assert max(len(name) for _, name in meanings) <= 16


def test_shifted_worlds_share_no_id() -> None:
    whole = whole_chains()["shared case"]
    moved = shifted_scene(whole, STRIDE)
    assert decided(moved)
    assert ids_of(whole.world).isdisjoint(ids_of(moved.world))
    assert max(ids_of(whole.world)) < STRIDE


def ids_of(world: World) -> set[int]:
    agreements = {force.agreement for force in world.forces}
    found = {*world.users, *world.institutions, *agreements}
    return found | {anchor.id for anchor in world.anchors} | {basis.id for basis in world.bases}


def test_every_id_that_a_fact_names_exists() -> None:
    """So that a database with foreign keys can hold the worlds."""
    for scene in chain(islice(one_row_worlds("shared"), 2**12), broken_chains()):
        world = scene.world
        bases = {basis.id for basis in world.bases}
        anchors = {anchor.id for anchor in world.anchors}
        assert {share.basis for share in world.shares} <= bases <= {BASIS, OTHER_BASIS}
        assert {appointment.anchor for appointment in world.appointments} <= anchors
        assert {share.anchor for share in world.shares} <= anchors
        assert {scene.actor.user} <= set(world.users)


def test_the_chains_are_many_and_told_apart_by_name() -> None:
    names = [tuple(scene.atoms) for scene, _ in every_chain()]
    assert len(names) == len(set(names)) > 10_000
    assert [label(named(s, "again")) for s in few_chains()] == ["again"] * len(few_chains())
