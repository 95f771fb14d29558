"""Bringing into force: two people, two signatures, one clause, and the days of the paper."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, AgreementForce, Pact
from kooperacja.foundation.clock import OPEN_END, day_start, now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.agreements.conftest import CLAUSE, send, sign
from tests.cast import MONDAY, Town


def test_a_second_person_brings_it_into_force(cast: Town, signed: Agreement) -> None:
    row = actions.enforce(actor=cast.halina.actor, agreement=signed)
    assert (row.state, row.prepared_by, row.enforced_by) == ("in_force", cast.ewa.user.pk, cast.halina.user.pk)


def test_who_sent_it_does_not_bring_it_into_force(cast: Town, signed: Agreement) -> None:
    """I16."""
    with pytest.raises(NotAllowed) as refused:
        actions.enforce(actor=cast.ewa.actor, agreement=signed)
    assert refused.value.code == "agreement.two_people"
    assert not Pact.objects.filter(agreement=signed).exists()


def test_a_manager_of_a_party_that_has_not_signed_does_not(cast: Town, sent: Agreement) -> None:
    sign(cast.halina, sent)
    with pytest.raises(NotAllowed) as refused:
        actions.enforce(actor=cast.wanda.actor, agreement=sent)
    assert refused.value.code == "agreement.not_signed"


def test_one_signature_is_not_enough(cast: Town, sent: Agreement) -> None:
    sign(cast.wanda, sent)
    with pytest.raises(NotAllowed) as refused:
        actions.enforce(actor=cast.wanda.actor, agreement=sent)
    assert refused.value.code == "agreement.signatures"


@pytest.mark.parametrize("who", ["anna", "piotr", "olga", "filip"])
def test_nobody_without_the_role_does(cast: Town, signed: Agreement, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.enforce(actor=getattr(cast, who).actor, agreement=signed)
    assert refused.value.code == "agreement.not_keeper"


def test_of_two_people_at_once_the_second_is_told(cast: Town, signed: Agreement) -> None:
    stale = Agreement.objects.get(pk=signed.pk)
    actions.enforce(actor=cast.halina.actor, agreement=signed)
    with pytest.raises(Conflict) as refused:
        actions.enforce(actor=cast.wanda.actor, agreement=stale)
    assert refused.value.code == "state.changed"
    assert AgreementForce.objects.filter(agreement=signed).count() == 1


def test_a_draft_without_a_partner_is_not_sent(cast: Town, at_monday: Any) -> None:
    row = actions.draft_agreement(actor=cast.ewa.actor, title="Porozumienie")
    with pytest.raises(NotAllowed) as refused:
        actions.negotiate(actor=cast.ewa.actor, agreement=row)
    assert refused.value.code == "agreement.parties"


def test_until_the_last_day_means_until_its_end_in_warsaw(in_force: Agreement) -> None:
    """I7."""
    force = in_force.forces.get()
    assert force.valid_from == MONDAY
    assert force.valid_to == datetime(2027, 12, 31, 23, tzinfo=UTC)
    assert force.valid_to == day_start(date(2028, 1, 1))


def test_a_first_day_that_has_not_come_is_waited_for(cast: Town, draft: Agreement) -> None:
    actions.change_agreement(
        actor=cast.ewa.actor, agreement=draft, version=1, valid_on=date(2026, 12, 1), valid_until=None
    )
    send(cast, draft)
    sign(cast.halina, draft)
    sign(cast.wanda, draft)
    force = actions.enforce(actor=cast.halina.actor, agreement=draft).forces.get()
    assert (force.valid_from, force.valid_to) == (day_start(date(2026, 12, 1)), OPEN_END)


def test_a_first_day_that_has_passed_is_never_backdated(cast: Town, draft: Agreement) -> None:
    actions.change_agreement(actor=cast.ewa.actor, agreement=draft, version=1, valid_on=date(2026, 1, 1))
    send(cast, draft)
    sign(cast.halina, draft)
    sign(cast.wanda, draft)
    assert actions.enforce(actor=cast.halina.actor, agreement=draft).forces.get().valid_from == now()


def test_after_the_last_day_nothing_comes_into_force(cast: Town, signed: Agreement) -> None:
    with time_machine.travel(datetime(2028, 1, 1, 12, tzinfo=UTC)), pytest.raises(NotAllowed) as refused:
        actions.enforce(actor=cast.halina.actor, agreement=signed)
    assert refused.value.code == "agreement.over"


def test_a_suspension_empties_from_now_on_and_keeps_what_was(cast: Town, in_force: Agreement) -> None:
    """I8."""
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.suspend(actor=cast.wanda.actor, agreement=in_force, code="incident")
        pacts = list(Pact.objects.filter(agreement=in_force))
        assert len(pacts) == 2
        assert {(pact.valid_from, pact.valid_to) for pact in pacts} == {(MONDAY, now())}


def test_only_the_party_that_suspended_resumes(cast: Town, in_force: Agreement) -> None:
    actions.suspend(actor=cast.wanda.actor, agreement=in_force, code="incident")
    with pytest.raises(NotAllowed) as refused:
        actions.resume(actor=cast.halina.actor, agreement=in_force)
    assert refused.value.code == "agreement.suspended_by_other"
    with time_machine.travel(MONDAY + timedelta(days=9), tick=False):
        row = actions.resume(actor=cast.wanda.actor, agreement=in_force)
        assert (row.state, row.forces.count()) == ("in_force", 2)
        assert Pact.objects.filter(agreement=row, valid_from=now()).count() == 2


def test_ending_is_for_good_and_needs_a_reason(cast: Town, in_force: Agreement) -> None:
    with pytest.raises(RuleBroken):
        actions.end(actor=cast.wanda.actor, agreement=in_force, reason=" ")
    row = actions.end(actor=cast.wanda.actor, agreement=in_force, reason="likwidacja świetlicy")
    assert (row.state, row.end_reason) == ("terminated", "likwidacja świetlicy")
    assert not Pact.objects.filter(agreement=row, valid_to__gt=now()).exists()
    with pytest.raises(Conflict):
        actions.resume(actor=cast.wanda.actor, agreement=row)


def test_an_outsider_neither_suspends_nor_ends(cast: Town, in_force: Agreement) -> None:
    cast.olga.membership.role = "institution_manager"
    outsider = cast.olga.actor
    for act in (
        lambda: actions.suspend(actor=outsider, agreement=in_force, code="incident"),
        lambda: actions.end(actor=outsider, agreement=in_force, reason="bo tak"),
        lambda: actions.withdraw_party(actor=outsider, agreement=in_force, code="tasks"),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "agreement.not_signed"


def test_a_party_that_leaves_takes_its_pacts_and_leaves_the_others(cast: Town, in_force: Agreement) -> None:
    """I8."""
    cast.grazyna.membership.role = "institution_manager"
    sign(cast.grazyna, in_force)
    assert Pact.objects.filter(agreement=in_force, valid_to__gt=now()).count() == 6
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        actions.withdraw_party(actor=cast.wanda.actor, agreement=in_force, code="tasks")
        live = Pact.objects.filter(agreement=in_force, valid_to__gt=now())
        assert {pact.owner_id for pact in live} == {cast.at("gops").pk, cast.at("mostek").pk}
        with pytest.raises(NotAllowed):
            actions.withdraw_party(actor=cast.wanda.actor, agreement=in_force, code="tasks")


def test_a_clause_in_force_is_narrowed_by_any_bound_party_and_never_widened(cast: Town, in_force: Agreement) -> None:
    clause = in_force.clauses.select_related("agreement").get()
    with pytest.raises(NotAllowed):
        actions.add_clause(actor=cast.wanda.actor, agreement=in_force, **CLAUSE)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        actions.end_clause(actor=cast.wanda.actor, clause=clause)
        assert not Pact.objects.filter(agreement=in_force, valid_to__gt=now()).exists()
        with pytest.raises(Conflict):
            actions.end_clause(actor=cast.halina.actor, clause=clause)


def test_a_clause_of_what_waits_for_signature_stays(cast: Town, signed: Agreement) -> None:
    clause = signed.clauses.select_related("agreement").get()
    with pytest.raises(NotAllowed) as refused:
        actions.end_clause(actor=cast.wanda.actor, clause=clause)
    assert refused.value.code == "agreement.not_draft"


def test_a_draft_is_discarded_with_a_reason(cast: Town, draft: Agreement) -> None:
    row = actions.discard(actor=cast.wanda.actor, agreement=draft, reason="zastąpione innym")
    assert (row.state, row.end_reason) == ("discarded", "zastąpione innym")


def test_one_in_force_is_not_discarded(cast: Town, in_force: Agreement) -> None:
    with pytest.raises(Conflict):
        actions.discard(actor=cast.wanda.actor, agreement=in_force, reason="pomyłka")
