"""How a paper is held while it is changed, and how it makes a move."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.models import Agreement
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.audit.actions import move, quicker
from kooperacja.foundation.actor import Actor

Effect = Callable[[Actor, Agreement], object]


def locked(agreement: Agreement) -> Agreement:
    """The row as it is now, kept from others until the end of the transaction. An annex is locked after
    the agreement that it changes: always in this order, so that nobody waits for one another.
    """
    if agreement.amends_id is not None:
        Agreement.objects.select_for_update().get(pk=agreement.amends_id)
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


@transaction.atomic
def moved(
    actor: Actor, agreement: Agreement, name: str, *, code: str = "", then: Effect | None = None, **changes: Any
) -> Agreement:
    """Make a move on the row as it is now, and derive what follows from it."""
    row = locked(agreement)
    if row.state not in AGREEMENT_FLOW.get(name).sources:
        raise quicker(AGREEMENT_FLOW, row)
    move(actor, row, AGREEMENT_FLOW, name, code=code, **changes)
    if then:
        then(actor, row)
    rederive(row.pk)
    return row
