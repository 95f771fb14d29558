"""Who belongs to whom in a family, as far as the reader sees it. No rule here guesses: a couple or a parent that
nobody has written down is not drawn.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.foundation.actor import Actor
from kooperacja.people.kinds import BORN_TO_THEM, COUPLES, PARENTS, DetailKind, Kinship
from kooperacja.people.law import age_on, is_minor
from kooperacja.people.models import Detail, Person, Relation
from kooperacja.people.queries import Member

WOMEN = frozenset({Kinship.MOTHER, Kinship.DAUGHTER, Kinship.STEPMOTHER, Kinship.GRANDMOTHER})
MEN = frozenset({Kinship.FATHER, Kinship.SON, Kinship.STEPFATHER, Kinship.GRANDFATHER})
ELDERS = frozenset({Kinship.GRANDMOTHER, Kinship.GRANDFATHER})
YOUNG = frozenset({Kinship.DAUGHTER, Kinship.SON, Kinship.FOSTER_CHILD})
SAYS = frozenset({DetailKind.PARENT, DetailKind.NOT_PARENT, DetailKind.GUARDIAN, DetailKind.DIED, *COUPLES})
ELDER, GROWN, CHILD = 0, 1, 2
Someone = Person | Member


class Sex(StrEnum):
    """As a genogram draws it; the place in the household says it, and where it does not, nothing does."""

    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


class Bond(StrEnum):
    COUPLE = "couple"
    SEPARATED = "separated"
    PARENT = "parent"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Relative:
    """A person in the picture. `age` in whole years, None where it is not known or the person has died. `level` counts
    generations from the oldest one that is drawn, 0.
    """

    pk: int
    ref: str
    name: str
    kinship: str
    sex: Sex
    born_on: date | None
    age: int | None
    has_died: bool
    level: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two people by their numbers: a couple in no order, a parent or carer first and the child second."""

    one: int
    two: int
    bond: Bond


@dataclass(frozen=True, slots=True)
class Tree:
    people: tuple[Relative, ...]
    links: tuple[Link, ...]

    def couples(self) -> list[Link]:
        return [link for link in self.links if link.bond in {Bond.COUPLE, Bond.SEPARATED}]

    def linked(self, pk: int, bond: Bond) -> list[int]:
        """The others of a couple, or the parents or carers of a child."""
        if bond in {Bond.PARENT, Bond.CARE}:
            return [link.one for link in self.links if link.bond == bond and link.two == pk]
        found = [link for link in self.links if link.bond == bond and pk in {link.one, link.two}]
        return [link.two if link.one == pk else link.one for link in found]


def family_tree(actor: Actor, members: Sequence[Member], cards: Sequence[Detail], purpose: str, on: date) -> Tree:
    """The members of a case and whom their cards name, in two statements at most; `cards` hold on that day."""
    rows = [row for row in cards if row.kind in SAYS]
    numbers = {one.pk for one in members}
    named = {row.other_id for row in rows if row.other_id} - numbers
    living = Q(ended_on=None) | Q(ended_on__gt=on)
    places = visible(Relation, actor, purpose).filter(living, person_id__in=sorted(numbers | named)).all("pk")
    others = visible(Person, actor, purpose).filter(pk__in=sorted(named)).all("pk") if named else []
    return tree_of([*members, *others], places, rows, on)


def tree_of(people: Sequence[Someone], places: Sequence[Relation], rows: Sequence[Detail], on: date) -> Tree:
    """Only links whose both ends are among these people."""
    known = {one.pk for one in people}
    links = [link for link in _links(places, rows) if link.one in known and link.two in known]
    dead = {row.person_id for row in rows if row.kind == DetailKind.DIED}
    kin = {one.person_id: Kinship(one.kinship) for one in reversed(places)}
    levels = _levels({one.pk: _level(one, kin.get(one.pk), on) for one in people}, links)
    drawn = [_relative(one, kin.get(one.pk), levels[one.pk], on, has_died=one.pk in dead) for one in people]
    ordered = sorted(drawn, key=lambda one: (one.level, one.born_on or date.max, one.pk))
    return Tree(tuple(ordered), tuple(dict.fromkeys(links)))


def _links(places: Sequence[Relation], rows: Sequence[Detail]) -> Iterable[Link]:
    """What the cards say, then what the places in a household say: the one mother and the one father of it, unless the
    card names another parent or says that this one is none.
    """
    names = {
        DetailKind.PARTNER: Bond.COUPLE,
        DetailKind.SEPARATED: Bond.SEPARATED,
        DetailKind.PARENT: Bond.PARENT,
        DetailKind.GUARDIAN: Bond.CARE,
    }
    for row in rows:
        bond = names.get(DetailKind(row.kind))
        if row.other_id and bond in {Bond.COUPLE, Bond.SEPARATED}:
            yield Link(min(row.person_id, row.other_id), max(row.person_id, row.other_id), bond)
        elif row.other_id and bond:
            yield Link(row.other_id, row.person_id, bond)
    none = {(row.other_id, row.person_id) for row in rows if row.kind == DetailKind.NOT_PARENT}
    for home in sorted({one.anchor_id for one in places}):
        here = [one for one in places if one.anchor_id == home]
        yield from _born_here(here, none)
        foster = [one.person_id for one in here if one.kinship == Kinship.FOSTER_PARENT]
        fostered = [one.person_id for one in here if one.kinship == Kinship.FOSTER_CHILD]
        yield from (Link(parent, child, Bond.CARE) for child in fostered for parent in foster)


def _born_here(here: Sequence[Relation], none: Collection[tuple[int | None, int]]) -> Iterable[Link]:
    for child in (one.person_id for one in here if one.kinship in BORN_TO_THEM):
        parents = [one for one in here if one.kinship in PARENTS and (one.person_id, child) not in none]
        count = Counter(one.kinship for one in parents)
        yield from (Link(one.person_id, child, Bond.PARENT) for one in parents if count[one.kinship] == 1)


def _level(person: Someone, kinship: Kinship | None, on: date) -> int:
    if kinship in ELDERS:
        return ELDER
    young = kinship in YOUNG or (person.born_on is not None and is_minor(person.born_on, on))
    return CHILD if young else GROWN


def _levels(levels: dict[int, int], links: Sequence[Link]) -> dict[int, int]:
    """A child stands below its parents and a couple in one row; then rows without anybody are left out. The number of
    rounds is that of the people: parents in a circle are a mistake on a card and no reason to go round for ever.
    """
    for _round in levels:
        before = dict(levels)
        for link in links:
            if link.bond in {Bond.COUPLE, Bond.SEPARATED}:
                levels[link.one] = levels[link.two] = max(levels[link.one], levels[link.two])
            elif levels[link.two] <= levels[link.one]:
                levels[link.two] = levels[link.one] + 1
        if levels == before:
            break
    rows = {level: row for row, level in enumerate(sorted(set(levels.values())))}
    return {pk: rows[level] for pk, level in levels.items()}


def _relative(person: Someone, kinship: Kinship | None, level: int, on: date, *, has_died: bool) -> Relative:
    sex = Sex.WOMAN if kinship in WOMEN else Sex.MAN if kinship in MEN else Sex.UNKNOWN
    return Relative(
        pk=person.pk,
        ref=person.ref,
        name=f"{person.first_name} {person.last_name}".strip(),
        kinship=str(kinship.label) if kinship else "",
        sex=sex,
        born_on=person.born_on,
        age=age_on(person.born_on, on) if person.born_on and not has_died else None,
        has_died=has_died,
        level=level,
    )
