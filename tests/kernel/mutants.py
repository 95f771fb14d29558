"""Mutants of the kernel: each atom of `access/grounds.py` and each comparison, changed in one place.

A mutant is killed when some small world tells it from the model. One that survives the quick worlds is
asked on all of them: if none tells it apart it is equivalent by enumeration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple
from unittest import mock

from django.db import transaction
from django.db.models import Q
from typing_extensions import override

from kooperacja.access import compiler as compiling
from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.grounds import ALL, GROUNDS, PRE, VETOES, Fact, Ground, Prohibition
from kooperacja.access.models import AnchorKind, Capacity, VetoKind
from tests.kernel import bridge
from tests.kernel.asked import SIDE_BY_SIDE, batches
from tests.kernel.chains import broken_chains, whole_chains
from tests.kernel.scenes import Scene, decided
from tests.kernel.worlds import one_row_worlds

Chain = tuple[Fact, ...]
Put = Callable[[Chain], "Law"]


class Law(NamedTuple):
    """All that the compiler reads."""

    pre: Chain = PRE
    grounds: tuple[Ground, ...] = GROUNDS
    vetoes: tuple[Prohibition, ...] = VETOES
    compiler: type[Compiler] = Compiler


class Mutant(NamedTuple):
    kind: str
    name: str
    law: Law


@dataclass(frozen=True, slots=True)
class Negated(Fact):
    """The chain from here on must not hold."""


class Negating(Compiler):
    @override
    def _exists(self, facts: Chain, depth: int, scope: dict[str, int]) -> Any:
        found: Any = super()._exists(facts, depth, scope)
        return ~found if isinstance(facts[0], Negated) else found


# Where the facts stand.


def places() -> Iterator[tuple[str, Chain, Put]]:
    """Every chain of facts, its name, and how the law looks when another chain stands there."""
    yield "pre", PRE, lambda facts: Law(pre=facts)
    for number, ground in enumerate(GROUNDS):
        yield ground.name, ground.facts, partial(_with_ground, number)
    for number, veto in enumerate(VETOES):
        yield veto.name, (veto.fact,), partial(_with_veto, number)
        for position, exception in enumerate(veto.unless):
            yield f"{veto.name} unless {position}", exception, partial(_with_exception, number, position)


def _with_ground(number: int, facts: Chain) -> Law:
    return Law(grounds=_put(GROUNDS, number, replace(GROUNDS[number], facts=facts)))


def _with_veto(number: int, facts: Chain) -> Law:
    return Law(vetoes=_put(VETOES, number, replace(VETOES[number], fact=facts[0]) if facts else None))


def _with_exception(number: int, position: int, facts: Chain) -> Law:
    unless = _put(VETOES[number].unless, position, facts or None)
    return Law(vetoes=_put(VETOES, number, replace(VETOES[number], unless=unless)))


def _put(rows: tuple[Any, ...], number: int, row: Any) -> tuple[Any, ...]:
    return (*rows[:number], *([] if row is None else [row]), *rows[number + 1 :])


# What may go wrong in one place.


def mutants() -> Iterator[Mutant]:
    for name, facts, put in places():
        for position, fact in enumerate(facts):
            where = f"{name}: {fact.name}"
            yield from facts_gone(where, facts, position, put)
            for kind, what, changed in chain(keys_gone(fact), terms_changed(facts, position), instants_moved(fact)):
                yield Mutant(kind, f"{where} {what}", put(_put(facts, position, changed)))
    yield from sides_changed()
    yield from compilers()


def facts_gone(where: str, facts: Chain, position: int, put: Put) -> Iterator[Mutant]:
    """Without a fact the keys that name it say nothing either."""
    fact = facts[position]
    rest = (without_terms_of(fact.name, later) for later in facts[position + 1 :])
    yield Mutant("fact dropped", where, put((*facts[:position], *rest)))
    turned = Negated(**{field.name: getattr(fact, field.name) for field in fields(fact)})
    yield Mutant("fact negated", where, put(_put(facts, position, turned))._replace(compiler=Negating))


def without_terms_of(name: str, fact: Fact) -> Fact:
    return replace(fact, keys=tuple(key for key in fact.keys if not key[1][0].startswith(f"{name}.")))


Change = tuple[str, str, Fact]


def keys_gone(fact: Fact) -> Iterator[Change]:
    for number, (column, terms) in enumerate(fact.keys):
        yield "key dropped", f"{column} dropped", replace(fact, keys=_put(fact.keys, number, None))
        if len(terms) > 1:
            for position, term in enumerate(terms):
                fewer = (column, _put(terms, position, None))
                yield (
                    "alternative dropped",
                    f"{column} without {term}",
                    replace(fact, keys=_put(fact.keys, number, fewer)),
                )


ANCHORS = {"row.anchor", "row.subject", "part.dossier", "part.subject"}
INSTITUTIONS = {"row.owner", "who.institution"}
CONSTANTS: Mapping[str, Iterable[str]] = {"capacity": Capacity.values, "kind": (*VetoKind.values, *AnchorKind.values)}


def terms_changed(facts: Chain, position: int) -> Iterator[Change]:
    fact = facts[position]
    known = {earlier.name: dict(earlier.keys) for earlier in facts[:position]}
    for number, (column, terms) in enumerate(fact.keys):
        for found in [*swapped(terms, known), *reconstant(column, terms)]:
            changed = replace(fact, keys=_put(fact.keys, number, (column, found)))
            yield "term changed", f"{column} = {'|'.join(found)}", changed
        if column.endswith("__gte"):
            for lookup in ("__gt", "__lte", ""):
                key = (column.removesuffix("__gte") + lookup, terms)
                yield "comparison", key[0], replace(fact, keys=_put(fact.keys, number, key))


def swapped(terms: Sequence[str], known: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """A term for another of the same type: who for whose, the file for the person."""
    for place, term in enumerate(terms):
        for family in (ANCHORS, INSTITUTIONS):
            if meant(term, known) in family:
                for other in sorted(family - {meant(term, known), *terms}):
                    if other.partition(".")[0] in {"row", "who", *known}:
                        yield (*terms[:place], other, *terms[place + 1 :])


def meant(term: str, known: Mapping[str, Any]) -> str:
    """`share.subject` is what the share's key says that it is."""
    source, _, name = term.partition(".")
    keys = known.get(source, {})
    found = keys.get(name) or keys.get(f"{name}_id")
    return meant(found[0], known) if found else term


