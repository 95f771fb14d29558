"""Reads of people and households; every row through the door, on the purpose of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from kooperacja.access.door import visible
from kooperacja.access.models import Part
from kooperacja.access.plans import later
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import unrestricted
from kooperacja.access.visible import Visible
from kooperacja.agreements.labels import Category
from kooperacja.foundation import pesel
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.sealing import Place, blind_index, seal
from kooperacja.keys.hooks import Hand
from kooperacja.keys.queries import indexes
from kooperacja.people.access import writing
from kooperacja.people.kinds import CATEGORY_OF, KEPT, DetailKind, Kinship
from kooperacja.people.law import age_on
from kooperacja.people.models import Household, Occupation, Person, Pesel, Relation, folded_name
from kooperacja.people.queries.details import DetailRow, details_of

# The column whose values are sealed under this name.
PESEL = "people.pesel"


@dataclass(frozen=True, slots=True)
class Member:
    """A person as a member of a family; what the reader may not see is empty."""

    pk: int
    ref: str
    anchor_id: int
    first_name: str
    last_name: str
    born_on: date | None
    kinship: str
    education: str
    employment: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def age(self) -> int | None:
        return age_on(self.born_on, today()) if self.born_on else None

    @property
    def occupations(self) -> list[str]:
        return [text for text in (self.education, self.employment) if text]


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    pk: int
    ref: str
    name: str
    place: str
    version: int


@dataclass(frozen=True, slots=True)
class Home:
    """A household of a person, who the person is in it, and the others in it."""

    household: HouseholdRow
    kinship: str
    others: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person, each household that is visible, and what is known. `pesel` is masked, and empty where there is
    none. `kinds` are what the reader may write down.
    """

    person: Member
    version: int
    pesel: str
    homes: tuple[Home, ...]
    card: tuple[DetailRow, ...]
    kinds: tuple[DetailKind, ...]
    can_edit: bool

    @property
    def household(self) -> HouseholdRow | None:
        return self.homes[0].household if self.homes else None

    @property
    def others(self) -> tuple[Member, ...]:
        """Everybody who lives with the person, once."""
        return tuple({one.pk: one for home in self.homes for one in home.others}.values())

    @property
    def present(self) -> list[DetailRow]:
        """What was not put right and is not over; what begins later too."""
        return [row for row in self.card if not row.was_wrong and (row.until is None or row.until > today())]

    @property
    def past(self) -> list[DetailRow]:
        return [row for row in self.card if row not in self.present]


@dataclass(frozen=True, slots=True)
class OccupationText:
    """School or work as typed: `kind` is education or employment, `version` the one that was shown
    (0 where there was none).
    """

    kind: str
    text: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class PeselText:
    """A PESEL number as typed, with the version that was shown; an empty text changes nothing, unless the
    number is to be removed.
    """

    text: str = ""
    version: int = 0
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class PersonTexts:
    """What the form of a person holds: each text with the version of its row; of the PESEL number only
    whether there is one.
    """

    first_name: str
    last_name: str
    born_on: date | None
    kinship: str
    version: int
    education: OccupationText
    employment: OccupationText
    pesel: str
    pesel_version: int


def get_person(actor: Actor, ref: str, purpose: str) -> Person:
    """The row, for an action."""
    with snapshot():
        return visible(Person, actor, purpose).get(ref=ref)


def get_household(actor: Actor, ref: str, purpose: str) -> Household:
    """The row, for an action."""
    with snapshot():
        return visible(Household, actor, purpose).get(ref=ref)


def members(actor: Actor, household_id: int, purpose: str) -> list[Member]:
    """The people of a household (by the id of its anchor), oldest first, in one statement."""
    relations = visible(Relation, actor, purpose).filter(anchor_id=household_id, ended_on=None)
    return _members(actor, purpose, relations.holds("pk", "person_id"), anchor_id=household_id)


def people_of_dossier(actor: Actor, dossier_id: int, household_id: int, purpose: str) -> list[Member]:
    """The people who belong to a dossier, oldest first, in one statement, each with the place in this household
    (the id of its anchor): a child may live in another one too.
    """
    subjects = later(_subjects, dossier=dossier_id, at=now())
    return _members(actor, purpose, Q(anchor_id__in=subjects), anchor_id=household_id)


