"""Mutants of the kernel: each atom of `access/grounds.py` and each comparison, changed in one place.

A mutant is killed when some small world tells it from the model. One that survives the quick worlds is
asked on all of them: if none tells it apart it is equivalent by enumeration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from typing_extensions import override

from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.grounds import ALL, GROUNDS, PRE, VETOES, Fact, Ground, Prohibition
from kooperacja.access.models import Anchor, AnchorKind, Appointment, Capacity, Veto, VetoKind
from tests.kernel import bridge
from tests.kernel.asked import SIDE_BY_SIDE, batches
from tests.kernel.chains import broken_chains, whole_chains
from tests.kernel.scenes import Scene, decided
from tests.kernel.worlds import one_row_worlds

Chain = tuple[Fact, ...]
Part = Fact | Ground | Prohibition


class Mutant(NamedTuple):
    """One part of the law in another form, or gone; or the whole law, by another compiler."""

    kind: str
    name: str
    place: tuple[str, int]
    part: Part | None
    compiler: type[Compiler] = Compiler


class Place(NamedTuple):
    """A chain of facts, where it stands, and the part of the law with another chain in its stead."""

    name: str
    facts: Chain
    place: tuple[str, int]
    put: Callable[[Chain], Part | None]
    swaps_owner: bool = True


@dataclass(frozen=True, slots=True)
class Negated(Fact):
    """The chain from here on must not hold."""


class Negating(Compiler):
    @override
    def _exists(self, facts: Chain, depth: int, scope: dict[str, int]) -> Any:
        found: Any = super()._exists(facts, depth, scope)
        return ~found if isinstance(facts[0], Negated) else found


# Where the facts stand.


def places() -> Iterator[Place]:
    for number, fact in enumerate(PRE):
        yield Place("pre", (fact,), ("pre", number), lambda facts: facts[0] if facts else None)
    for number, ground in enumerate(GROUNDS):
        # Where a ground opens nothing of others, "the owner" and "my institution" are one.
        other = bool(ground.theirs)
        yield Place(ground.name, ground.facts, ("ground", number), partial(_with_facts, ground), other)
    for number, veto in enumerate(VETOES):
        yield Place(veto.name, (veto.fact,), ("veto", number), partial(_with_fact, veto))
        for position, exception in enumerate(veto.unless):
            put = partial(_with_exception, veto, position)
            yield Place(f"{veto.name} unless {position}", exception, ("veto", number), put, swaps_owner=False)


def _with_facts(ground: Ground, facts: Chain) -> Part | None:
    return replace(ground, facts=facts) if facts else None


def _with_fact(veto: Prohibition, facts: Chain) -> Part | None:
    return replace(veto, fact=facts[0]) if facts else None


def _with_exception(veto: Prohibition, position: int, facts: Chain) -> Part:
    return replace(veto, unless=_put(veto.unless, position, facts or None))


def _put(rows: tuple[Any, ...], number: int, row: Any) -> tuple[Any, ...]:
    return (*rows[:number], *([] if row is None else [row]), *rows[number + 1 :])


# What may go wrong in one place.


def mutants() -> Iterator[Mutant]:
    for place in places():
        for position, fact in enumerate(place.facts):
            where = f"{place.name}: {fact.name}"
            yield from facts_gone(where, place, position)
            changes = chain(keys_gone(fact), terms_changed(place, position), instants_moved(fact))
            for kind, what, changed in changes:
                yield Mutant(kind, f"{where} {what}", place.place, place.put(_put(place.facts, position, changed)))
    yield from sides_changed()
    yield from compilers()


def facts_gone(where: str, place: Place, position: int) -> Iterator[Mutant]:
    """Without a fact the keys that name it say nothing either."""
    fact, facts = place.facts[position], place.facts
    rest = (without_terms_of(fact.name, later) for later in facts[position + 1 :])
    yield Mutant("fact dropped", where, place.place, place.put((*facts[:position], *rest)))
    turned = Negated(**{field.name: getattr(fact, field.name) for field in fields(fact)})
    yield Mutant("fact negated", where, place.place, place.put(_put(facts, position, turned)), Negating)


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
CONSTANTS = {
    (Appointment, "capacity"): Capacity.values,
    (Veto, "kind"): VetoKind.values,
    (Anchor, "kind"): AnchorKind.values,
}


def terms_changed(place: Place, position: int) -> Iterator[Change]:
    fact = place.facts[position]
    known = {earlier.name: dict(earlier.keys) for earlier in place.facts[:position]}
    types = (ANCHORS, INSTITUTIONS) if place.swaps_owner else (ANCHORS,)
    for number, (column, terms) in enumerate(fact.keys):
        values = CONSTANTS.get((fact.model, column), ())
        for found in [*swapped(terms, known, types), *reconstant(terms, values)]:
            changed = replace(fact, keys=_put(fact.keys, number, (column, found)))
            yield "term changed", f"{column} = {'|'.join(found)}", changed
        if column.endswith("__gte"):
            for lookup in ("__gt", "__lte", ""):
                key = (column.removesuffix("__gte") + lookup, terms)
                yield "comparison", key[0], replace(fact, keys=_put(fact.keys, number, key))


def swapped(terms: Sequence[str], known: Mapping[str, Any], types: Iterable[set[str]]) -> Iterator[tuple[str, ...]]:
    """A term for another of the same type: who for whose, the file for the person."""
    for place, term in enumerate(terms):
        for family in types:
            if meant(term, known) in family:
                for other in sorted(family - {*terms}):
                    known_here = other.partition(".")[0] in {"row", "who", *known}
                    if known_here and meant(other, known) != meant(term, known):
                        yield (*terms[:place], other, *terms[place + 1 :])


def meant(term: str, known: Mapping[str, Any]) -> str:
    """`share.subject` is what the share's key says that it is."""
    source, _, name = term.partition(".")
    keys = known.get(source, {})
    found = keys.get(name) or keys.get(f"{name}_id")
    return meant(found[0], known) if found else term


