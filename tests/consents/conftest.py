"""The Malinowscy of GOPS with their ages, and the texts that the manager approved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.cases.models import Case
from kooperacja.consents import actions
from kooperacja.consents.models import Consent, ConsentItem, Wording
from kooperacja.people.models import Person
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import MONDAY, Town

UNTIL = date(2027, 12, 31)
Give = Callable[..., Consent]


def approved(cast: Town, kind: str, language: str = "pl") -> Wording:
    """Filip writes it, Halina answers for it."""
    body = "Administratorem danych jest GOPS Wierzbowo.\nZgodę można wycofać w każdej chwili."
    row = actions.write_text(actor=cast.filip.actor, kind=kind, language=language, body=body)
    actions.approve_text(actor=cast.halina.actor, wording=row, version=row.version, since=MONDAY.date())
    return row


@pytest.fixture
def consent_text(cast: Town, at_monday: Any) -> Wording:
    return approved(cast, "consent")


@pytest.fixture
def notice_text(cast: Town, at_monday: Any) -> Wording:
    return approved(cast, "notice")


@pytest.fixture
def give(cast: Town, case: Case, family: dict[str, Person], consent_text: Wording) -> Give:  # noqa: F811
    """Marta agrees that the school learns of attendance, unless told otherwise."""

    def given(**told: Any) -> Consent:
        facts: dict[str, Any] = {
            "actor": cast.anna.actor,
            "case": case,
            "person": family["Marta"],
            "signer": family["Marta"],
            "wording": consent_text.pk,
            "medium": "paper",
            "signed_on": MONDAY.date(),
            "until": UNTIL,
            "items": [actions.Item(cast.at("school").pk, "education")],
        }
        return actions.give_consent(**{**facts, **told})

    return given


def items_of(consent: Consent) -> list[ConsentItem]:
    with permit():
        rows = ConsentItem._base_manager.filter(consent=consent).select_related("basis__subject", "consent")
        return list(rows.order_by("number"))
