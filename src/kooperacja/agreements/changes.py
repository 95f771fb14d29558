"""What an annex or an accession changes: a pure calculation over loaded rows, by the same derivation
as the pacts, so that "wider" means here what it means to the access kernel.
"""

from collections.abc import Iterable
from datetime import date
from itertools import permutations, product

from kooperacja.agreements.derivation import flows_by
from kooperacja.agreements.models import Agreement, Clause
from kooperacja.foundation.clock import now

# Owner, recipient, category, purpose; and how grave the data may be.
Flows = dict[tuple[int, int, str, str], int]


def bound(agreement: Agreement) -> set[int]:
    """Institutions that have signed and have not left."""
    at = now()
    return {party.institution_id for party in agreement.parties.all() if party.holds_at(at)}


def live(agreement: Agreement) -> list[Clause]:
    at = now()
    return [clause for clause in agreement.clauses.all() if clause.holds_at(at)]


def acceding(paper: Agreement) -> set[int]:
    return {party.institution_id for party in paper.parties.all() if party.accedes}


def flows(institutions: Iterable[int], clauses: Iterable[Clause]) -> Flows:
    """Who may show what to whom when these clauses bind these institutions."""
    found: Flows = {}
    for clause, (owner, recipient) in product(clauses, list(permutations(institutions, 2))):
        if flows_by(clause, owner, recipient):
            key = owner, recipient, clause.category, clause.purpose
            found[key] = max(found.get(key, 0), clause.max_level)
    return found


def clauses_after(annex: Agreement) -> list[Clause]:
    """The clauses of the agreement as they would be once the annex has taken effect."""
    said = live(annex)
    replaced = {clause.replaces_id for clause in said}
    kept = [clause for clause in live(_amended(annex)) if clause.pk not in replaced]
    return [*kept, *(clause for clause in said if not clause.is_dropped)]


def givers_of_more(annex: Agreement) -> set[int]:
    """The institutions that would show more than now: a new category, purpose, recipient or direction,
    a higher level, or the same for longer. Empty for an annex that only narrows.
    """
    agreement = _amended(annex)
    before = flows(bound(agreement), live(agreement))
    after = flows(bound(agreement) | acceding(annex), clauses_after(annex))
    lasts_longer = (annex.valid_until or date.max) > (annex.replaced_until or date.max)
    return {key[0] for key, level in after.items() if lasts_longer or level > before.get(key, 0)}


def changes_something(annex: Agreement) -> bool:
    return bool(live(annex) or acceding(annex) or annex.valid_until != annex.replaced_until)


def _amended(annex: Agreement) -> Agreement:
    if annex.amends is None:
        raise ValueError("this paper amends nothing")
    return annex.amends