def reconstant(terms: Sequence[str], values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Another capacity or kind in place of each, and one more beside them."""
    constants = tuple(term.strip("'") for term in terms if term.startswith("'"))
    for other in values if constants else ():
        if other not in constants:
            yield tuple(f"'{one}'" for one in (*constants, other))
            for place in range(len(constants)):
                yield tuple(f"'{one}'" for one in _put(constants, place, other))


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
        place = ("ground", number)
        yield Mutant("ground dropped", ground.name, place, None)
        for side in ("mine", "theirs"):
            for action in sorted(ALL):
                changed = replace(ground, **{side: getattr(ground, side) ^ {action}})
                yield Mutant("action", f"{ground.name}: {side} {action}", place, changed)
    for number, veto in enumerate(VETOES):
        if veto.unless:
            yield Mutant("exception dropped", veto.name, ("veto", number), replace(veto, unless=()))


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
    def side(self, ground: Ground) -> Q:
        return self._within(ground.mine | ground.theirs)


class OtherSide(Compiler):
    @override
    def same_institution(self) -> Q:
        return ~super().same_institution()


def compilers() -> Iterator[Mutant]:
    for changed in (WithoutPre, WithoutVetoes, SparesPartners, SparesNobody, OneSide, OtherSide):
        yield Mutant("compiler", changed.__name__, ("whole", 0), None, changed)


# Asking them.


WHO = {**bridge.WHO_COLUMNS, "at": bridge.NOW}
LAW: Mapping[tuple[str, int], Part] = {
    (kind, number): part
    for kind, parts in (("pre", PRE), ("ground", GROUNDS), ("veto", VETOES))
    for number, part in enumerate(parts)
}
Answers = frozenset[int]


def opened(condition: Q) -> Answers:
    return frozenset(bridge.Question.objects.filter(condition).values_list("pk", flat=True))


def whole(compiler: type[Compiler] = Compiler) -> Answers:
    return opened(compiler(ROW_COLUMNS, WHO, bridge.NOW).whole())


def alone(part: Part, compiler: type[Compiler] = Compiler) -> Answers:
    """The questions for which this part of the law holds, as the compiler has it."""
    compiled = compiler(ROW_COLUMNS, WHO, bridge.NOW)
    if isinstance(part, Ground):
        return opened(compiled.ground(part))
    return opened(compiled.veto(part) if isinstance(part, Prohibition) else Q(compiled.chain((part,))))


def together(parts: Mapping[tuple[str, int], Answers], asked: Answers) -> Answers:
    """As `Compiler.whole`: all of PRE, some ground, no veto."""
    pre, grounds, vetoes = ([held for (kind, _), held in parts.items() if kind == k] for k in ("pre", "ground", "veto"))
    return asked.intersection(*pre) & frozenset().union(*grounds) - frozenset().union(*vetoes)


def says(mutant: Mutant, parts: Mapping[tuple[str, int], Answers], asked: Answers) -> Answers:
    """What a mutant opens: only the part that it changes is asked anew."""
    if mutant.place not in parts:
        return whole(mutant.compiler)
    others = {place: held for place, held in parts.items() if place != mutant.place}
    changed = {} if mutant.part is None else {mutant.place: alone(mutant.part, mutant.compiler)}
    return together(others | changed, asked)


def surviving(candidates: Iterable[Mutant], scenes: Iterable[Scene]) -> list[Mutant]:
    """Those that no scene tells from the model."""
    alive = list(candidates)
    for batch in batches(scenes, SIDE_BY_SIDE):
        if not alive:
            break
        with transaction.atomic():
            bridge.ask(batch)
            expected = expected_of(batch)
            parts = {place: alone(part) for place, part in LAW.items()}
            asked = opened(Q())
            assert whole() == together(parts, asked) == expected, "the kernel itself differs from the model"
            alive = [mutant for mutant in alive if says(mutant, parts, asked) == expected]
            transaction.set_rollback(True)
    return alive


def expected_of(scenes: Sequence[Scene]) -> Answers:
    rights = [decided(scene) for scene in scenes]
    questions = bridge.Question.objects.values_list("pk", "scene", "who_action")
    return frozenset(pk for pk, number, action in questions if action in rights[number])


def first_scenes() -> Iterator[Scene]:
    """Whole chains and a few broken ones: most mutants die here."""
    yield from whole_chains().values()
    yield from islice(quick_scenes(), 0, None, 12)


def quick_scenes() -> Iterator[Scene]:
    """The chains with one thing changed."""
    return (scene for scene in broken_chains() if " and " not in next(iter(scene.atoms)))


def all_scenes() -> Iterator[Scene]:
    return chain(broken_chains(), one_row_worlds())
