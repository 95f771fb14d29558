"""The derived table: equal to a calculation that asks every instant, and stable when rebuilt."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kooperacja.agreements.actions import pacts as writing
from kooperacja.agreements.actions import rebuild, rederive
from kooperacja.agreements.derivation import derive
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, Clause, Pact
from tests.cast import Town
from tests.statements import at_most

START = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = [START + timedelta(days=day) for day in range(8)]


def stored() -> set[tuple[Any, ...]]:
    return set(
        Pact.objects.values_list(
            "agreement", "clause", "owner", "recipient", "category", "purpose", "max_level", "valid_from", "valid_to"
        )
    )


def test_rebuilding_changes_nothing(cast: Town, in_force: Agreement) -> None:
    before = stored()
    assert rebuild() == len(before)
    assert stored() == before


def test_a_forged_pact_does_not_survive_a_rebuild(cast: Town, in_force: Agreement) -> None:
    before = stored()
    forged = Pact.objects.filter(agreement=in_force).first()
    assert forged is not None
    forged.pk, forged.recipient = None, cast.at("mostek")
    forged.save(force_insert=True)
    rederive(in_force.pk)
    assert stored() == before


def test_a_rebuild_mends_what_was_lost_forged_or_doubled_and_leaves_the_rest_alone(
    cast: Town, in_force: Agreement
) -> None:
    before, rows = stored(), Pact.objects.order_by("pk")
    kept = list(rows.exclude(agreement=in_force).values_list("pk", flat=True))
    lost, doubled = rows.filter(agreement=in_force)[:2]
    Pact.objects.filter(pk=lost.pk).delete()
    for change in ({}, {"recipient": cast.at("mostek")}):
        copy = Pact.objects.get(pk=doubled.pk)
        copy.pk = None
        for name, value in change.items():
            setattr(copy, name, value)
        copy.save(force_insert=True)
    assert rebuild() == len(before)
    assert kept
    assert stored() == before
    assert Pact.objects.count() == len(before)
    assert list(rows.exclude(agreement=in_force).values_list("pk", flat=True)) == kept


def test_more_wrong_pacts_than_one_statement_takes_are_taken_away_in_portions(
    cast: Town, in_force: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored()
    monkeypatch.setattr(writing, "AT_ONCE", 1)
    right = list(Pact.objects.filter(agreement=in_force)[:2])
    assert len(right) > writing.AT_ONCE
    for pact in right:
        pact.pk, pact.recipient = None, cast.at("mostek")
        pact.save(force_insert=True)
    rederive(in_force.pk)
    assert stored() == before
    assert Pact.objects.count() == len(before)


def test_what_is_asked_by_a_rebuild_does_not_grow_with_the_agreements(cast: Town, in_force: Agreement) -> None:
    for number in range(20):
        Agreement.objects.create(ref=f"ref{number}", title=f"Porozumienie {number}")
    with at_most(10):
        rebuild()


def _span(draw: st.DrawFn) -> dict[str, datetime]:
    first, last = sorted([draw(st.sampled_from(INSTANTS)), draw(st.sampled_from(INSTANTS))])
    return {"valid_from": first, "valid_to": last}


@st.composite
def papers(draw: st.DrawFn) -> tuple[list[AgreementForce], list[AgreementParty], list[Clause]]:
    """Up to two periods, three parties and two clauses, with spans over one week."""
    forces = [AgreementForce(agreement_id=1, **_span(draw)) for _ in range(draw(st.integers(0, 2)))]
    parties = [AgreementParty(agreement_id=1, institution_id=n, **_span(draw)) for n in range(1, 4)]
    side = st.sampled_from([None, 1, 2, 3])
    clauses = [
        Clause(pk=n, agreement_id=1, giver_id=draw(side), receiver_id=draw(side), category="family", **_span(draw))
        for n in range(draw(st.integers(0, 2)))
    ]
    return forces, parties, clauses


def _flows(papers: Any, owner: int, recipient: int, at: datetime) -> bool:
    """Asked of one instant, from the words of the design and not from the derivation."""
    forces, parties, clauses = papers
    bound = {party.institution_id for party in parties if party.valid_from <= at < party.valid_to}
    runs = any(force.valid_from <= at < force.valid_to for force in forces)
    says = any(
        clause.valid_from <= at < clause.valid_to
        and (clause.giver_id is None or clause.giver_id == owner)
        and (clause.receiver_id is None or clause.receiver_id == recipient)
        for clause in clauses
    )
    return owner != recipient and owner in bound and recipient in bound and runs and says


@given(papers())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_pacts_say_at_every_instant_what_the_papers_say(papers: Any) -> None:
    pacts = list(derive(*papers))
    assert all(pact.valid_from < pact.valid_to for pact in pacts)
    for owner, recipient, day in product((1, 2, 3), (1, 2, 3), range(9)):
        at = START + timedelta(days=day)
        open_now = any(
            pact.owner_id == owner and pact.recipient_id == recipient and pact.valid_from <= at < pact.valid_to
            for pact in pacts
        )
        assert open_now == _flows(papers, owner, recipient, at)


@pytest.mark.parametrize("giver", ["gops", None])
@pytest.mark.parametrize("receiver", ["school", None])
def test_direction_limits_who_gives_and_who_gets(
    cast: Town, in_force: Agreement, giver: str | None, receiver: str | None
) -> None:
    sides = {
        "giver": cast.at(giver) if giver else None,
        "receiver": cast.at(receiver) if receiver else None,
    }
    Clause.objects.filter(agreement=in_force).update(**sides)
    rederive(in_force.pk)
    flows = set(Pact.objects.filter(agreement=in_force).values_list("owner", "recipient"))
    gops, school = cast.at("gops").pk, cast.at("school").pk
    assert flows == ({(gops, school)} if giver or receiver else {(gops, school), (school, gops)})
