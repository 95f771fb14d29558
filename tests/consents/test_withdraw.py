"""Withdrawing: at once, item by item, told to those who looked, and what it leaves alone."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import appoint
from kooperacja.access.door import visible
from kooperacja.access.models import Basis, Capacity, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.consents import actions
from kooperacja.consents.actions import Item
from kooperacja.consents.models import Consent
from kooperacja.consents.queries.case import case_page
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotFound, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cast import Town
from tests.consents.conftest import Give, items_of

HELP = Purpose.JOINT_HELP
People = dict[str, Person]


def shown_to_the_school(cast: Town, case: Case, give: Give) -> Consent:
    """Marta's identity to Piotr, and her housing to the county centre."""
    consent = give(items=[Item(cast.at("school").pk, "identity"), Item(cast.at("pcpr").pk, "housing")])
    basis = items_of(consent)[0].basis
    assert basis is not None
    window = sharing.open_window(actor=cast.anna.actor, case=case, place_id=basis.subject_id, basis=basis)
    sharing.place_reader(actor=cast.wanda.actor, window=window, user_id=cast.piotr.user.pk)
    return consent


def seen_by(worker: Any) -> int:
    with snapshot():
        return visible(Person, worker.actor, HELP).count().number


def test_the_window_closes_at_once_and_the_reader_is_told_no_name(cast: Town, case: Case, give: Give) -> None:
    consent = shown_to_the_school(cast, case, give)
    assert seen_by(cast.piotr) == 1
    actions.withdraw(actor=cast.anna.actor, case=case, consent=consent, items=items_of(consent)[:1])
    assert seen_by(cast.piotr) == 0
    told = Notice.objects.get(code="consent.withdrawn")
    assert (told.user_id, told.about_kind) == (cast.piotr.user.pk, "share")


def test_the_other_item_of_the_same_paper_stays(cast: Town, case: Case, give: Give) -> None:
    consent = shown_to_the_school(cast, case, give)
    first, second = items_of(consent)
    actions.withdraw(actor=cast.anna.actor, case=case, consent=consent, items=[first])
    with snapshot():
        (row,) = case_page(cast.anna.actor, case.ref, HELP).consents
    assert [item.status for item in row.items] == ["withdrawn", "given"]
    assert Basis.objects.get(pk=second.basis_id).holds_at(now())


def test_the_trial_says_who_loses_sight_and_changes_nothing(cast: Town, case: Case, give: Give) -> None:
    consent = shown_to_the_school(cast, case, give)
    bases = [item.basis for item in items_of(consent) if item.basis]
    changes = actions.try_withdrawal(actor=cast.anna.actor, case=case, bases=bases)
    assert [(one.user_name, one.lost) for one in changes] == [("Piotr Sowa", 1)]
    assert seen_by(cast.piotr) == 1
    assert not Notice.objects.filter(code="consent.withdrawn").exists()


def test_withdrawing_twice_is_a_sentence(cast: Town, case: Case, give: Give) -> None:
    consent = give()
    actions.withdraw(actor=cast.anna.actor, case=case, consent=consent, items=items_of(consent))
    with pytest.raises(RuleBroken) as refusal:
        actions.withdraw(actor=cast.anna.actor, case=case, consent=consent, items=items_of(consent))
    assert (refusal.value.code, refusal.value.field) == ("consent.ended", "items")


def test_a_refusal_cannot_be_withdrawn(cast: Town, case: Case, give: Give) -> None:
    consent = give(items=[Item(cast.at("pup").pk, "employment", is_given=False)])
    with pytest.raises(RuleBroken) as refusal:
        actions.withdraw(actor=cast.anna.actor, case=case, consent=consent, items=items_of(consent))
    assert refusal.value.code == "consent.was_refused"


def test_a_program_that_ends_the_fact_tells_the_readers_too(cast: Town, case: Case, give: Give) -> None:
    consent = shown_to_the_school(cast, case, give)
    basis = items_of(consent)[0].basis
    assert basis is not None
    sharing.end_basis(actor=cast.anna.actor, case=case, basis=basis)
    assert Notice.objects.filter(code="consent.withdrawn").count() == 1
    with snapshot():
        (row,) = case_page(cast.anna.actor, case.ref, HELP).consents
    assert row.items[0].status == "withdrawn"


def test_what_rests_on_a_provision_stays_open(cast: Town, case: Case, family: People, give: Give) -> None:
    consent = give(items=[Item(cast.at("school").pk, "identity")])
    what = {"recipient_id": cast.at("school").pk, "category": "identity", "purpose": HELP}
    keys: dict[str, Any] = {"actor": cast.anna.actor, "case": case}
    about = {"subject_id": family["Marta"].anchor_id}
    law = sharing.record_basis(**keys, **about, **what, is_consent=False, source="art. 100")
    window = sharing.open_window(**keys, place_id=family["Marta"].anchor_id, basis=law)
    actions.withdraw(**keys, consent=consent, items=items_of(consent))
    assert Share.objects.get(pk=window.pk).holds_at(now())


def test_a_partner_who_reads_the_case_finds_no_consents(cast: Town, case: Case, give: Give) -> None:
    """To whom else a family agreed is no business of his, also where he sees the coordination."""
    consent = give()
    basis = sharing.record_basis(
        actor=cast.anna.actor,
        case=case,
        subject_id=case.subject_id,
        recipient_id=cast.at("school").pk,
        category="coordination",
        purpose=HELP,
        is_consent=False,
        source="art. 100",
    )
    sharing.open_window(actor=cast.anna.actor, case=case, place_id=case.anchor_id, basis=basis)
    keys = {"user_id": cast.piotr.user.pk, "institution_id": cast.at("school").pk}
    appoint(cast.wanda.actor, **keys, anchor=case.anchor, capacity=Capacity.TEAM)
    with snapshot(), pytest.raises(NotFound):
        case_page(cast.piotr.actor, case.ref, HELP)
    assert consent.owner_id == cast.at("gops").pk


def test_a_consent_that_ran_out_is_ended_and_not_withdrawn(cast: Town, case: Case, give: Give, at_monday: Any) -> None:
    consent = give()
    at_monday.move_to(now() + timedelta(days=430))
    with snapshot():
        (row,) = case_page(cast.anna.actor, case.ref, HELP).consents
    assert (row.ref, row.items[0].status) == (consent.ref, "ended")
