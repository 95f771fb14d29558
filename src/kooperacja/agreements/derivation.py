"""How pacts follow from an agreement: a pure calculation over its rows, with no statement of its own."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import NamedTuple

from kooperacja.agreements.models import AgreementForce, AgreementParty, Clause, Pact


class Said(NamedTuple):
    """All that a pact says, by the names of its columns; which row says it does not matter."""

    agreement_id: int
    clause_id: int
    owner_id: int
    recipient_id: int
    category: str
    purpose: str
    max_level: int
    valid_from: datetime
    valid_to: datetime
    recorded_at: datetime


def derive(
    forces: Sequence[AgreementForce], parties: Sequence[AgreementParty], clauses: Iterable[Clause]
) -> Iterator[Pact]:
    """Pacts of one agreement, to be written."""
    return (Pact(**said._asdict()) for said in said_by(forces, parties, clauses))


def said_by(
    forces: Sequence[AgreementForce], parties: Sequence[AgreementParty], clauses: Iterable[Clause]
) -> Iterator[Said]:
    """What the pacts of one agreement say. Each is the intersection of a period in force, two parties
    and a clause; an empty intersection is no pact. Several combinations are several rows.
    """
    for clause in clauses:
        for force, owner, recipient in product(forces, parties, parties):
            if flows_by(clause, owner.institution_id, recipient.institution_id):
                said = _said(clause, force, owner, recipient)
                if said.valid_from < said.valid_to:
                    yield said


def flows_by(clause: Clause, owner_id: int, recipient_id: int) -> bool:
    """Whether the clause lets the first institution show to the second."""
    if owner_id == recipient_id:
        return False
    return clause.giver_id in {None, owner_id} and clause.receiver_id in {None, recipient_id}


def _said(clause: Clause, force: AgreementForce, owner: AgreementParty, recipient: AgreementParty) -> Said:
    facts = (clause, force, owner, recipient)
    return Said(
        agreement_id=clause.agreement_id,
        clause_id=clause.pk,
        owner_id=owner.institution_id,
        recipient_id=recipient.institution_id,
        category=clause.category,
        purpose=clause.purpose,
        max_level=clause.max_level,
        valid_from=max(fact.valid_from for fact in facts),
        valid_to=min(fact.valid_to for fact in facts),
        recorded_at=max(fact.recorded_at for fact in facts),
    )
