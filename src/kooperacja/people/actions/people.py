"""Registering and correcting people and households of the actor's institution."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.actions import new_anchor
from kooperacja.access.models import Anchor, AnchorKind
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit.actions import edit, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import OLDEST
from kooperacja.foundation.replacing import Change
from kooperacja.people.access import can_register
from kooperacja.people.actions.pesel import agreed_birth, set_pesel, write_first
from kooperacja.people.actions.replacing import Old, checked, follow, keep
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Household, Occupation, Person, Relation, folded_name
from kooperacja.people.queries import OccupationText, PeselText

OCCUPATIONS = (Category.EDUCATION, Category.EMPLOYMENT)
FORMER = {Category.EDUCATION.value: DetailKind.FORMER_SCHOOL, Category.EMPLOYMENT.value: DetailKind.FORMER_WORK}


@writes
def register_person(
    *,
    actor: Actor,
    first_name: str,
    last_name: str = "",
    born_on: date | None = None,
    occupation: str = "",
    occupation_kind: str = "",
    pesel: str = "",
    anchor: Anchor | None = None,
) -> Person:
    """A person of the actor's institution. Only a first name is required. `anchor` is given when
    the institution already has one for this person (a letter came first).
    """
    can_register(actor).require()
    names = _names(first_name, last_name, agreed_birth(actor, None, PeselText(pesel), born_on))
    anchor = _anchor(actor, AnchorKind.PERSON, anchor)
    person = Person(**_label(anchor, anchor, Category.IDENTITY), **names)
    person.save(force_insert=True)
    record(actor, "person.register", person.about())
    if occupation.strip():
        _write_occupation(actor, person, occupation_kind, occupation.strip())
    if pesel.strip():
        write_first(actor, person, pesel)
    return person


@writes
def edit_person(
    *,
    actor: Actor,
    person: Person,
    version: int,
    first_name: str,
    last_name: str = "",
    born_on: date | None = None,
    occupations: tuple[OccupationText, ...] = (),
    kinship: str = "",
    pesel: PeselText | None = None,
    change: str = Change.ERROR,
) -> None:
    """Correct who somebody is; refused whole if any part was changed since it was shown (I35).
    An empty `kinship` leaves the place in the household as it is, an empty PESEL number the number. `change` says of
    all that is replaced whether it was a mistake.
    """
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    checked(change)
    born_on = agreed_birth(actor, person, pesel, born_on)
    _replace_names(actor, person, change, version, _names(first_name, last_name, born_on))
    if pesel and (pesel.text.strip() or pesel.is_removed):
        set_pesel(actor=actor, person=person, text="" if pesel.is_removed else pesel.text, version=pesel.version)
    for typed in occupations:
        keys: dict[str, Any] = {"kind": typed.kind, "text": typed.text, "version": typed.version}
        set_occupation(actor=actor, person=person, change=change, **keys)
    if kinship:
        correct_kinship(actor=actor, person=person, kinship=kinship, change=change)


def _replace_names(actor: Actor, person: Person, change: str, version: int, names: dict[str, object]) -> None:
    """An empty field that is filled replaces nothing."""
    old = {name: getattr(person, name) for name in ("first_name", "last_name", "born_on")}
    gone = {name for name, value in old.items() if value and value != names[name]}
    name, of = str(person), ("person", person.pk)
    if gone & {"first_name", "last_name"}:
        keep(actor, person, Old(DetailKind.FORMER_NAME, name, of), change)
    if "born_on" in gone:
        keep(actor, person, Old(DetailKind.FORMER_BIRTH, f"{old['born_on']:%d.%m.%Y}", of), change)
    edit(actor, person, "person.edit", version, **names)
    if gone:
        is_name = bool(gone - {"born_on"})
        follow(actor, change, _place(person), Category.IDENTITY, is_name=is_name)


def _place(row: Person | Household | Occupation | Relation) -> tuple[int, int, int]:
    return row.owner_id, row.anchor_id, row.subject_id


@writes
def set_occupation(
    *, actor: Actor, person: Person, kind: str, text: str, version: int = 0, change: str = Change.ERROR
) -> None:
    """School (education) or work (employment) of a person; an empty text says that there is none."""
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    text = text.strip()
    present = _occupation(actor, person, kind)
    if present is None and text:
        _write_occupation(actor, person, kind, text)
    elif present is not None and present.text != text:
        old, since = present.text, present.updated_at
        if old:
            keep(actor, person, Old(FORMER[kind], old, ("occupation", present.pk)), checked(change))
        edit(actor, present, "occupation.edit", version, text=text)
        if old:
            follow(actor, change, _place(present), kind, since=since)


@writes
def register_household(*, actor: Actor, name: str, place: str = "", anchor: Anchor | None = None) -> Household:
    """People who live and manage together, under the surname by which the family is known."""
    can_register(actor).require()
    anchor = _anchor(actor, AnchorKind.HOUSEHOLD, anchor)
    household = Household(**_label(anchor, anchor, Category.FAMILY), **_family(name, place))
    household.save(force_insert=True)
    record(actor, "household.register", household.about())
    return household


@writes
def edit_household(
    *, actor: Actor, household: Household, version: int, name: str, place: str = "", change: str = Change.ERROR
) -> None:
    """Correct the surname of the family or the place where it lives."""
    door.require(actor, door.WRITE, household, Purpose.JOINT_HELP)
    checked(change)
    typed, old = _family(name, place), {"name": household.name, "place": household.place}
    edit(actor, household, "household.edit", version, **typed)
    if any(value and value != typed[column] for column, value in old.items()):
        follow(actor, change, _place(household), Category.FAMILY)


@writes
def relate(*, actor: Actor, household: Household, person: Person, kinship: str) -> Relation:
    """Who somebody is in the household. Both must be the actor's to write."""
    if kinship not in Kinship.values:
        raise RuleBroken("person.kinship_unknown", _("Say who this person is in the family."), field="kinship")
    door.require(actor, door.WRITE, household, Purpose.JOINT_HELP)
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    label = _label(household.anchor, person.anchor, Category.FAMILY)
    relation = Relation(**label, household=household, person=person, kinship=kinship)
    relation.save(force_insert=True)
    record(actor, "person.relate", relation.about(), kinship=kinship)
    return relation


