"""A notice, a consent and each of its items answer „why can I see this” and „who sees this”, and name nobody."""

from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.consents import actions
from kooperacja.consents.models import Consent, ConsentItem, NoticeWay, PrivacyNotice, Wording
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.consents.conftest import Give

MODELS: dict[str, Any] = {"consent": Consent, "consentitem": ConsentItem, "privacynotice": PrivacyNotice}


@pytest.mark.once
@pytest.mark.parametrize("kind", MODELS)
def test_its_worker_is_told_and_a_stranger_finds_nothing(
    cast: Town, case: Case, family: dict[str, Person], give: Give, notice_text: Wording, as_worker: Any, kind: str
) -> None:
    give()
    told = {"case": case, "people": [family["Marta"]], "wording": notice_text.pk}
    actions.give_notice(actor=cast.anna.actor, **told, way=NoticeWay.HANDED, given_on=MONDAY.date())
    with snapshot():
        [row] = visible(MODELS[kind], cast.anna.actor, Purpose.JOINT_HELP).all("pk", limit=1)
    for question in ("dlaczego", "kto-widzi"):
        answer = as_worker(cast.anna).get(f"/{question}/{kind}/{row.pk}/")
        assert answer.status_code == 200
        assert "Malinowsk" not in answer.content.decode()
        assert as_worker(cast.jan).get(f"/{question}/{kind}/{row.pk}/").status_code == 404
