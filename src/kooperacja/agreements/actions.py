"""Writers of agreements. Whatever changes a party, a clause or a period in force derives the
pacts of that agreement again, in the same transaction.
"""

from django.db import transaction

from kooperacja.agreements.models import (
    Agreement,
    AgreementForce,
    AgreementParty,
    Clause,
    Pact,
)


@transaction.atomic
def rederive(agreement_id: int) -> int:
    """Write the pacts of one agreement anew; returns how many there are. Each is the intersection
    of a period in force, two parties and a clause; an empty intersection is no pact.
    """
    pacts = _derived(agreement_id)
    Pact.objects.filter(agreement_id=agreement_id).delete()
    Pact.objects.bulk_create(pacts)
    return len(pacts)


def rebuild() -> int:
    """Derive the pacts of every agreement; changes nothing unless a row was lost or forged."""
    return sum(rederive(pk) for pk in Agreement.objects.values_list("pk", flat=True))


def _derived(agreement_id: int) -> list[Pact]:
    forces = list(AgreementForce.objects.filter(agreement_id=agreement_id))
    parties = list(AgreementParty.objects.filter(agreement_id=agreement_id))
    clauses = list(Clause.objects.filter(agreement_id=agreement_id))
    found = [
        _pact(clause, force, owner, recipient)
        for clause in clauses
        for force in forces
        for owner in parties
        for recipient in parties
        if _flows(clause, owner, recipient)
    ]
    return [pact for pact in found if pact.valid_from < pact.valid_to]


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
