"""Answers "why can I see this" and "who can see this", from the same grounds as the page itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Model, Q, QuerySet, Value, When

from kooperacja.access.compiler import FOREIGN, Column, Compiler
from kooperacja.access.door import READ, who
from kooperacja.access.grounds import GROUNDS, PRE, VETOES, Fact, Ground
from kooperacja.access.models import Anchor, Labelled
from kooperacja.access.prepared import Prepared
from kooperacja.access.snapshot import snapshot
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END
from kooperacja.foundation.errors import Text
from kooperacja.foundation.intervals import valid_at


@dataclass(frozen=True, slots=True)
class FactReport:
    """One fact of a ground: the row that proves it (None where there is none) and its interval."""

    name: str
    sentence: Text
    found: Model | None
    valid_from: datetime | None
    valid_to: datetime | None

    @property
    def holds(self) -> bool:
        return self.found is not None

    @property
    def is_open(self) -> bool:
        return self.valid_to is None or self.valid_to >= OPEN_END


@dataclass(frozen=True, slots=True)
class GroundReport:
    """A ground with its facts in order; the first that fails is the last in the list."""

    name: str
    sentence: Text
    facts: tuple[FactReport, ...]
    vetoes: tuple[Text, ...]

    @property
    def holds(self) -> bool:
        return not self.vetoes and all(fact.holds for fact in self.facts)

    @property
    def valid_from(self) -> datetime | None:
        """Since when all facts have held together."""
        starts = [fact.valid_from for fact in self.facts if fact.valid_from]
        return max(starts, default=None)

    @property
    def valid_to(self) -> datetime | None:
        """When the first of them ends."""
        ends = [fact.valid_to for fact in self.facts if fact.valid_to]
        return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Sight:
    """A worker who can see a row, and by which ground."""

    user_id: int
    user_name: str
    institution_id: int
    institution_name: str
    title: str
    ground: str
    sentence: Text


def _row_values(row: Labelled) -> dict[str, Any]:
    return {
        "owner": row.owner_id,
        "anchor": row.anchor_id,
        "subject": row.subject_id,
        "category": row.category,
        "level": row.level,
    }


def explain(actor: Actor, row: Labelled, purpose: str, action: str = READ) -> tuple[GroundReport, ...]:
    """Every ground that could open this row to this actor, the holding ones first."""
    with snapshot() as shot:
        finder = _Finder({"row": _row_values(row), "who": who(actor, purpose, action)}, shot.at)
        compiler = Compiler(_row_values(row), who(actor, purpose, action), shot.at)
        vetoes = _binding(compiler, row.anchor_id)
        is_mine = row.owner_id == actor.institution_id
        sides = [ground for ground in GROUNDS if action in (ground.mine if is_mine else ground.theirs)]
        before = [report for fact in PRE for report in finder.longest((fact,))]
        reports = [_report(finder, before, ground, vetoes) for ground in sides]
    return tuple(sorted(reports, key=lambda report: (not report.holds, -len(report.facts))))


def _binding(compiler: Compiler, anchor_id: int) -> tuple[Text, ...]:
    """The sentences of the vetoes that bind. Nearly always there is none of any kind, which is a short
    question; only where one lies are all kinds asked for with their exceptions, in one statement.
    """
    if not Anchor.objects.filter(compiler.locked(), pk=anchor_id).exists():
        return ()
    asked = {veto.name: Case(When(compiler.veto(veto), then=True), default=False) for veto in VETOES}
    found = dict(Anchor.objects.filter(pk=anchor_id).values(**asked).get())
    return tuple(veto.sentence for veto in VETOES if found[veto.name])


def _report(finder: "_Finder", before: list[FactReport], ground: Ground, vetoes: tuple[Text, ...]) -> GroundReport:
    chain = finder.longest(ground.facts) if all(report.holds for report in before) else []
    return GroundReport(ground.name, ground.sentence, (*before, *chain), vetoes)


class _Finder:
    """Tries the facts of a chain in order, with values; remembers the rows that it found."""

    def __init__(self, bound: dict[str, dict[str, Any]], at: datetime) -> None:
        self.bound = bound
        self.at = at
        self.met: dict[Any, list[Model]] = {}

    def longest(self, facts: Sequence[Fact]) -> list[FactReport]:
        """The chain that holds, or the one that gets furthest, ending with what failed."""
        return self._walk(tuple(facts), dict(self.bound))

    def _walk(self, facts: tuple[Fact, ...], scope: dict[str, Any]) -> list[FactReport]:
        if not facts:
            return []
        head, rest = facts[0], facts[1:]
        best: list[FactReport] = [FactReport(head.name, head.sentence, None, None, None)]
        for found in self._rows(head, scope):
            tail = self._walk(rest, {**scope, head.name: _columns(found)})
            chain = [_found(head, found), *tail]
            if all(report.holds for report in chain):
                return chain
            if len(chain) > len(best):
                best = chain
        return best

    def _rows(self, fact: Fact, scope: dict[str, Any]) -> Iterable[Model]:
        """Grounds have facts in common: what was asked with the same values is not asked again."""
        keys = tuple((column, tuple(_term(term, scope) for term in terms)) for column, terms in fact.keys)
        asked = fact.model, fact.timed, keys
        if asked not in self.met:
            self.met[asked] = self._found(fact, keys)
        return self.met[asked]

    def _found(self, fact: Fact, keys: Iterable[tuple[str, tuple[Any, ...]]]) -> list[Model]:
        rows = fact.model._base_manager.all()
        if fact.timed:
            rows = rows.filter(valid_at(self.at)).order_by("-valid_to")
        for column, values in keys:
            condition = Q()
            for value in values:
                condition |= Q(**{column: value})
            rows = rows.filter(condition)
        return list(rows[:20])


def _columns(row: Model) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name.removesuffix("_id") if name[:-3] in FOREIGN else name: v for name, v in values.items()}


def _term(term: str, scope: dict[str, Any]) -> Any:
    if term.startswith("'"):
        return term.strip("'")
    source, _, name = term.partition(".")
    return scope[source][name]


def _found(fact: Fact, row: Model) -> FactReport:
    start = getattr(row, "valid_from", None) if fact.timed else None
    end = getattr(row, "valid_to", None) if fact.timed else None
    return FactReport(fact.name, fact.sentence, row, start, end)


WHO_COLUMNS = {
    "user": Column("user_id"),
    "institution": Column("institution_id"),
    "role": Column("role"),
}


def who_can_see(row: Labelled, purpose: str) -> list[Sight]:
    """Every worker who can read this row now, from the same grounds, in one statement, which first finds
    the few who could; of several grounds the first is named.
    """
    label = _row_values(row)
    numbers = {name: int(label[name]) for name in ("owner", "anchor", "subject", "level")}
    with snapshot() as shot:
        rows = SEERS.rows(**numbers, category=str(row.category), purpose=str(purpose), at=shot.at)
    found = [Sight(**dict(zip(SIGHT, columns, strict=True)), sentence=SENTENCES[columns[-1]]) for columns in rows]
    return sorted(found, key=lambda sight: (sight.institution_name, sight.user_name))


SENTENCES = {ground.name: ground.sentence for ground in GROUNDS}
# Where each column of a sight comes from.
SIGHT = {
    "user_id": "user_id",
    "user_name": "user__full_name",
    "institution_id": "institution_id",
    "institution_name": "institution__short_name",
    "title": "title",
    "ground": "ground",
}


def _seers(*, purpose: str, at: datetime, **row: Any) -> QuerySet[Membership, tuple[Any, ...]]:
    compiler = Compiler(row, {**WHO_COLUMNS, "purpose": purpose, "action": READ}, at)
    first = Case(
        *(When(compiler.ground(ground), then=Value(ground.name)) for ground in GROUNDS),
        default=Value(""),
        output_field=CharField(),
    )
    possible = Membership.objects.filter(compiler.possible()).values("pk")
    rows = Membership.objects.filter(valid_at(at), compiler.pre(), ~compiler.vetoed(), pk__in=possible)
    return rows.annotate(ground=first).exclude(ground="").values_list(*SIGHT.values())


SEERS = Prepared(_seers)


def who_can_see_each(rows: Sequence[Labelled], purpose: str) -> dict[int, set[tuple[int, int]]]:
    """By the key of the row, the accounts and institutions that can read it now; one statement for all rows."""
    found: dict[int, set[tuple[int, int]]] = {row.pk: set() for row in rows}
    if not rows:
        return found
    with snapshot() as shot:
        each = [
            _seers(purpose=str(purpose), at=shot.at, **_row_values(row)).annotate(key=Value(row.pk)) for row in rows
        ]
        parts = [one.values_list("user_id", "institution_id", "key") for one in each]
        told = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    for user_id, institution_id, key in told:
        found[key].add((user_id, institution_id))
    return found
