"""Reads of people and households; every row through the door, on the purpose of the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from kooperacja.access.door import visible
from kooperacja.access.models import Part
from kooperacja.access.plans import later
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import unrestricted
from kooperacja.access.visible import Visible
from kooperacja.agreements.labels import Category
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.people.access import writing
from kooperacja.people.kinds import Kinship
from kooperacja.people.models import Household, Occupation, Person, Relation, folded_name


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
class PersonPage:
    """A person, the household, and the others in it; `household` is None where it is not visible."""

    person: Member
    version: int
    household: HouseholdRow | None
    others: tuple[Member, ...]
    can_edit: bool


@dataclass(frozen=True, slots=True)
class OccupationText:
    """School or work as typed: `kind` is education or employment, `version` the one that was shown
    (0 where there was none).
    """

    kind: str
    text: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class PersonTexts:
    """What the form of a person holds: each text with the version of its row."""

    first_name: str
    last_name: str
    born_on: date | None
    kinship: str
    version: int
    education: OccupationText
    employment: OccupationText


def age_on(born_on: date, day: date) -> int:
    """Completed years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


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
    return _members(actor, purpose, relations.holds("pk", "person_id"))


def people_of_dossier(actor: Actor, dossier_id: int, purpose: str) -> list[Member]:
    """The people who belong to a dossier, oldest first, in one statement."""
    subjects = later(_subjects, dossier=dossier_id, at=now())
    return _members(actor, purpose, Q(anchor_id__in=subjects))


def _subjects(dossier: int, at: datetime) -> QuerySet[Part, Any]:
    return Part.objects.filter(valid_at(at), dossier_id=dossier).values("subject_id")


def person_page(actor: Actor, ref: str, purpose: str) -> PersonPage:
    row = _annotated(actor, purpose, Q(ref=ref)).get()
    relations = visible(Relation, actor, purpose).filter(person_id=row.pk, ended_on=None)
    households = visible(Household, actor, purpose).filter(relations.holds("anchor_id", "anchor_id"))
    household = next(iter(households.all("pk", limit=1)), None)
    people = members(actor, household.anchor_id, purpose) if household else []
    return PersonPage(
        person=_member(row),
        version=row.version,
        household=household_row(household) if household else None,
        others=tuple(one for one in people if one.pk != row.pk),
        can_edit=row.owner_id == actor.institution_id and Category.IDENTITY in writing(actor).categories,
    )


def person_texts(actor: Actor, ref: str, purpose: str) -> PersonTexts:
    row = _annotated(actor, purpose, Q(ref=ref)).get()
    rows = visible(Occupation, actor, purpose).filter(person_id=row.pk).all("pk")
    found = {one.category: OccupationText(one.category, one.text, one.version) for one in rows}
    return PersonTexts(
        first_name=row.first_name,
        last_name=row.last_name,
        born_on=row.born_on,
        kinship=vars(row)["kinship"],
        version=row.version,
        education=found.get(Category.EDUCATION, OccupationText(Category.EDUCATION, "")),
        employment=found.get(Category.EMPLOYMENT, OccupationText(Category.EMPLOYMENT, "")),
    )


def edit_versions(actor: Actor, person: Member, version: int, purpose: str) -> tuple[int, int, int]:
    """The versions of the three rows that are edited together: the person, the school, the work."""
    rows = visible(Occupation, actor, purpose).filter(person_id=person.pk).all("pk")
    found = {row.category: row.version for row in rows}
    return version, found.get(Category.EDUCATION, 0), found.get(Category.EMPLOYMENT, 0)


def household_row(row: Household) -> HouseholdRow:
    return HouseholdRow(row.pk, row.ref, row.name, row.place, row.version)


def may_be_known(actor: Actor, first_name: str, last_name: str, born_on: date | None) -> bool:
    """Whether the actor's institution may already have this person. Names are compared without
    diacritics and case; two known dates of birth must agree. Nothing but yes or no leaves here.
    """
    with unrestricted(Person, "people.duplicates") as people:
        same = people.filter(owner_id=actor.institution_id, folded=folded_name(first_name, last_name))
        if born_on:
            same = same.filter(Q(born_on=None) | Q(born_on=born_on))
        return same.exists()


def _members(actor: Actor, purpose: str, condition: Q) -> list[Member]:
    found = [_member(row) for row in _annotated(actor, purpose, condition).all("pk")]
    return sorted(found, key=lambda one: (one.born_on or date.max, one.pk))


def _annotated(actor: Actor, purpose: str, condition: Q) -> Visible[Person]:
    """People with their place in the household and what they do, as far as the actor sees it."""
    relations = visible(Relation, actor, purpose).filter(ended_on=None)
    occupations = visible(Occupation, actor, purpose)
    mine = {"person_id": OuterRef("pk")}
    return (
        visible(Person, actor, purpose)
        .filter(condition)
        .annotate(
            kinship=relations.value("kinship", **mine),
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
