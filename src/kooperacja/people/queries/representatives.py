"""Who may consent for a person on a day, and why. The ages stand in `law/consent.toml`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.people.access import writing
from kooperacja.people.kinds import BORN_TO_THEM, CHILDREN, OF_COURT, PARENTHOOD, PARENTS, DetailKind, Kinship
from kooperacja.people.law import AGREES_TOO, age_on, is_minor, of_age_on, years
from kooperacja.people.models import Detail, Person, Relation
from kooperacja.people.queries.people import Member

LOST = frozenset({DetailKind.AUTHORITY_SUSPENDED, DetailKind.AUTHORITY_DEPRIVED, DetailKind.NOT_PARENT})
SAYS = OF_COURT | PARENTHOOD | {DetailKind.DIED}
INCAPACITATED = frozenset({DetailKind.INCAPACITATED_WHOLLY, DetailKind.INCAPACITATED_PARTLY})
# Who signs for nobody.
UNABLE = INCAPACITATED | {DetailKind.DIED}


@dataclass(frozen=True, slots=True)
class MayConsent:
    """Somebody whose signature binds the person. `ref` is empty where he is not in the register, `relation`
    where it is the person himself. `until` is the first day on which it binds no more.
    """

    ref: str
    name: str
    relation: str
    kind: str
    why: str
    since: date | None
    until: date | None
    must_agree: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """The family on one day: people by number, their places in every household of the person, and what courts
    have decided or the card says of parents.
    """

    on: date
    people: Mapping[int, Person]
    places: tuple[Relation, ...]
    rulings: tuple[Detail, ...]

    def says(self, person_id: int, kinds: Iterable[str]) -> list[Detail]:
        return [row for row in self.rulings if row.person_id == person_id and row.kind in kinds]

    def is_child(self, person: Person | Member) -> bool:
        if person.born_on is None:
            return any(one.person_id == person.pk and one.kinship in CHILDREN for one in self.places)
        return is_minor(person.born_on, self.on)

    def parents_of(self, person: Person | Member) -> dict[int, str]:
        """Numbers of parents, and what they are called: those whom the card names, and in each household where the
        person is a daughter or a son its mother and its father. Two mothers or two fathers cannot be: one of them
        is a step-parent, and until the card says which, neither is taken for the parent.
        """
        homes = {one.anchor_id for one in self.places if one.person_id == person.pk and one.kinship in BORN_TO_THEM}
        named = {row.other_id: "" for row in self.says(person.pk, {DetailKind.PARENT}) if row.other_id}
        lost = {row.other_id for row in self.says(person.pk, LOST)}
        by_place = {
            one.person_id: one.kinship
            for one in self.places
            if one.anchor_id in homes and one.kinship in PARENTS and one.person_id not in {*named, *lost, person.pk}
        }
        count = Counter(by_place.values())
        sure = {pk: kinship for pk, kinship in by_place.items() if count[kinship] == 1}
        return {pk: words for pk, words in (named | sure).items() if pk not in lost}


def who_may_consent_for(actor: Actor, person: Person | Member, on: date) -> tuple[MayConsent, ...]:
    """Nobody, where nobody is written down, or where the reader may not see matters of the family: an
    answer without them would be wrong.
    """
    if Category.FAMILY not in writing(actor).categories:
        return ()
    known = _known(actor, person, on)
    if known.says(person.pk, {DetailKind.DIED}):
        return ()
    if known.is_child(person):
        return _for_child(person, known)
    if known.says(person.pk, {DetailKind.INCAPACITATED_WHOLLY}):
        return _appointed(person, known, DetailKind.GUARDIAN, must_agree=False)
    if known.says(person.pk, {DetailKind.INCAPACITATED_PARTLY}):
        return _appointed(person, known, DetailKind.CURATOR, must_agree=True)
    return (_self(person),)


def _known(actor: Actor, person: Person | Member, on: date) -> _Known:
    """Everybody in every household of the person: a child may have two."""
    with snapshot():
        relations = visible(Relation, actor, Purpose.JOINT_HELP).filter(Q(ended_on=None) | Q(ended_on__gt=on))
        mine = relations.filter(person_id=person.pk)
        kin = relations.filter(mine.holds("anchor_id", "anchor_id")).all("pk")
        held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
        numbers = {person.pk, *(one.person_id for one in kin)}
        details = visible(Detail, actor, Purpose.JOINT_HELP).filter(held, kind__in=SAYS, person_id__in=numbers)
        rulings = tuple(details.all("pk"))
        numbers |= {row.other_id for row in rulings if row.other_id}
        people = visible(Person, actor, Purpose.JOINT_HELP).filter(pk__in=numbers).all("pk")
    return _Known(on, {one.pk: one for one in people}, tuple(kin), rulings)


def _self(person: Person | Member) -> MayConsent:
    name = f"{person.first_name} {person.last_name}".strip()
    return MayConsent(person.ref, name, "", "self", _("Of age, decides alone."), None, None, must_agree=False)


def _for_child(person: Person | Member, known: _Known) -> tuple[MayConsent, ...]:
    """A guardian is appointed where no parent has the authority, so he comes before them."""
    agrees = _agrees(person, known)
    guardians = _appointed(person, known, DetailKind.GUARDIAN, must_agree=agrees)
    return guardians or tuple(_parent(person, one, known, agrees=agrees) for one in _parents(person, known))


def _agrees(person: Person | Member, known: _Known) -> bool:
    is_able = not known.says(person.pk, {DetailKind.INCAPACITATED_WHOLLY})
    is_old = person.born_on is not None and age_on(person.born_on, known.on) >= years(AGREES_TOO, known.on)
    return is_able and is_old


def _parents(person: Person | Member, known: _Known) -> list[Person]:
    able = (pk for pk in known.parents_of(person) if pk in known.people and not known.says(pk, UNABLE))
    return [known.people[pk] for pk in able if not known.is_child(known.people[pk])]


def _parent(person: Person | Member, parent: Person, known: _Known, *, agrees: bool) -> MayConsent:
    limits = [row for row in known.says(person.pk, {DetailKind.AUTHORITY_LIMITED}) if row.other_id == parent.pk]
    why = _("Parent of a minor.")
    if limits:
        why = _("Parent whose authority the court has limited; read in the paper how: %(paper)s.")
        why %= {"paper": limits[0].paper}
    called = known.parents_of(person)[parent.pk]
    relation = str(Kinship(called).label) if called else _("parent")
    until = _of_age_on(person, known.on)
    return MayConsent(parent.ref, str(parent), relation, "parent", why, None, until, must_agree=agrees)


def _appointed(person: Person | Member, known: _Known, kind: DetailKind, *, must_agree: bool) -> tuple[MayConsent, ...]:
    return tuple(
        _by_court(person, row, known, must_agree=must_agree)
        for row in known.says(person.pk, {kind})
        if _is_able(row, known)
    )


def _is_able(row: Detail, known: _Known) -> bool:
    other = known.people.get(row.other_id or 0)
    return other is None or not (known.is_child(other) or known.says(other.pk, {DetailKind.DIED}))


def _by_court(person: Person | Member, row: Detail, known: _Known, *, must_agree: bool) -> MayConsent:
    other = known.people.get(row.other_id or 0)
    ends = [day for day in (row.until, _of_age_on(person, known.on)) if day]
    return MayConsent(
        ref=other.ref if other else "",
        name=str(other) if other else row.text,
        relation=str(row.get_kind_display()),
        kind=row.kind,
        why=_("By the court: %(paper)s.") % {"paper": row.paper},
        since=row.since,
        until=min(ends, default=None),
        must_agree=must_agree,
    )


def _of_age_on(person: Person | Member, on: date) -> date | None:
    """The day on which a minor comes of age."""
    return of_age_on(person.born_on, on) if person.born_on and is_minor(person.born_on, on) else None