@writes
def correct_kinship(*, actor: Actor, person: Person, kinship: str, change: str = Change.ERROR) -> None:
    """Who somebody really is in the household: the wrong entry ends, a new one begins."""
    present = _relation(actor, person)
    if present is None or present.kinship == kinship:
        return
    Relation._base_manager.filter(pk=present.pk).update(ended_on=today(), updated_at=now())
    record(actor, "person.unrelate", present.about(), kinship=present.kinship)
    relate(actor=actor, household=present.household, person=person, kinship=kinship)
    follow(actor, checked(change), _place(present), Category.FAMILY, since=present.updated_at)


def _label(anchor: Anchor, subject: Anchor, category: str) -> dict[str, object]:
    return {
        "owner_id": anchor.owner_id,
        "anchor": anchor,
        "subject": subject,
        "category": category,
        "level": LEVEL_OF[Category(category)],
    }


def _anchor(actor: Actor, kind: str, given: Anchor | None) -> Anchor:
    """A new anchor, or the given one if it is the actor's institution's and of this kind."""
    if given is None:
        return new_anchor(kind, actor.institution_id)
    if given.owner_id != actor.institution_id or given.kind != kind:
        raise missing()
    return given


def _names(first_name: str, last_name: str, born_on: date | None) -> dict[str, object]:
    first_name, last_name = first_name.strip(), last_name.strip()
    if not first_name:
        raise RuleBroken("person.first_name_missing", _("Write the first name."), field="first_name")
    if born_on and not OLDEST <= born_on <= today():
        sentence = _("The date of birth must be a day from 1900 until today.")
        raise RuleBroken("person.born_on_impossible", sentence, field="born_on")
    return {
        "first_name": first_name,
        "last_name": last_name,
        "born_on": born_on,
        "folded": folded_name(first_name, last_name),
    }


def _family(name: str, place: str) -> dict[str, str]:
    name, place = name.strip(), place.strip()
    if not name:
        raise RuleBroken("household.name_missing", _("Write the surname of the family."), field="family_name")
    return {"name": name, "place": place, "folded": folded_name(name)}


def _occupation(actor: Actor, person: Person, kind: str) -> Occupation | None:
    with snapshot():
        rows = door.visible(Occupation, actor, Purpose.JOINT_HELP, door.WRITE)
        return next(iter(rows.filter(person=person, category=kind).all(limit=1)), None)


def _relation(actor: Actor, person: Person) -> Relation | None:
    with snapshot():
        rows = door.visible(Relation, actor, Purpose.JOINT_HELP, door.WRITE).select_related("household")
        return next(iter(rows.filter(person=person, ended_on=None).all("-pk", limit=1)), None)


def _write_occupation(actor: Actor, person: Person, kind: str, text: str) -> None:
    if kind not in OCCUPATIONS:
        sentence = _("Say whether this is a school or work.")
        raise RuleBroken("person.occupation_kind", sentence, field="occupation_kind")
    occupation = Occupation(**_label(person.anchor, person.anchor, kind), person=person, text=text)
    occupation.save(force_insert=True)
    record(actor, "occupation.write", occupation.about())
