"""An entry, each of its lines, a correction, a copy received and a draft answer „why can I see this” and „who sees
this”, and name nobody.
"""

from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import Copy, Correction, DisclosedItem, Draft, RegisterEntry
from kooperacja.people.models import Person
from tests.cast import Town
from tests.consents.conftest import Give
from tests.disclosures.conftest import HELP
from tests.disclosures.test_correction import renamed

# Whose row it is; a copy is the recipient's.
MODELS: dict[str, tuple[Any, str]] = {
    "registerentry": (RegisterEntry, "anna"),
    "discloseditem": (DisclosedItem, "anna"),
    "copy": (Copy, "wanda"),
    "correction": (Correction, "anna"),
    "draft": (Draft, "anna"),
}


@pytest.mark.parametrize("kind", MODELS)
def test_its_worker_is_told_and_a_stranger_finds_nothing(
    cast: Town, case: Case, family: dict[str, Person], give: Give, hand_over: Any, as_worker: Any, kind: str
) -> None:
    school = cast.at("school").pk
    give(items=[Item(school, "identity")])
    hand_over((family["Marta"].anchor_id, "identity", school), letters=[school])
    renamed(cast, family["Marta"])
    actions.save_draft(actor=cast.anna.actor, case=case, aim=HELP, marks=[])
    model, name = MODELS[kind]
    worker = cast.workers[name]
    with snapshot():
        [row] = visible(model, worker.actor, HELP).all("pk", limit=1)
    for question in ("dlaczego", "kto-widzi"):
        answer = as_worker(worker).get(f"/{question}/{kind}/{row.pk}/")
        assert answer.status_code == 200
        assert "Malinowsk" not in answer.content.decode()
        assert as_worker(cast.jan).get(f"/{question}/{kind}/{row.pk}/").status_code == 404