def _subjects(dossier: int, at: datetime) -> QuerySet[Part, Any]:
    return Part.objects.filter(valid_at(at), dossier_id=dossier).values("subject_id")


def person_page(actor: Actor, ref: str, purpose: str) -> PersonPage:
    row = _annotated(actor, purpose, Q(ref=ref)).get()
    mine = writing(actor).categories if row.owner_id == actor.institution_id else frozenset()
    return PersonPage(
        person=_member(row),
        version=row.version,
        pesel=_masked(_pesel(actor, row.pk, purpose)),
        homes=_homes(actor, row.pk, purpose),
        card=tuple(details_of(actor, row.pk, purpose)),
        kinds=tuple(kind for kind in DetailKind if CATEGORY_OF[kind] in mine and kind not in KEPT),
        can_edit=Category.IDENTITY in mine,
    )


def _homes(actor: Actor, person_id: int, purpose: str) -> tuple[Home, ...]:
    """A child may live in two. Who is in which is asked only then: in one household it is everybody."""
    living = visible(Relation, actor, purpose).filter(ended_on=None)
    where = living.filter(person_id=person_id).holds("anchor_id", "anchor_id")
    households = visible(Household, actor, purpose).filter(where).all("pk")
    people = _members(actor, purpose, living.filter(where).holds("pk", "person_id")) if households else []
    kin = living.filter(where).all("pk") if len(households) > 1 else []
    return tuple(_home(household, person_id, kin, people) for household in households)


def _home(household: Household, person_id: int, kin: list[Relation], people: list[Member]) -> Home:
    here = {row.person_id: str(row.get_kinship_display()) for row in kin if row.anchor_id == household.anchor_id}
    living = [replace(one, kinship=here.get(one.pk, one.kinship)) for one in people if one.pk in here or not kin]
    mine = next((one.kinship for one in living if one.pk == person_id), "")
    return Home(household_row(household), mine, tuple(one for one in living if one.pk != person_id))


def person_texts(actor: Actor, ref: str, purpose: str) -> PersonTexts:
    row = _annotated(actor, purpose, Q(ref=ref)).get()
    rows = visible(Occupation, actor, purpose).filter(person_id=row.pk).all("pk")
    found = {one.category: OccupationText(one.category, one.text, one.version) for one in rows}
    number = _pesel(actor, row.pk, purpose)
    return PersonTexts(
        first_name=row.first_name,
        last_name=row.last_name,
        born_on=row.born_on,
        kinship=vars(row)["kinship"],
        version=row.version,
        education=found.get(Category.EDUCATION, OccupationText(Category.EDUCATION, "")),
        employment=found.get(Category.EMPLOYMENT, OccupationText(Category.EMPLOYMENT, "")),
        pesel=_masked(number),
        pesel_version=number.version if number else 0,
    )


def _pesel(actor: Actor, person_id: int, purpose: str) -> Pesel | None:
    """The row of the number, or of one that was removed. Nothing is opened here."""
    return next(iter(visible(Pesel, actor, purpose).filter(person_id=person_id).all("pk", limit=1)), None)


def _masked(row: Pesel | None) -> str:
    return pesel.MASK if row is not None and row.key_id is not None else ""


def place_of(row: Pesel) -> Place:
    """What the sealed number belongs to; it opens nowhere else."""
    return Place(PESEL, row.owner_id, row.subject_id)


def sealed_number(hand: Hand, number: str, subject_id: int) -> dict[str, Any]:
    """The columns of a checked number, sealed with this key."""
    place = Place(PESEL, hand.institution_id, subject_id)
    index = blind_index(hand.secret, number, PESEL, hand.institution_id)
    return {"key_id": hand.pk, "sealed": seal(hand.secret, number, place), "index": index}


def edit_versions(actor: Actor, person: Member, version: int, purpose: str) -> tuple[int, int, int, int]:
    """The versions of the four rows that are edited together: the person, the school, the work, the PESEL."""
    rows = visible(Occupation, actor, purpose).filter(person_id=person.pk).all("pk")
    found = {row.category: row.version for row in rows}
    number = _pesel(actor, person.pk, purpose)
    return (
        version,
        found.get(Category.EDUCATION, 0),
        found.get(Category.EMPLOYMENT, 0),
        number.version if number else 0,
    )


