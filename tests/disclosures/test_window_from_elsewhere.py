"""A window that a program or the terminal opened stands in the register as one that was handed over on the page."""

from typing import Any

import pytest

from kooperacja.access.models import Share
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.models import Pact
from kooperacja.cases.models import Case
from kooperacja.disclosures.models import Disclosure
from kooperacja.disclosures.queries.register import Wanted, register_page
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cast import Town
from tests.disclosures.conftest import HELP
from tests.house.county import copied


def basis(cast: Town, case: Case, subject_id: int, category: str) -> Any:
    whom = {"subject_id": subject_id, "recipient_id": cast.at("school").pk}
    what = {"category": category, "purpose": HELP, "source": "art. 100", "is_consent": False}
    return sharing.record_basis(actor=cast.anna.actor, case=case, **whom, **what)


def test_each_party_has_one_entry_and_the_recipient_is_told_without_a_name(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    marta = family["Marta"].anchor_id
    held = basis(cast, case, marta, "identity")
    sharing.open_window(actor=cast.anna.actor, case=case, place_id=marta, basis=held)
    for worker, party, partner in ((cast.anna, "giver", "SP Wierzbowo"), (cast.wanda, "recipient", "GOPS Wierzbowo")):
        with snapshot():
            [row] = register_page(worker.actor, HELP, Wanted(party=party)).rows
        assert (row.partner, row.mode, row.state.value, row.sources) == (partner, "window", "disclosed", ("art. 100",))
    told = Notice.objects.filter(code="disclosure.disclose", institution_id=cast.at("school").pk)
    assert told.exists()


def test_what_needs_a_second_person_is_not_opened_past_him(cast: Town, case: Case, family: dict[str, Person]) -> None:
    marta = family["Marta"].anchor_id
    pact = Pact.objects.filter(owner=cast.at("gops"), recipient=cast.at("school")).earliest("pk")
    copied(pact, category="health", max_level=3)
    held = basis(cast, case, marta, "health")
    with pytest.raises(RuleBroken) as refused:
        sharing.open_window(actor=cast.anna.actor, case=case, place_id=marta, basis=held)
    assert refused.value.code == "disclosure.second_needed"
    with permit():
        assert not Share.objects.exists()
        assert not Disclosure._base_manager.exists()
