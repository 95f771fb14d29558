"""The family of one case in two pictures, with the rows of which they are drawn."""

from dataclasses import dataclass
from datetime import date

from kooperacja.cases.queries import CaseHeader, case_header
from kooperacja.cases.queries.case import case_people, case_team
from kooperacja.foundation.actor import Actor
from kooperacja.genograms.queries.relatives import Tree, family_tree
from kooperacja.genograms.queries.ties import Tie, family_ties


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
    tree = family_tree(actor, [one.pk for one in people], purpose, on)
    ties = family_ties(actor, people, case_team(case), purpose, on)
    is_ours = case.owner_id == actor.institution_id
    seen = marked if any(one.ref == marked for one in tree.people) else ""
    return FamilyPage(case, tree, ties, seen, is_ours and bool(case.can_work))
