"""Makes a database condition of a chain of facts; the one place where grounds become SQL.

`row` and `who` are bindings: a name to either a value, or a `Column` of the outermost table. The
same chain therefore serves a page (row = columns, who = values), "who can see this" (row = values,
who = columns of memberships) and the exhaustive proof (both columns).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from kooperacja.access.grounds import GROUNDS, PRE, VETOES, Fact, Ground, Prohibition, Terms
from kooperacja.access.models import Veto
from kooperacja.foundation.intervals import valid_at


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the outermost table of the statement."""

    name: str


Binding = Mapping[str, Any]
NOTHING_FOUND: Mapping[str, int] = {}
EVERY_VETO = tuple(veto.name for veto in VETOES)

ROW_COLUMNS: Binding = {
    "owner": Column("owner_id"),
    "anchor": Column("anchor_id"),
    "subject": Column("subject_id"),
    "category": Column("category"),
    "level": Column("level"),
}


@dataclass(frozen=True, slots=True)
class Compiler:
    """Binds the terms of one statement at one instant."""

    row: Binding
    who: Binding
    at: datetime

    def whole(self) -> Q:
        """The unpruned predicate: the reference for the arms (kernel.md 6.5)."""
        grounds = Q(pk__in=[])
        for ground in GROUNDS:
            grounds |= self.ground(ground)
        return self.pre() & grounds & ~self.vetoed()

    def possible(self) -> Q:
        """Everybody meets it who passes `whole`, and hardly anybody else: on each ground, those whom the
        first fact that names the actor can mean. Keys that a chain must agree on are left out or asked for
        one by one, so nobody is lost, and the statement reads a list of each fact and not one for each actor.
        """
        condition = Q(pk__in=[])
        for ground in GROUNDS:
            condition |= self.side(ground) & self._meant(ground.facts)
        return condition

    def _meant(self, facts: Sequence[Fact]) -> Q:
        chain = {fact.name: fact for fact in facts}
        condition = Q()
        for fact in facts:
            for column, terms in fact.keys:
                if terms[0] in NAMES_ACTOR:
                    mine = self.who[terms[0].removeprefix("who.")].name
                    condition &= Q(**{f"{mine}__in": self._perhaps(fact, chain, 1).values(column)})
            if condition:
                break
        return condition

    def _perhaps(self, fact: Fact, chain: Mapping[str, Fact], depth: int) -> QuerySet[Any]:
        """Rows that could be this fact of the chain for somebody."""
        rows = fact.model._base_manager.filter(valid_at(self.at)) if fact.timed else fact.model._base_manager.all()
        for column, terms in fact.keys:
            source, _dot, name = terms[0].partition(".")
            if source in chain:
                earlier = self._perhaps(chain[source], chain, depth + 1).values(_attname(name))
                rows = rows.filter(**{f"{column}__in": earlier})
            elif not self._actor_only(terms):
                rows = rows.filter(self._match(column, terms, depth, {}))
        return rows

    def _actor_only(self, terms: Terms) -> bool:
        """The key is of an actor who is a column."""
        source, _dot, name = terms[0].partition(".")
        return source == "who" and isinstance(self.who[name], Column)

    def pre(self) -> Q:
        condition = Q()
        for part in PRE:
            condition &= Q(self.chain((part,)))
        return condition

    def ground(self, ground: Ground) -> Q:
        return self.side(ground) & Q(self.chain(ground.facts))

    def side(self, ground: Ground) -> Q:
        """Whose rows the ground opens for the action that is asked for."""
        mine, theirs = self._within(ground.mine), self._within(ground.theirs)
        if mine == theirs:
            return mine
        same = self.same_institution()
        return (same & mine) | (~same & theirs)

    def _within(self, actions: frozenset[str]) -> Q:
        asked = self.who["action"]
        if isinstance(asked, Column):
            return Q(**{f"{asked.name}__in": sorted(actions)})
        return ~Q(pk__in=[]) if asked in actions else Q(pk__in=[])

    def vetoed(self) -> Q:
        condition = Q(pk__in=[])
        for veto in VETOES:
            condition |= self.veto(veto)
        return condition

    def veto(self, veto: Prohibition) -> Q:
        """The veto holds, and no exception does. Exceptions are for the owner's own people."""
        exception = Q(pk__in=[])
        for chain in veto.unless:
            exception |= Q(self.chain(chain))
        return Q(self.chain((veto.fact,))) & ~(self.same_institution() & exception)

    def bound(self, spared: Sequence[tuple[Sequence[str], Sequence[int]]]) -> Q:
        """Some veto binds, as `vetoed` says it, for an actor who is a value and rows that are columns.
        `spared` are all kinds of veto in groups, which are asked for together, each with the anchors
        of rows of the actor's institution that its kinds spare.
        """
        condition = Q(pk__in=[])
        for kinds, anchors in spared:
            found = Q(self.locked(kinds))
            condition |= found & ~(Q(anchor_id__in=anchors) & self.same_institution()) if anchors else found
        return condition

    def locked(self, kinds: Sequence[str] = EVERY_VETO) -> Exists:
        """A veto of one of the kinds lies here, whoever is spared; all have one shape."""
        keys = [(column, terms) for column, terms in VETOES[0].fact.keys if column != "kind"]
        matches = [self._match(column, terms, 1, {}) for column, terms in keys]
        return Exists(Veto._base_manager.filter(valid_at(self.at), *matches, kind__in=kinds))

    def same_institution(self) -> Q:
        owner, mine = self.row["owner"], self.who["institution"]
        if isinstance(owner, Column):
            return Q(**{owner.name: F(mine.name) if isinstance(mine, Column) else mine})
        if isinstance(mine, Column):
            return Q(**{mine.name: owner})
        return ~Q(pk__in=[]) if owner == mine else Q(pk__in=[])

    def chain(self, facts: Sequence[Fact]) -> Exists:
        return self._exists(tuple(facts), 1, {})

    def _exists(self, facts: tuple[Fact, ...], depth: int, scope: Mapping[str, int]) -> Exists:
        return Exists(self.rows(facts, depth, scope))

    def rows(
        self, facts: tuple[Fact, ...], depth: int = 1, scope: Mapping[str, int] = NOTHING_FOUND
    ) -> QuerySet[Model, Any]:
        """Rows of the first fact from which the others follow."""
        head, rest = facts[0], facts[1:]
        conditions: list[Q | Exists] = [valid_at(self.at)] if head.timed else []
        conditions += [self._match(column, terms, depth, scope) for column, terms in head.keys]
        if rest:
            conditions.append(self._exists(rest, depth + 1, {**scope, head.name: depth}))
        return head.model._base_manager.filter(*conditions)

    def _match(self, column: str, terms: Terms, depth: int, scope: Mapping[str, int]) -> Q:
        values = [self._term(term, depth, scope) for term in terms]
        if len(values) == 1:
            return Q(**{column: values[0]})
        condition = Q()
        for value in values:
            condition |= Q(**{column: value})
        return condition

    def _term(self, term: str, depth: int, scope: Mapping[str, int]) -> Any:
        if term.startswith("'"):
            return term.strip("'")
        source, _, name = term.partition(".")
        if source in scope:
            return _outer(_attname(name), depth - scope[source])
        bound = (self.row if source == "row" else self.who)[name]
        return _outer(bound.name, depth) if isinstance(bound, Column) else bound


def _outer(name: str, levels: int) -> Any:
    """A reference to a column `levels` statements further out."""
    reference: Any = name
    for _level in range(levels):
        reference = OuterRef(reference)
    return reference


# By these keys a fact means somebody, and not what he may do or why.
NAMES_ACTOR = {"who.user", "who.institution"}
FOREIGN = {"owner", "recipient", "anchor", "subject", "agreement", "basis", "dossier"}


def _attname(name: str) -> str:
    return f"{name}_id" if name in FOREIGN else name
