"""Answers of the adults of one case, for its owner's side, and what they mean for its way."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.cases.queries import CaseHeader, case_header, case_people
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.participation.models import Answer, Medium, Participation
from kooperacja.people.law import is_minor
from kooperacja.people.models import Person
from kooperacja.people.queries import people_of_dossier

HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class AnswerRow:
    ref: str
    answer: str
    answer_label: str
    medium: str
    said_on: date
    author: str


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult of the family with his answers, the newest first; one whose age nobody knows is asked too."""

    ref: str
    name: str
    age: int | None
    answers: tuple[AnswerRow, ...]

    @property
    def newest(self) -> AnswerRow | None:
        return self.answers[0] if self.answers else None

    @property
    def agrees(self) -> bool:
        return self.newest is not None and self.newest.answer == Answer.YES


@dataclass(frozen=True, slots=True)
class ParticipationPage:
    case: CaseHeader
    adults: tuple[Adult, ...]

    @property
    def unasked(self) -> list[Adult]:
        return [one for one in self.adults if one.newest is None]

    @property
    def takes_part(self) -> bool:
        return bool(self.adults) and not self.unasked and any(one.agrees for one in self.adults)


def participation_page(actor: Actor, ref: str, purpose: str) -> ParticipationPage:
    """For a partner there is nothing here."""
    case = case_header(actor, ref, purpose)
    if case.owner_id != actor.institution_id:
        raise missing()
    answers: dict[int, list[AnswerRow]] = defaultdict(list)
    rows = visible(Participation, actor, purpose).owned().filter(case_id=case.pk).select_related("author")
    for row in rows.all("-pk"):
        answers[row.person_id].append(_answer(row))
    adults = [one for one in case_people(actor, case, purpose) if not is_minor(one.born_on, today())]
    return ParticipationPage(case, tuple(Adult(one.ref, one.name, one.age, tuple(answers[one.pk])) for one in adults))


def get_case_of(actor: Actor, ref: str, purpose: str) -> Case:
    """The row, for an action of its owner's side."""
    with snapshot():
        return visible(Case, actor, purpose).owned().get(ref=ref)


def get_person(actor: Actor, ref: str, purpose: str) -> Person:
    with snapshot():
        return visible(Person, actor, purpose).get(ref=ref)


def takes_part(actor: Actor, case: Case) -> Verdict:
    """Before a diagnosis begins: each adult was asked, and somebody agreed."""
    way = _("Write the answers down on the page “Taking part” of this case.")
    with snapshot():
        people = people_of_dossier(actor, case.anchor_id, case.subject_id, HELP)
        rows = visible(Participation, actor, HELP).owned().filter(case_id=case.pk).all("pk")
    newest = {row.person_id: row.answer for row in rows}
    adults = [one.pk for one in people if not is_minor(one.born_on, today())]
    if not adults:
        return no("participation.no_adult", _("No adult of this family is written down."), _("Add a person first."))
    if any(one not in newest for one in adults):
        return no("participation.unasked", _("Not every adult of this family has answered whether to take part."), way)
    if Answer.YES not in {newest[one] for one in adults}:
        other = _("Choose “The family does not take part”.")
        return no("participation.refused", _("No adult of this family agreed to take part."), other)
    return YES


def _answer(row: Participation) -> AnswerRow:
    return AnswerRow(
        ref=row.ref,
        answer=row.answer,
        answer_label=str(Answer(row.answer).label),
        medium=str(Medium(row.medium).label),
        said_on=row.said_on,
        author=row.author.full_name,
    )
