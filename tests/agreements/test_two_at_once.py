"""Two people in the same moment, each in a transaction of his own. SQLite has one writer at a time,
so only PostgreSQL can be wrong here.
"""

from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, AgreementForce, Pact
from tests.agreements.conftest import PAPER_DAY
from tests.at_once import at_once
from tests.cast import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def pacts() -> list[tuple[Any, ...]]:
    return sorted(Pact.objects.values_list("clause", "owner", "recipient", "valid_from", "valid_to"))


def test_one_of_two_brings_it_into_force(cast: Town, signed: Agreement) -> None:
    both = [
        lambda: actions.enforce(actor=cast.halina.actor, agreement=Agreement.objects.get(pk=signed.pk)),
        lambda: actions.enforce(actor=cast.wanda.actor, agreement=Agreement.objects.get(pk=signed.pk)),
    ]
    assert at_once(*both) == ["conflict", "done"]
    assert AgreementForce.objects.filter(agreement=signed).count() == 1


def test_a_signature_and_the_end_of_a_clause_leave_pacts_that_know_both(cast: Town, in_force: Agreement) -> None:
    cast.grazyna.membership.role = "institution_manager"
    clause = in_force.clauses.select_related("agreement").get()
    signer = cast.grazyna.actor
    both = [
        lambda: actions.record_signature(actor=signer, agreement=in_force, signed_on=PAPER_DAY),
        lambda: actions.end_clause(actor=cast.wanda.actor, clause=clause),
    ]
    assert at_once(*both) == ["done", "done"]
    derived = pacts()
    actions.rebuild()
    assert pacts() == derived
