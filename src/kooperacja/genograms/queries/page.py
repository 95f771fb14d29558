"""The family of one case in two pictures, with the rows of which they are drawn."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.cases.queries import CaseHeader, case_header
from kooperacja.cases.queries.case import case_people, case_team
from kooperacja.foundation.actor import Actor
from kooperacja.genograms.queries.relatives import SAYS, Tree, family_tree
from kooperacja.genograms.queries.ties import STRENGTH_OF, Tie, family_ties
from kooperacja.people.models import Detail


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """`marked` is the reference of the person from whose side the family is looked at, or empty. `can_add`: the reader
    may write on the cards of these people.
    """

    case: CaseHeader
    tree: Tree
    ties: tuple[Tie, ...]
    marked: str
    can_add: bool


def family_page(actor: Actor, ref: str, marked: str, purpose: str, on: date) -> FamilyPage:
    """`marked` counts only where the reader sees that person here."""
    case = case_header(actor, ref, purpose)
    people = case_people(actor, case, purpose)
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    wanted = Q(kind__in=sorted({*SAYS, *STRENGTH_OF}), person_id__in=sorted(one.pk for one in people))
    cards = visible(Detail, actor, purpose).filter(held, wanted).all("pk")
    tree = family_tree(actor, people, cards, purpose, on)
    ties = family_ties(people, cards, case_team(case))
    is_ours = case.owner_id == actor.institution_id
    seen = marked if any(one.ref == marked for one in tree.people) else ""
    return FamilyPage(case, tree, ties, seen, is_ours and bool(case.can_work))