def household_row(row: Household) -> HouseholdRow:
    return HouseholdRow(row.pk, row.ref, row.name, row.place, row.version)


def may_be_known(actor: Actor, first_name: str, last_name: str, born_on: date | None, number: str = "") -> bool:
    """Whether the actor's institution may already have this person: by the PESEL number, or by the name.
    Names are compared without diacritics and case; two known dates of birth must agree. Nothing but yes
    or no leaves here.
    """
    return _number_is_known(actor, number) or _name_is_known(actor, first_name, last_name, born_on)


def _name_is_known(actor: Actor, first_name: str, last_name: str, born_on: date | None) -> bool:
    with unrestricted(Person, "people.duplicates") as people:
        return people.filter(_same_name(actor, first_name, last_name, born_on)).exists()


def _same_name(actor: Actor, first_name: str, last_name: str, born_on: date | None) -> Q:
    same = Q(owner_id=actor.institution_id, folded=folded_name(first_name, last_name))
    return same & (Q(born_on=None) | Q(born_on=born_on)) if born_on else same


def known_people(
    actor: Actor, first_name: str, last_name: str, born_on: date | None, *, number: str, purpose: str
) -> list[Member]:
    """Whom of those the reader sees, so that a child of two families is one person."""
    same = _same_name(actor, first_name, last_name, born_on)
    return _members(actor, purpose, same | with_number(actor, purpose, number))


def _number_is_known(actor: Actor, text: str) -> bool:
    try:
        number = pesel.checked(text)
    except RuleBroken:
        return False
    wanted = indexes(actor.institution_id, number, PESEL)
    with unrestricted(Pesel, "people.duplicates") as numbers:
        return numbers.filter(owner_id=actor.institution_id, index__in=wanted).exists()


def with_number(actor: Actor, purpose: str, text: str) -> Q:
    """People who have this PESEL number, typed whole, among the visible ones of the own institution; nobody
    where it is no such number.
    """
    try:
        number = pesel.checked(text)
    except RuleBroken:
        return Q(pk__in=[])
    wanted = indexes(actor.institution_id, number, PESEL)
    found = visible(Pesel, actor, purpose).owned().filter(index__in=wanted)
    return found.holds("pk", "person_id")


def sealed_numbers(keys: Iterable[int]) -> Mapping[int, int]:
    """How many numbers each of these keys has sealed."""
    with unrestricted(Pesel, "people.reseal") as numbers:
        counted = numbers.filter(key_id__in=list(keys)).order_by().values_list("key_id").annotate(Count("pk"))
        return {key: number for key, number in counted if key is not None}


def _members(actor: Actor, purpose: str, condition: Q, **home: int) -> list[Member]:
    found = [_member(row) for row in _annotated(actor, purpose, condition, **home).all("pk")]
    return sorted(found, key=lambda one: (one.born_on or date.max, one.pk))


def _annotated(actor: Actor, purpose: str, condition: Q, **home: int) -> Visible[Person]:
    """People with their place in the household (`home`, or any one) and what they do, as far as the actor sees it."""
    relations = visible(Relation, actor, purpose).filter(ended_on=None)
    occupations = visible(Occupation, actor, purpose)
    mine = {"person_id": OuterRef("pk")}
    return (
        visible(Person, actor, purpose)
        .filter(condition)
        .annotate(
            kinship=relations.value("kinship", **mine, **home),
            education=occupations.value("text", category=Category.EDUCATION, **mine),
            employment=occupations.value("text", category=Category.EMPLOYMENT, **mine),
        )
    )


def _member(row: Person) -> Member:
    found = vars(row)
    return Member(
        pk=row.pk,
        ref=row.ref,
        anchor_id=row.anchor_id,
        first_name=row.first_name,
        last_name=row.last_name,
        born_on=row.born_on,
        kinship=str(Kinship(found["kinship"]).label) if found["kinship"] else "",
        education=found["education"],
        employment=found["employment"],
    )
