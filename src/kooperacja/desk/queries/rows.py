"""Every kind of labelled row that can be asked about: its model, its name in words, where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import Labelled
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case, Note
from kooperacja.foundation.actor import Actor
from kooperacja.people.models import Household, Occupation, Person, Relation
from kooperacja.referrals.models import Answer, Letter, Referral, Side
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Place:
    """The page on which a row stands: URL name and reference; `label` is its number."""

    url_name: str
    ref: str
    label: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What a row is called, without a name of a person in it, and where it stands."""

    title: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Kind:
    model: type[Labelled]
    name: Callable[[Any], Naming]
    related: tuple[str, ...] = ()
    referral: Callable[[Any], Referral] | None = None


def _of_referral(title: str, referral: Referral) -> Naming:
    return Naming(title % {"number": referral.number}, Place("referrals:show", referral.ref, referral.number))


def _of_case(title: str, case: Case) -> Naming:
    return Naming(title % {"number": case.number}, Place("desk:case_file", case.ref, case.number))


def _of_person(title: str, person: Person) -> Naming:
    return Naming(title, Place("people:show", person.ref, _("Person")))


def _note(row: Note) -> Naming:
    told = {"day": date_text(row.happened_on), "number": row.case.number}
    return Naming(_("Note of %(day)s, case %(number)s") % told, Place("desk:case_file", row.case.ref, row.case.number))


PARTIES = ("side__referral__sender", "side__referral__addressee")

KINDS: dict[str, Kind] = {
    "side": Kind(
        Side,
        lambda row: _of_referral(_("Course of the referral %(number)s"), row.referral),
        ("referral__sender", "referral__addressee"),
        lambda row: row.referral,
    ),
    "letter": Kind(
        Letter,
        lambda row: _of_referral(_("Content of the referral %(number)s"), row.side.referral),
        PARTIES,
        lambda row: row.side.referral,
    ),
    "answer": Kind(
        Answer,
        lambda row: _of_referral(_("Answer to the referral %(number)s"), row.side.referral),
        PARTIES,
        lambda row: row.side.referral,
    ),
    "case": Kind(Case, lambda row: _of_case(_("Course of the case %(number)s"), row)),
    "note": Kind(Note, _note, ("case",)),
    "person": Kind(Person, lambda row: _of_person(_("Name and date of birth of a person"), row)),
    "household": Kind(Household, lambda _row: Naming(_("Surname and place of a family"), None)),
    "relation": Kind(Relation, lambda row: _of_person(_("Place of a person in the family"), row.person), ("person",)),
    "occupation": Kind(Occupation, lambda row: _of_person(_("School or work of a person"), row.person), ("person",)),
}


def visible_row(actor: Actor, kind: str, pk: int) -> tuple[Kind, Labelled]:
    """The row with what its name needs. A forged kind and a closed row are missing alike (I19)."""
    found = KINDS.get(kind)
    if found is None:
        raise missing()
    rows = visible(found.model, actor, Purpose.JOINT_HELP).select_related("owner", "anchor", *found.related)
    return found, rows.get(pk=pk)
