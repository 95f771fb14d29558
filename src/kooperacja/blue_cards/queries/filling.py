"""What the form of Card A needs: whether the reader may fill one, and the people of the case that he sees."""

from dataclasses import dataclass

from kooperacja.access.door import visible
from kooperacja.access.models import Part
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.blue_cards.access import can_fill
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.people.models import Person

HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class FillPage:
    """`people` are (reference, name); without a case nobody."""

    case_ref: str
    case_number: str
    people: tuple[tuple[str, str], ...]


def fill_page(actor: Actor, ref: str = "") -> FillPage:
    """Needs an open snapshot."""
    case = visible(Case, actor, HELP).get(ref=ref) if ref else None
    can_fill(actor).require()
    return FillPage(
        case_ref=case.ref if case else "",
        case_number=case.number if case else "",
        people=tuple((row.ref, str(row)) for row in _people(actor, case)) if case else (),
    )


def people_of(actor: Actor, case: Case | None) -> dict[str, Person]:
    """By reference, for the action."""
    if case is None:
        return {}
    with snapshot():
        return {row.ref: row for row in _people(actor, case)}


def case_of(actor: Actor, ref: str) -> Case | None:
    if not ref:
        return None
    with snapshot():
        return visible(Case, actor, HELP).get(ref=ref)


def _people(actor: Actor, case: Case) -> list[Person]:
    parts = Part.objects.filter(valid_at(now()), dossier_id=case.anchor_id).values("subject")
    return visible(Person, actor, HELP).filter(anchor__in=parts).all("pk")
