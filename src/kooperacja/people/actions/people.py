"""Registering and correcting people and households of the actor's institution."""

from datetime import date

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
from kooperacja.people.access import can_register
from kooperacja.people.actions.pesel import agreed_birth, set_pesel, write_first
from kooperacja.people.kinds import Kinship
from kooperacja.people.models import Household, Occupation, Person, Relation, folded_name
from kooperacja.people.queries import OccupationText, PeselText

OCCUPATIONS = (Category.EDUCATION, Category.EMPLOYMENT)


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
) -> None:
    """Correct who somebody is; refused whole if any part was changed since it was shown (I35).
    An empty `kinship` leaves the place in the household as it is, an empty PESEL number the number.
    """
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    born_on = agreed_birth(actor, person, pesel, born_on)
    edit(actor, person, "person.edit", version, **_names(first_name, last_name, born_on))
    if pesel and (pesel.text.strip() or pesel.is_removed):
        set_pesel(actor=actor, person=person, text="" if pesel.is_removed else pesel.text, version=pesel.version)
    for typed in occupations:
        set_occupation(actor=actor, person=person, kind=typed.kind, text=typed.text, version=typed.version)
    if kinship:
        correct_kinship(actor=actor, person=person, kinship=kinship)


@writes
def set_occupation(*, actor: Actor, person: Person, kind: str, text: str, version: int = 0) -> None:
    """School (education) or work (employment) of a person; an empty text says that there is none."""
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    text = text.strip()
    present = _occupation(actor, person, kind)
    if present is None and text:
        _write_occupation(actor, person, kind, text)
    elif present is not None and present.text != text:
        edit(actor, present, "occupation.edit", version, text=text)


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
def edit_household(*, actor: Actor, household: Household, version: int, name: str, place: str = "") -> None:
    """Correct the surname of the family or the place where it lives."""
    door.require(actor, door.WRITE, household, Purpose.JOINT_HELP)
    edit(actor, household, "household.edit", version, **_family(name, place))


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
def correct_kinship(*, actor: Actor, person: Person, kinship: str) -> None:
    """Who somebody really is in the household: the wrong entry ends, a new one begins."""
    present = _relation(actor, person)
    if present is None or present.kinship == kinship:
        return
    Relation._base_manager.filter(pk=present.pk).update(ended_on=today(), updated_at=now())
    record(actor, "person.unrelate", present.about(), kinship=present.kinship)
    relate(actor=actor, household=present.household, person=person, kinship=kinship)


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
