"""What the school got of the Malinowscy and asks for again, and what GOPS asks others by law."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.inquiries import actions
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.models import Inquiry, InquirySide, InquiryText
from kooperacja.inquiries.queries.rows import get_side
from kooperacja.people.models import Person
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town
from tests.consents.conftest import Give, consent_text, give  # noqa: F401 - fixtures.
from tests.disclosures.conftest import entry_of, hand_over, matrix  # noqa: F401 - fixtures.

HELP = Purpose.JOINT_HELP
WHY = "Uczymy Olę i chcemy ustalić, kto odbiera ją ze szkoły."
Ask = Callable[..., InquirySide]


@pytest.fixture
def entry(cast: Town, family: dict[str, Person], give: Give, hand_over: Any) -> RegisterEntry:  # noqa: F811
    """Anna shows the school who Marta is; as the school's side has it."""
    school = cast.at("school").pk
    give(items=[Item(school, "identity"), Item(school, "employment")])
    return entry_of(cast.wanda, hand_over((family["Marta"].anchor_id, "identity", school))[0])


@pytest.fixture
def again(cast: Town, entry: RegisterEntry) -> Ask:
    """Wanda asks GOPS for more about the same case."""

    def asked(**told: Any) -> InquirySide:
        return actions.ask_again(
            **{
                "actor": cast.wanda.actor,
                "entry": entry,
                "wanted": Wanted(("employment",), WHY),
                **told,
            }
        )

    return asked


@pytest.fixture
def question(cast: Town, case: Case, family: dict[str, Person]) -> Ask:  # noqa: F811
    """Anna asks the labour office about Adam by art. 105, unless told otherwise."""

    def asked(**told: Any) -> InquirySide:
        facts: dict[str, Any] = {
            "actor": cast.anna.actor,
            "case": case,
            "person": family["Adam"],
            "addressee_id": cast.at("pup").pk,
            "basis": "ups_105",
            "wanted": Wanted(("employment",), "Czy pobiera zasiłek dla bezrobotnych i w jakiej kwocie?"),
        }
        return actions.ask_information(**{**facts, **told})

    return asked


def side_of(worker: Any, side: InquirySide) -> InquirySide:
    """The same request as this worker's side has it."""
    return get_side(worker.actor, side.inquiry.ref, HELP)


def state(side: InquirySide) -> str:
    with permit():
        return Inquiry._base_manager.get(pk=side.inquiry_id).state


def refused(code: str, act: Callable[[], Any]) -> KooperacjaError:
    """Refused with this code, and nothing half done."""
    models = (Inquiry, InquirySide, InquiryText)
    with permit():
        before = [model._base_manager.count() for model in models]
    with pytest.raises(KooperacjaError) as refusal:
        act()
    assert refusal.value.code == code
    with permit():
        assert [model._base_manager.count() for model in models] == before
    return refusal.value
