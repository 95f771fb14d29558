"""A new party: it signs, the others agree as the paper says, and somebody of theirs brings it into force."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.agreements import actions
from kooperacja.agreements.models import AccessionRule, Agreement, AgreementParty, Pact
from kooperacja.directory.actions import end_institution
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from tests.agreements.conftest import CLAUSE, promote, send, sign
from tests.agreements.test_pacts import stored
from tests.cast import MONDAY, Town, Worker

LATER = MONDAY + timedelta(days=3)


def refused(act: Any) -> str:
    with pytest.raises((NotAllowed, RuleBroken)) as no:
        act()
    return str(no.value.code)


@pytest.fixture
def pcpr(cast: Town) -> Worker:
    """Olga, now manager of PCPR, which is no party yet."""
    return promote(cast.olga)


def accession(cast: Town, agreement: Agreement, by: Worker | None = None) -> Agreement:
    who = (by or cast.ewa).actor
    return actions.draft_accession(actor=who, agreement=agreement, institution=cast.at("pcpr"))


def admitted_by_coordinator(agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(accession_rule=AccessionRule.COORDINATOR)


def live_pairs(agreement: Agreement) -> set[tuple[int, int]]:
    return set(Pact.objects.filter(agreement=agreement, valid_to__gt=now()).values_list("owner", "recipient"))


def test_each_party_signs_and_one_of_them_brings_it_into_force(cast: Town, in_force: Agreement, pcpr: Worker) -> None:
    paper = accession(cast, in_force)
    send(cast, paper)
    for worker in (pcpr, cast.halina):
        sign(worker, paper)
    assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=paper)) == "annex.signatures"
    assert not Pact.objects.filter(recipient=cast.at("pcpr").pk, agreement=in_force).exists()
    sign(cast.wanda, paper)
    with time_machine.travel(LATER, tick=False):
        actions.enforce(actor=cast.halina.actor, agreement=paper)
        party = in_force.parties.get(institution=cast.at("pcpr"))
        assert (party.valid_from, party.valid_to, party.signed_by) == (LATER, OPEN_END, pcpr.user.pk)
        assert len(live_pairs(in_force)) == 6
    derived = stored()
    actions.rebuild()
    assert stored() == derived


def test_by_the_paper_the_coordinator_may_admit_alone(cast: Town, in_force: Agreement, pcpr: Worker) -> None:
    admitted_by_coordinator(in_force)
    paper = accession(cast, in_force)
    send(cast, paper)
    sign(pcpr, paper)
    enforce = lambda who: actions.enforce(actor=who.actor, agreement=paper)  # noqa: E731
    assert refused(lambda: enforce(cast.halina)) == "annex.signatures", "the coordinator's side signs too"
    sign(cast.halina, paper)
    assert refused(lambda: enforce(cast.wanda)) == "accession.coordinator"
    enforce(cast.halina)
    assert cast.at("pcpr").pk in {recipient for _owner, recipient in live_pairs(in_force)}


def test_who_accedes_asks_and_signs_but_does_not_admit_itself(cast: Town, in_force: Agreement, pcpr: Worker) -> None:
    """I16."""
    paper = accession(cast, in_force, by=pcpr)
    actions.negotiate(actor=pcpr.actor, agreement=paper)
    actions.review(actor=pcpr.actor, agreement=paper)
    actions.give_opinion(actor=cast.filip.actor, agreement=paper, advice="positive")
    actions.submit(actor=cast.ewa.actor, agreement=paper)
    for worker in (pcpr, cast.halina, cast.wanda):
        sign(worker, paper)
    assert refused(lambda: actions.enforce(actor=pcpr.actor, agreement=paper)) == "accession.own"
    assert refused(lambda: actions.enforce(actor=cast.ewa.actor, agreement=paper)) == "agreement.two_people"
    assert actions.enforce(actor=cast.wanda.actor, agreement=paper).state == "in_force"


def test_an_outsider_drafts_an_accession_only_of_its_own(cast: Town, in_force: Agreement, pcpr: Worker) -> None:
    act = lambda: actions.draft_accession(actor=pcpr.actor, agreement=in_force, institution=cast.at("ppp"))  # noqa: E731
    assert refused(act) == "agreement.not_signed"


def test_data_flow_to_the_new_party_so_an_opinion_is_needed(cast: Town, in_force: Agreement) -> None:
    paper = accession(cast, in_force)
    actions.negotiate(actor=cast.ewa.actor, agreement=paper)
    assert refused(lambda: actions.submit(actor=cast.ewa.actor, agreement=paper)) == "opinion.missing"


def test_a_party_is_not_admitted_twice(cast: Town, in_force: Agreement) -> None:
    for key in ("school", "mostek"):
        act = lambda: actions.draft_accession(actor=cast.ewa.actor, agreement=in_force, institution=cast.at(key))  # noqa: B023, E731
        assert refused(act) == "party.doubled"


def test_an_institution_that_has_ended_does_not_accede_nor_sign(cast: Town, in_force: Agreement, pcpr: Worker) -> None:
    paper = accession(cast, in_force)
    send(cast, paper)
    end_institution(actor=cast.ewa.actor, institution=cast.at("pcpr"), ended_on=date(2026, 10, 1), reason="połączenie")
    assert refused(lambda: sign(pcpr, paper)) == "institution.ended"
    actions.discard(actor=cast.halina.actor, agreement=paper, reason="połączenie")
    assert refused(lambda: accession(cast, in_force)) == "institution.ended"


def test_an_accession_changes_no_clause(cast: Town, in_force: Agreement) -> None:
    paper = accession(cast, in_force)
    act = lambda: actions.add_clause(actor=cast.ewa.actor, agreement=paper, **CLAUSE)  # noqa: E731
    assert refused(act) == "accession.clauses"


def test_a_named_party_waits_with_its_signature_while_an_annex_is_open(cast: Town, in_force: Agreement) -> None:
    accession(cast, in_force)
    assert refused(lambda: sign(promote(cast.grazyna), in_force)) == "annex.open"


def test_who_left_may_accede_again(cast: Town, in_force: Agreement) -> None:
    actions.withdraw_party(actor=cast.wanda.actor, agreement=in_force, code="cooperation")
    with time_machine.travel(LATER, tick=False):
        paper = actions.draft_accession(actor=cast.wanda.actor, agreement=in_force, institution=cast.at("school"))
        send(cast, paper)
        for worker in (cast.wanda, cast.halina):
            sign(worker, paper)
        actions.enforce(actor=cast.halina.actor, agreement=paper)
        rows = AgreementParty.objects.filter(agreement=in_force, institution=cast.at("school")).order_by("pk")
        assert [(row.valid_from, row.valid_to) for row in rows] == [(MONDAY, MONDAY), (LATER, OPEN_END)]
        assert len(live_pairs(in_force)) == 2
        actions.withdraw_party(actor=cast.wanda.actor, agreement=in_force, code="tasks")
        assert live_pairs(in_force) == set()


def test_an_accession_does_not_extend_the_agreement(cast: Town, in_force: Agreement) -> None:
    """Under the coordinator's rule not all sign it, so it may change nothing but the parties."""
    paper = accession(cast, in_force)
    with pytest.raises(RuleBroken) as no:
        actions.change_agreement(actor=cast.ewa.actor, agreement=paper, version=1, valid_until=date(2030, 1, 1))
    assert (no.value.code, no.value.field) == ("accession.day", "valid_until")
