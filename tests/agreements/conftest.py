"""An agreement on its way: a draft of GOPS with the school and „Mostek”, one clause in it."""

from datetime import date
from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement
from kooperacja.directory.kinds import Role
from tests.cast import Town, Worker

PAPER_DAY = date(2026, 10, 20)
CLAUSE: dict[str, Any] = {
    "paragraph": "§ 5",
    "purpose": Purpose.JOINT_HELP,
    "category": Category.EDUCATION,
    "max_level": 2,
    "basis_act": "ustawa o pomocy społecznej",
    "basis_article": "art. 100 ust. 2",
}


@pytest.fixture
def draft(cast: Town, at_monday: Any) -> Agreement:
    """Drafted by Ewa (coordinator of GOPS) on Monday 2 November 2026."""
    row = actions.draft_agreement(
        actor=cast.ewa.actor, title="Porozumienie o świetlicy", valid_until=date(2027, 12, 31)
    )
    for key in ("school", "mostek"):
        actions.add_party(actor=cast.ewa.actor, agreement=row, institution=cast.at(key))
    actions.add_clause(actor=cast.ewa.actor, agreement=row, **CLAUSE)
    return row


@pytest.fixture
def sent(cast: Town, draft: Agreement) -> Agreement:
    """Filip (data protection officer of GOPS) agrees; Ewa has sent it for signature; nobody has signed."""
    return send(cast, draft)


@pytest.fixture
def signed(cast: Town, sent: Agreement) -> Agreement:
    """GOPS and the school have signed, „Mostek” has not."""
    for worker in (cast.halina, cast.wanda):
        sign(worker, sent)
    return sent


@pytest.fixture
def in_force(cast: Town, signed: Agreement) -> Agreement:
    """Brought into force by Halina, the manager of GOPS."""
    return actions.enforce(actor=cast.halina.actor, agreement=signed)


def send(cast: Town, agreement: Agreement, sender: Worker | None = None) -> Agreement:
    """From a draft to what waits for signatures: negotiated, judged by Filip, sent."""
    actor = (sender or cast.ewa).actor
    actions.negotiate(actor=actor, agreement=agreement)
    actions.review(actor=actor, agreement=agreement)
    actions.give_opinion(actor=cast.filip.actor, agreement=agreement, advice="positive")
    return actions.submit(actor=actor, agreement=agreement)


def sign(worker: Worker, agreement: Agreement) -> None:
    actions.record_signature(actor=worker.actor, agreement=agreement, signed_on=PAPER_DAY)


def promote(worker: Worker) -> Worker:
    """This worker becomes a manager of the own institution."""
    worker.membership.role = Role.INSTITUTION_MANAGER
    worker.membership.save()
    worker.__dict__.pop("actor", None)
    return worker


def annexed(cast: Town, agreement: Agreement, **facts: Any) -> Agreement:
    """An annex that Ewa begins; it keeps the last day unless it is told another one."""
    days = {"valid_until": agreement.valid_until, **facts}
    return actions.draft_annex(actor=cast.ewa.actor, agreement=agreement, **days)


def applied(cast: Town, annex: Agreement, *signers: Worker) -> Agreement:
    """The annex goes its whole way; Halina brings it into force."""
    send(cast, annex)
    for worker in signers or (cast.halina, cast.wanda):
        sign(worker, annex)
    return actions.enforce(actor=cast.halina.actor, agreement=annex)