def reconstant(column: str, terms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Another capacity or kind in place of each, and one more beside them."""
    constants = [term.strip("'") for term in terms if term.startswith("'")]
    if column not in CONSTANTS or not constants:
        return
    for other in CONSTANTS[column]:
        if other not in constants:
            yield tuple(f"'{one}'" for one in (*constants, other))
            yield tuple(f"'{one}'" for one in (*constants[1:], other))


def instants_moved(fact: Fact) -> Iterator[Change]:
    """A period that is forgotten, or that holds an instant too long or too short."""
    if not fact.timed:
        return
    begins, ends = ("valid_from__lte", ("who.at",)), ("valid_to__gt", ("who.at",))
    edges = {
        "at any time": (),
        "before it begins": (ends,),
        "after it ends": (begins,),
        "not at its first instant": (("valid_from__lt", ("who.at",)), ends),
        "at the instant of its end": (begins, ("valid_to__gte", ("who.at",))),
    }
    for what, keys in edges.items():
        yield "instant", what, replace(fact, timed=False, keys=(*fact.keys, *keys))


def sides_changed() -> Iterator[Mutant]:
    """An action more or less on either side, and exceptions that go."""
    for number, ground in enumerate(GROUNDS):
        yield Mutant("ground dropped", ground.name, Law(grounds=_put(GROUNDS, number, None)))
        for side in ("mine", "theirs"):
            for action in sorted(ALL):
                changed = replace(ground, **{side: getattr(ground, side) ^ {action}})
                yield Mutant("action", f"{ground.name}: {side} {action}", Law(grounds=_put(GROUNDS, number, changed)))
    for number, veto in enumerate(VETOES):
        if veto.unless:
            bare = replace(veto, unless=())
            yield Mutant("exception dropped", veto.name, Law(vetoes=_put(VETOES, number, bare)))


# What may go wrong in the compiler itself.


class WithoutPre(Compiler):
    @override
    def pre(self) -> Q:
        return Q()


class WithoutVetoes(Compiler):
    @override
    def vetoed(self) -> Q:
        return Q(pk__in=[])


class SparesPartners(Compiler):
    @override
    def veto(self, veto: Prohibition) -> Q:
        spared = Q(pk__in=[])
        for exception in veto.unless:
            spared |= Q(self.chain(exception))
        return Q(self.chain((veto.fact,))) & ~spared


class SparesNobody(Compiler):
    @override
    def veto(self, veto: Prohibition) -> Q:
        return Q(self.chain((veto.fact,)))


class OneSide(Compiler):
    @override
    def _side(self, ground: Ground) -> Q:
        return self._within(ground.mine | ground.theirs)


class OtherSide(Compiler):
    @override
    def same_institution(self) -> Q:
        return ~super().same_institution()


def compilers() -> Iterator[Mutant]:
    for changed in (WithoutPre, WithoutVetoes, SparesPartners, SparesNobody, OneSide, OtherSide):
        yield Mutant("compiler", changed.__name__, Law(compiler=changed))


# Asking them.


@contextmanager
def enacted(law: Law) -> Iterator[None]:
    names = {"PRE": law.pre, "GROUNDS": law.grounds, "VETOES": law.vetoes}
    with mock.patch.multiple(compiling, **names):
        yield


WHO = {**bridge.WHO_COLUMNS, "at": bridge.NOW}


def answers(law: Law) -> set[tuple[int, str]]:
    """What this law opens of the questions that stand in the database."""
    with enacted(law):
        condition = law.compiler(ROW_COLUMNS, WHO, bridge.NOW).whole()
    return set(bridge.Question.objects.filter(condition).values_list("scene", "who_action"))


def surviving(candidates: Iterable[Mutant], scenes: Iterable[Scene]) -> list[Mutant]:
    """Those that no scene tells from the model."""
    alive = list(candidates)
    for batch in batches(scenes, SIDE_BY_SIDE):
        expected = {(number, action) for number, scene in enumerate(batch) for action in decided(scene)}
        with transaction.atomic():
            bridge.ask(batch)
            assert answers(Law()) == expected, "the kernel itself differs from the model"
            alive = [mutant for mutant in alive if answers(mutant.law) == expected]
            transaction.set_rollback(True)
    return alive


def first_scenes() -> Iterator[Scene]:
    """Whole chains and a few broken ones: most mutants die here."""
    yield from whole_chains().values()
    yield from islice(quick_scenes(), 0, None, 12)


def quick_scenes() -> Iterator[Scene]:
    """The chains with one thing changed."""
    return (scene for scene in broken_chains() if " and " not in next(iter(scene.atoms)))


def all_scenes() -> Iterator[Scene]:
    return chain(broken_chains(), one_row_worlds())


def survivors(candidates: Iterable[Mutant]) -> list[Mutant]:
    """Asked in ever more worlds, until all have been asked."""
    alive = surviving(surviving(candidates, first_scenes()), quick_scenes())
    return surviving(alive, all_scenes()) if alive else []
