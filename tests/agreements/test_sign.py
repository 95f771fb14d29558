"""Signatures: each party for itself, from now on, once."""

from datetime import date

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.foundation.verdict import YES
from tests.agreements.conftest import PAPER_DAY, sign
from tests.cast import Town


def test_the_manager_records_the_day_of_the_paper_and_binds_from_now(cast: Town, sent: Agreement) -> None:
    party = actions.record_signature(actor=cast.wanda.actor, agreement=sent, signed_on=PAPER_DAY)
    assert (party.institution, party.signed_on, party.valid_from) == (cast.at("school"), PAPER_DAY, now())
    assert (party.valid_to, party.signed_by) == (OPEN_END, cast.wanda.user.pk)


def test_nobody_signs_for_another_institution(cast: Town, sent: Agreement) -> None:
    """I15, I16."""
    with pytest.raises(NotAllowed) as refused:
        sign(cast.olga, sent)
    assert refused.value.code == "agreement.not_party"


def test_a_worker_without_the_role_does_not_sign(cast: Town, sent: Agreement) -> None:
    with pytest.raises(NotAllowed) as refused:
        sign(cast.piotr, sent)
    assert refused.value.code == "agreement.not_keeper"


def test_a_party_signs_once(cast: Town, sent: Agreement) -> None:
    sign(cast.halina, sent)
    with pytest.raises(NotAllowed) as refused:
        sign(cast.ewa, sent)
    assert refused.value.code == "agreement.signed"


def test_of_two_who_record_it_at_once_one_is_told(cast: Town, sent: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kooperacja.agreements.access.can_sign", lambda *_: YES)
    sign(cast.halina, sent)
    with pytest.raises(Conflict):
        sign(cast.ewa, sent)


def test_a_draft_is_not_signed(cast: Town, draft: Agreement) -> None:
    with pytest.raises(NotAllowed) as refused:
        sign(cast.wanda, draft)
    assert refused.value.code == "agreement.not_signable"


def test_a_day_to_come_is_refused(cast: Town, sent: Agreement) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.record_signature(actor=cast.wanda.actor, agreement=sent, signed_on=date(2026, 11, 3))
    assert refused.value.field == "signed_on"


def test_taking_it_back_to_draft_voids_the_signatures(cast: Town, signed: Agreement) -> None:
    row = actions.back_to_draft(actor=cast.wanda.actor, agreement=signed)
    assert row.state == "draft"
    assert not any(party.has_signed or party.signed_on for party in row.parties.all())


def test_who_signs_while_it_is_in_force_joins_from_then(cast: Town, in_force: Agreement) -> None:
    mostek = cast.at("mostek").pk
    assert not Pact.objects.filter(agreement=in_force, recipient=mostek).exists()
    manager = cast.grazyna.actor
    with pytest.raises(NotAllowed):
        actions.record_signature(actor=manager, agreement=in_force, signed_on=PAPER_DAY)
    cast.grazyna.membership.role = "institution_manager"
    cast.grazyna.membership.save()
    del cast.grazyna.actor
    sign(cast.grazyna, in_force)
    pacts = Pact.objects.filter(agreement=in_force, recipient=mostek)
    assert {pact.owner_id for pact in pacts} == {cast.at("gops").pk, cast.at("school").pk}
    assert all(pact.valid_from == now() for pact in pacts)
