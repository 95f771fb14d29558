"""Deriving the pacts of agreements, in the transaction of whatever changed them."""

from django.db import transaction

from kooperacja.agreements.derivation import derive
from kooperacja.agreements.models import Agreement, Pact


@transaction.atomic
def rederive(agreement_id: int) -> int:
    """Write the pacts of one agreement anew; returns how many there are. The lock makes of two
    changes at once two in a row: the later one sees what the earlier one wrote.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    pacts = list(derive(list(agreement.forces.all()), list(agreement.parties.all()), agreement.clauses.all()))
    Pact.objects.filter(agreement=agreement).delete()
    Pact.objects.bulk_create(pacts)
    return len(pacts)


def rebuild() -> int:
    """Derive the pacts of every agreement; changes nothing unless a row was lost or forged."""
    return sum(rederive(pk) for pk in Agreement.objects.values_list("pk", flat=True))
