"""The family card as a paper: the case, its people and what is known about each."""

from dataclasses import dataclass

from kooperacja.access.visible import missing
from kooperacja.cases.queries.case import CaseHeader, case_header, case_people
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.people.queries import DetailRow, Member, details_on_paper


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """`known` has the rows of a person by the id of the person."""

    case: CaseHeader
    institution: str
    people: tuple[Member, ...]
    known: dict[int, list[DetailRow]]


def family_card(actor: Actor, ref: str, purpose: str) -> FamilyCard:
    """Of a case of the reader's own institution; a partner copies nothing, its windows are for reading."""
    case = case_header(actor, ref, purpose)
    if case.owner_id != actor.institution_id:
        raise missing()
    people = case_people(actor, case, purpose)
    known = details_on_paper(actor, [one.pk for one in people], purpose)
    return FamilyCard(case, institution_names([case.owner_id])[case.owner_id], tuple(people), known)
