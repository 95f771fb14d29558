"""Every kind of labelled row that can be asked about: its model, its name in words, where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import Labelled
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case, Note
from kooperacja.consents.models import Consent, ConsentItem, PrivacyNotice
from kooperacja.diagnosis.models import AreaRating, Diagnosis, Workshop
from kooperacja.disclosures.models import Copy, Correction, DisclosedItem, Draft, RegisterEntry
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.actor import Actor
from kooperacja.inquiries.models import InquirySide, InquiryText
from kooperacja.meetings.models import CaseItem
from kooperacja.participation.models import Participation
from kooperacja.people.models import Detail, Household, Occupation, Person, Pesel, Relation
from kooperacja.plans.models import Plan, PlanGoal, PlanLine, PlanRemark, PlanSignature
from kooperacja.referrals.models import Answer, Letter, Referral, Side
from kooperacja.tasks.models import TaskSide, TaskText
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
    """`above` is what the row belongs to: its model, its number, its reference, and what leads to it."""

    model: type[Labelled]
    name: Callable[[Any], Naming]
    related: tuple[str, ...] = ()
    referral: Callable[[Any], Referral] | None = None
    above: tuple[type[Labelled], str, str, str] | None = None


def _above(actor: Actor, model: type[Labelled], number: str, ref: str, key: str) -> dict[str, Coalesce]:
    """Empty where that is closed: a window may show a note without its case, a letter without its referral."""
    rows, mine = visible(model, actor, Purpose.JOINT_HELP), {"pk": OuterRef(key)}
    return {"above_number": rows.value(number, **mine), "above_ref": rows.value(ref, **mine)}


def is_above_open(row: Labelled) -> bool:
    return bool(vars(row).get("above_ref", True))


def _below(title: str, untold: str, url_name: str, row: Labelled, label: str = "") -> Naming:
    """By what the row belongs to, or without it."""
    number, ref = vars(row)["above_number"], vars(row)["above_ref"]
    return Naming(title % {"number": number}, Place(url_name, ref, label or number)) if ref else Naming(untold, None)


def _side(row: Side) -> Naming:
    title = _("Course of the referral %(number)s") % {"number": row.referral.number}
    return Naming(title, Place("referrals:show", row.referral.ref, row.referral.number))


def _letter(row: Letter) -> Naming:
    return _below(_("Content of the referral %(number)s"), _("Content of a referral"), "referrals:show", row)


def _answer(row: Answer) -> Naming:
    return _below(_("Answer to the referral %(number)s"), _("Answer to a referral"), "referrals:show", row)


def _case(row: Case) -> Naming:
    return Naming(_("Course of the case %(number)s") % vars(row), Place("desk:case_file", row.ref, row.number))


def _note(row: Note) -> Naming:
    told = {"day": date_text(row.happened_on), "number": vars(row)["above_number"]}
    return _below(_("Note of %(day)s, case %(number)s") % told, _("Note of %(day)s") % told, "desk:case_file", row)


def _person(row: Person) -> Naming:
    return Naming(_("Name and date of birth of a person"), Place("people:show", row.ref, _("Person")))


def _of_person(title: str, row: Labelled) -> Naming:
    return _below(title, title, "people:show", row, _("Person"))


PARTIES = ("referral__sender", "referral__addressee")
REFERRAL = (Side, "referral__number", "referral__ref", "side_id")
CASE = (Case, "number", "ref", "case_id")
PERSON = (Person, "ref", "ref", "person_id")

KINDS: dict[str, Kind] = {
    "side": Kind(Side, _side, PARTIES, lambda row: row.referral),
    "letter": Kind(Letter, _letter, (), lambda row: row.side.referral, REFERRAL),
    "answer": Kind(Answer, _answer, (), lambda row: row.side.referral, REFERRAL),
    "case": Kind(Case, _case),
    "note": Kind(Note, _note, above=CASE),
    "consent": Kind(Consent, lambda _row: Naming(_("Consent of a person"), None)),
    "consentitem": Kind(ConsentItem, lambda _row: Naming(_("Item of a consent of a person"), None)),
    "privacynotice": Kind(PrivacyNotice, lambda _row: Naming(_("Privacy notice given to a person"), None)),
    "participation": Kind(Participation, lambda _row: Naming(_("Answer of a person about taking part"), None)),
    "registerentry": Kind(RegisterEntry, lambda _row: Naming(_("Entry of the register of disclosures"), None)),
    "discloseditem": Kind(DisclosedItem, lambda _row: Naming(_("Line of a disclosure"), None)),
    "copy": Kind(Copy, lambda _row: Naming(_("Copy received with a letter"), None)),
    "correction": Kind(Correction, lambda _row: Naming(_("Correction of data that were handed over"), None)),
    "draft": Kind(Draft, lambda _row: Naming(_("Draft of a disclosure"), None)),
    "inquiryside": Kind(InquirySide, lambda _row: Naming(_("Side of a request between institutions"), None)),
    "diagnosis": Kind(Diagnosis, lambda _row: Naming(_("Diagnosis of a family"), None)),
    "arearating": Kind(AreaRating, lambda _row: Naming(_("Rating of an area of life"), None)),
    "workshop": Kind(Workshop, lambda _row: Naming(_("Workshop with a family"), None)),
    "plan": Kind(Plan, lambda _row: Naming(_("Plan of a family"), None)),
    "plangoal": Kind(PlanGoal, lambda _row: Naming(_("Goal of a plan"), None)),
    "planline": Kind(PlanLine, lambda _row: Naming(_("Line of a plan"), None)),
    "planremark": Kind(PlanRemark, lambda _row: Naming(_("Remark of a family on a plan"), None)),
    "plansignature": Kind(PlanSignature, lambda _row: Naming(_("Signature under a plan"), None)),
    "taskside": Kind(TaskSide, lambda _row: Naming(_("Side of an action of a plan"), None)),
    "tasktext": Kind(TaskText, lambda _row: Naming(_("Entry of a monitoring card"), None)),
    "inquirytext": Kind(InquiryText, lambda _row: Naming(_("Text of a request between institutions"), None)),
    "caseitem": Kind(CaseItem, lambda _row: Naming(_("Point of a meeting about a case"), None), above=CASE),
    "person": Kind(Person, _person),
    "pesel": Kind(Pesel, lambda row: _of_person(_("PESEL number of a person"), row), above=PERSON),
    "household": Kind(Household, lambda _row: Naming(_("Surname and place of a family"), None)),
    "relation": Kind(Relation, lambda row: _of_person(_("Place of a person in the family"), row), above=PERSON),
    "storedfile": Kind(
        StoredFile, lambda row: Naming(_("File attached on %(day)s") % {"day": date_text(row.attached_at)}, None)
    ),
    "occupation": Kind(Occupation, lambda row: _of_person(_("School or work of a person"), row), above=PERSON),
    "detail": Kind(Detail, lambda row: _of_person(_("Something known about a person"), row), above=PERSON),
}


def visible_row(actor: Actor, kind: str, pk: int) -> tuple[Kind, Labelled]:
    """The row with what its name needs. A forged kind and a closed row are missing alike (I19)."""
    found = KINDS.get(kind)
    if found is None:
        raise missing()
    rows = visible(found.model, actor, Purpose.JOINT_HELP).select_related("owner", "anchor", *found.related)
    above = _above(actor, *found.above) if found.above else {}
    row: Any = rows.annotate(**above).get(pk=pk)
    if found.above is REFERRAL and is_above_open(row):
        # Not joined: on PostgreSQL the row would be gone where its side is closed.
        row.side = visible(Side, actor, Purpose.JOINT_HELP).select_related(*PARTIES).get(pk=row.side_id)
    return found, row
