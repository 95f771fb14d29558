"""Two people in the same moment, each in a transaction of his own. SQLite has one writer at a time,
so only PostgreSQL can be wrong here.
"""

from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, AgreementForce, Pact
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Conflict, NotAllowed
from kooperacja.notices.models import Notice
from tests.agreements.conftest import CLAUSE, PAPER_DAY, annexed, send, sign
from tests.at_once import at_once
from tests.cast import Town, Worker

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


def test_one_of_two_brings_an_annex_into_force(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "paragraph": "§ 7", "category": "housing"})
    send(cast, annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)
    both = [
        lambda: actions.enforce(actor=cast.halina.actor, agreement=Agreement.objects.get(pk=annex.pk)),
        lambda: actions.enforce(actor=cast.wanda.actor, agreement=Agreement.objects.get(pk=annex.pk)),
    ]
    assert at_once(*both) == ["conflict", "done"]
    assert in_force.clauses.count() == 2
    derived = pacts()
    actions.rebuild()
    assert pacts() == derived


def test_of_two_annexes_begun_at_once_one_is_open(cast: Town, in_force: Agreement) -> None:
    def begin(worker: Worker) -> str:
        try:
            actions.draft_annex(actor=worker.actor, agreement=in_force, valid_until=None)
        except NotAllowed as refused:
            raise Conflict(refused.code, "") from refused
        return "done"

    assert at_once(lambda: begin(cast.ewa), lambda: begin(cast.wanda)) == ["conflict", "done"]
    assert in_force.annexes.count() == 1


def test_an_annex_and_the_end_of_the_clause_that_it_changes_leave_no_open_clause_behind(
    cast: Town, in_force: Agreement
) -> None:
    """Whoever is later sees what the earlier one did; nobody waits for one another for ever."""
    clause = in_force.clauses.select_related("agreement").get()
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "category": "housing"}, replaces=clause)
    send(cast, annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)

    def enforce() -> None:
        try:
            actions.enforce(actor=cast.halina.actor, agreement=annex)
        except NotAllowed as refused:
            raise Conflict(refused.code, "") from refused

    told = at_once(enforce, lambda: actions.end_clause(actor=cast.wanda.actor, clause=clause))
    assert sorted(told) == ["conflict", "done"]
    derived = pacts()
    actions.rebuild()
    assert pacts() == derived


def test_the_same_night_runs_twice_and_tells_once(cast: Town, in_force: Agreement) -> None:
    Agreement.objects.exclude(pk=in_force.pk).update(valid_until=None)
    Agreement.objects.filter(pk=in_force.pk).update(valid_until=today())
    night = Actor.system("calendar")
    assert at_once(*[lambda: actions.warn_expiring(actor=night)] * 2) == ["done", "done"]
    assert Notice.objects.filter(code="agreement.expiring", user=cast.halina.user).count() == 1
