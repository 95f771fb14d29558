"""How pacts follow from an agreement: a pure calculation over its rows, with no statement of its own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from kooperacja.agreements.models import AgreementForce, AgreementParty, Clause, Pact


def derive(
    forces: Sequence[AgreementForce], parties: Sequence[AgreementParty], clauses: Iterable[Clause]
) -> Iterator[Pact]:
    """Pacts of one agreement. Each is the intersection of a period in force, two parties and a
    clause; an empty intersection is no pact. Several combinations are several rows.
    """
    for clause in clauses:
        for force, owner, recipient in product(forces, parties, parties):
            if _flows(clause, owner, recipient):
                pact = _pact(clause, force, owner, recipient)
                if pact.valid_from < pact.valid_to:
                    yield pact


def _flows(clause: Clause, owner: AgreementParty, recipient: AgreementParty) -> bool:
    if owner.institution_id == recipient.institution_id:
        return False
    gives = clause.giver_id in {None, owner.institution_id}
    return gives and clause.receiver_id in {None, recipient.institution_id}


def _pact(clause: Clause, force: AgreementForce, owner: AgreementParty, recipient: AgreementParty) -> Pact:
    facts = (clause, force, owner, recipient)
    return Pact(
        agreement_id=clause.agreement_id,
        clause=clause,
        owner_id=owner.institution_id,
        recipient_id=recipient.institution_id,
        category=clause.category,
        purpose=clause.purpose,
        max_level=clause.max_level,
        valid_from=max(fact.valid_from for fact in facts),
        valid_to=min(fact.valid_to for fact in facts),
        recorded_at=max(fact.recorded_at for fact in facts),
    )
