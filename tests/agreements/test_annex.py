"""An annex: a new version with the same states, which all who are bound sign, and which acts from now on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.agreements import actions
from kooperacja.agreements.changes import givers_of_more
from kooperacja.agreements.models import Agreement, Clause, Pact
from kooperacja.agreements.queries.versions import version_of
from kooperacja.foundation.clock import OPEN_END, day_end, now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.agreements.conftest import CLAUSE, annexed, applied, send, sign
from tests.agreements.test_pacts import stored
from tests.cast import MONDAY, Town

LATER = MONDAY + timedelta(days=3)
HEALTH: dict[str, Any] = {**CLAUSE, "paragraph": "§ 6", "category": "health", "max_level": 3}


def refused(act: Any) -> str:
    with pytest.raises((NotAllowed, RuleBroken, Conflict)) as no:
        act()
    return str(no.value.code)


def clause_of(agreement: Agreement) -> Clause:
    return agreement.clauses.select_related("agreement").get()


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


# ---- Its way


def test_an_annex_is_a_paper_of_its_own_that_opens_nothing(cast: Town, in_force: Agreement) -> None:
    before = stored()
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.wanda.actor, agreement=annex, **HEALTH)
    assert (annex.state, annex.annex_number, annex.amends) == ("draft", 1, in_force)
    assert {party.institution.key for party in annex.parties.all()} == {"gops", "school"}, "who is bound, signs"
    assert stored() == before


def test_at_its_instant_old_clauses_end_and_new_ones_begin(cast: Town, in_force: Agreement) -> None:
    """I8: never backdated, and pacts follow in the same transaction."""
    old = clause_of(in_force)
    with time_machine.travel(LATER, tick=False):
        annex = annexed(cast, in_force)
        actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "category": "housing"}, replaces=old)
        applied(cast, annex)
        assert fresh(annex).effective_at == now()
    old.refresh_from_db()
    new = Clause.objects.exclude(pk=old.pk).get(agreement=in_force)
    assert (old.valid_to, new.valid_from, new.valid_to, new.category) == (LATER, LATER, OPEN_END, "housing")
    pacts = {(pact.category, pact.valid_from, pact.valid_to) for pact in Pact.objects.filter(agreement=in_force)}
    end = datetime(2027, 12, 31, 23, tzinfo=UTC)
    assert pacts == {("education", MONDAY, LATER), ("housing", LATER, end)}
    derived = stored()
    actions.rebuild()
    assert stored() == derived


def test_a_clause_is_added_and_another_ends_by_it(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **HEALTH)
    actions.drop_clause(actor=cast.ewa.actor, annex=annex, clause=clause_of(in_force))
    with time_machine.travel(LATER, tick=False):
        applied(cast, annex)
        live = Pact.objects.filter(agreement=in_force, valid_to__gt=now())
        assert {pact.category for pact in live} == {"health"}


def test_versions_show_what_was_and_what_is(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=date(2028, 6, 30))
    actions.add_clause(
        actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "max_level": 3}, replaces=clause_of(in_force)
    )
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **HEALTH)
    applied(cast, annex)
    shown = version_of(fresh(annex))
    assert [(line.what, bool(line.old), bool(line.new)) for line in shown.changes] == [
        ("§ 5", True, True),
        ("§ 6", False, True),
        ("Obowiązuje do dnia", True, True),
    ]
    assert "2 – " in shown.changes[0].old
    assert "3 – " in shown.changes[0].new
    assert (shown.changes[2].old, shown.changes[2].new) == ("31.12.2027", "30.06.2028")


def test_a_second_person_brings_it_into_force(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=date(2027, 6, 30))
    send(cast, annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)
    assert refused(lambda: actions.enforce(actor=cast.ewa.actor, agreement=annex)) == "agreement.two_people"
    assert actions.enforce(actor=cast.wanda.actor, agreement=annex).state == "in_force"


# ---- Widening and narrowing


WIDER: list[dict[str, Any]] = [
    {"category": "health", "max_level": 3},
    {"max_level": 3},
    {"purpose": "oversight"},
]


@pytest.mark.parametrize("change", WIDER)
def test_an_annex_that_widens_alone_is_refused(cast: Town, in_force: Agreement, change: dict[str, Any]) -> None:
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, **change}, replaces=clause_of(in_force))
    assert givers_of_more(fresh(annex)) == {cast.at("gops").pk, cast.at("school").pk}
    send(cast, annex)
    sign(cast.halina, annex)
    before = stored()
    assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=annex)) == "annex.widens_alone"
    assert stored() == before
    sign(cast.wanda, annex)
    actions.enforce(actor=cast.halina.actor, agreement=annex)
    assert stored() != before


def test_a_wider_direction_is_wider(cast: Town, in_force: Agreement) -> None:
    gops, school = cast.at("gops").pk, cast.at("school").pk
    Clause.objects.filter(agreement=in_force).update(giver=gops)
    annex = annexed(cast, in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **CLAUSE, replaces=clause_of(in_force))
    assert givers_of_more(fresh(annex)) == {school}, "only the school would show more"


def test_a_longer_time_is_wider(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=None)
    assert givers_of_more(fresh(annex)) == {cast.at("gops").pk, cast.at("school").pk}
    send(cast, annex)
    sign(cast.halina, annex)
    assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=annex)) == "annex.widens_alone"


@pytest.mark.parametrize("way", ["direction", "shorter", "dropped"])
def test_a_narrowing_needs_no_opinion_but_all_signatures_and_two_people(
    cast: Town, in_force: Agreement, way: str
) -> None:
    annex = annexed(cast, in_force, **({"valid_until": date(2027, 6, 30)} if way == "shorter" else {}))
    if way == "direction":
        one_way = {**CLAUSE, "giver_id": cast.at("gops").pk}
        actions.add_clause(actor=cast.ewa.actor, agreement=annex, **one_way, replaces=clause_of(in_force))
    elif way == "dropped":
        actions.drop_clause(actor=cast.ewa.actor, annex=annex, clause=clause_of(in_force))
    assert givers_of_more(fresh(annex)) == set()
    actions.negotiate(actor=cast.ewa.actor, agreement=annex)
    actions.submit(actor=cast.ewa.actor, agreement=annex)
    sign(cast.halina, annex)
    assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=annex)) == "annex.signatures"
    sign(cast.wanda, annex)
    assert refused(lambda: actions.enforce(actor=cast.ewa.actor, agreement=annex)) == "agreement.two_people"
    actions.enforce(actor=cast.halina.actor, agreement=annex)


# ---- The last day


def test_an_extension_moves_the_end_of_the_period(cast: Town, in_force: Agreement) -> None:
    applied(cast, annexed(cast, in_force, valid_until=date(2028, 12, 31)))
    assert fresh(in_force).valid_until == date(2028, 12, 31)
    assert in_force.forces.get().valid_to == day_end(date(2028, 12, 31))
    assert all(pact.valid_to == day_end(date(2028, 12, 31)) for pact in Pact.objects.filter(agreement=in_force))


def test_a_suspended_agreement_is_extended_without_being_resumed(cast: Town, in_force: Agreement) -> None:
    with time_machine.travel(LATER, tick=False):
        actions.suspend(actor=cast.wanda.actor, agreement=in_force, code="law")
        applied(cast, annexed(cast, in_force, valid_until=date(2028, 12, 31)))
        assert not Pact.objects.filter(agreement=in_force, valid_to__gt=now()).exists()
        actions.resume(actor=cast.wanda.actor, agreement=fresh(in_force))
        assert in_force.forces.latest("pk").valid_to == day_end(date(2028, 12, 31))


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2020, 1, 1)])
def test_dates_turned_round_are_refused(cast: Town, in_force: Agreement, day: date) -> None:
    with pytest.raises(RuleBroken) as no:
        annexed(cast, in_force, valid_until=day)
    assert (no.value.code, no.value.field) == ("annex.day", "valid_until")
    assert not in_force.annexes.exists()


def test_a_day_that_passed_while_it_was_signed_is_refused(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=date(2026, 11, 4))
    send(cast, annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)
    with time_machine.travel(MONDAY + timedelta(days=5), tick=False):
        assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=annex)) == "agreement.over"


# ---- What it may not do


def test_an_annex_while_another_is_open_is_refused(cast: Town, in_force: Agreement) -> None:
    first = annexed(cast, in_force)
    assert refused(lambda: annexed(cast, in_force)) == "annex.open"
    actions.discard(actor=cast.wanda.actor, agreement=first, reason="inaczej")
    assert annexed(cast, in_force).annex_number == 1


def test_an_empty_annex_goes_nowhere(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force)
    assert refused(lambda: actions.negotiate(actor=cast.ewa.actor, agreement=annex)) == "annex.empty"


def test_an_annex_has_no_annex_and_is_not_suspended(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=None)
    assert refused(lambda: annexed(cast, annex)) == "annex.no_agreement"
    applied(cast, annex)
    for act in (
        lambda: actions.suspend(actor=cast.wanda.actor, agreement=annex, code="law"),
        lambda: actions.end(actor=cast.wanda.actor, agreement=annex, reason="bo"),
        lambda: actions.withdraw_party(actor=cast.wanda.actor, agreement=annex, code="law"),
    ):
        assert refused(act) == "annex.no_agreement"


def test_parties_of_an_annex_follow_from_the_agreement(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force)
    assert (
        refused(lambda: actions.add_party(actor=cast.ewa.actor, agreement=annex, institution=cast.at("pup")))
        == "annex.no_agreement"
    )
    party = annex.parties.get(institution=cast.at("school"))
    assert refused(lambda: actions.remove_party(actor=cast.ewa.actor, party=party)) == "annex.no_agreement"


def test_a_draft_or_an_ended_agreement_has_no_annex(cast: Town, draft: Agreement) -> None:
    assert refused(lambda: annexed(cast, draft)) == "agreement.not_signed"


def test_an_expired_agreement_is_not_revived(cast: Town, in_force: Agreement) -> None:
    with time_machine.travel(datetime(2028, 1, 2, tzinfo=UTC), tick=False):
        assert refused(lambda: annexed(cast, in_force, valid_until=date(2029, 1, 1))) == "agreement.over"


def test_it_changes_only_clauses_that_are_there(cast: Town, in_force: Agreement) -> None:
    annex, clause = annexed(cast, in_force), clause_of(in_force)
    foreign = cast.agreement.clauses.first() if cast.agreement else None
    assert foreign is not None
    add = lambda one: actions.add_clause(actor=cast.ewa.actor, agreement=annex, **CLAUSE, replaces=one)  # noqa: E731
    assert refused(lambda: add(foreign)) == "clause.not_changed"
    add(clause)
    assert refused(lambda: add(clause)) == "clause.doubled"
    assert refused(lambda: actions.drop_clause(actor=cast.ewa.actor, annex=annex, clause=clause)) == "clause.doubled"


def test_a_clause_that_ended_meanwhile_is_not_opened_again_by_it(cast: Town, in_force: Agreement) -> None:
    """One party braked while the annex was on its way."""
    annex, clause = annexed(cast, in_force), clause_of(in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "paragraph": "§ 5a"}, replaces=clause)
    with time_machine.travel(LATER, tick=False):
        actions.end_clause(actor=cast.wanda.actor, clause=clause)
        assert refused(lambda: applied(cast, annex)) == "annex.overtaken"
        assert not Pact.objects.filter(agreement=in_force, valid_to__gt=now()).exists()


def test_what_would_open_again_what_was_braked_needs_an_opinion(cast: Town, in_force: Agreement) -> None:
    """A clause like one that is there widens nothing, until that one is ended by a party."""
    annex, clause = annexed(cast, in_force, valid_until=date(2027, 6, 30)), clause_of(in_force)
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **{**CLAUSE, "paragraph": "§ 9"})
    actions.negotiate(actor=cast.ewa.actor, agreement=annex)
    actions.submit(actor=cast.ewa.actor, agreement=annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)
    actions.end_clause(actor=cast.wanda.actor, clause=clause)
    assert refused(lambda: actions.enforce(actor=cast.halina.actor, agreement=annex)) == "opinion.missing"


def test_who_left_meanwhile_need_not_sign(cast: Town, in_force: Agreement) -> None:
    annex = annexed(cast, in_force, valid_until=date(2027, 1, 31))
    actions.withdraw_party(actor=cast.wanda.actor, agreement=in_force, code="tasks")
    send(cast, annex)
    sign(cast.halina, annex)
    assert actions.enforce(actor=cast.halina.actor, agreement=annex).state == "in_force"


def test_nothing_is_done_by_half_when_it_fails(
    cast: Town, in_force: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I34."""
    annex = annexed(cast, in_force, valid_until=date(2028, 1, 31))
    actions.add_clause(actor=cast.ewa.actor, agreement=annex, **HEALTH)
    send(cast, annex)
    for worker in (cast.halina, cast.wanda):
        sign(worker, annex)
    before = stored()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("kooperacja.agreements.actions.effects._change_last_day", fail)
    with pytest.raises(RuntimeError):
        actions.enforce(actor=cast.halina.actor, agreement=annex)
    assert (fresh(annex).state, in_force.clauses.count(), stored()) == ("for_signature", 1, before)
