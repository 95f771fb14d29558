"""The Malinowscy of GOPS, what Marta agreed to, and the matrix of their file."""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import DisclosedItem, RegisterEntry
from kooperacja.disclosures.queries.offer import Cell, Offer, offer
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.people.actions import add_detail
from kooperacja.people.actions.details import DetailText
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import MONDAY, Town
from tests.consents.conftest import consent_text, give  # noqa: F401 - fixtures.

HELP = Purpose.JOINT_HELP
Matrix = Callable[..., Offer]


@pytest.fixture
def matrix(cast: Town, case: Case, family: dict[str, Person]) -> Matrix:  # noqa: F811
    """What Anna is offered, unless it is somebody else."""

    def offered(worker: Any = None) -> Offer:
        actor = (worker or cast.anna).actor
        with snapshot():
            return offer(actor, case_header(actor, case.ref, HELP), HELP)

    return offered


def cell_of(page: Offer, subject_id: int, category: str, recipient_id: int) -> Cell:
    found = [
        cell
        for cell in page.cells.values()
        if (cell.row.subject_id, cell.row.category, cell.recipient_id) == (subject_id, category, recipient_id)
    ]
    assert len(found) == 1
    return found[0]


def knows(cast: Town, person: Person, kind: str, text: str) -> None:
    add_detail(actor=cast.anna.actor, person=person, typed=DetailText(kind=kind, text=text, since=MONDAY.date()))


@pytest.fixture
def health(cast: Town, case: Case, family: dict[str, Person]) -> tuple[int, str, int]:  # noqa: F811
    """Marta's health, for which a provision is recorded towards the clinic."""
    knows(cast, family["Marta"], "health", "astma")
    ppp = cast.at("ppp").pk
    sharing.record_basis(
        actor=cast.anna.actor,
        case=case,
        subject_id=family["Marta"].anchor_id,
        recipient_id=ppp,
        category="health",
        purpose=HELP,
        is_consent=True,
        source="Zgoda z 02.11.2026, punkt 3",
    )
    return family["Marta"].anchor_id, "health", ppp


@pytest.fixture
def hand_over(cast: Town, case: Case, matrix: Matrix) -> Callable[..., list[RegisterEntry]]:  # noqa: F811
    """Anna hands over what is marked: (subject, category, recipient) each."""

    def handed(*marks: tuple[int, str, int], **told: Any) -> list[RegisterEntry]:
        page = matrix()
        cells = [cell_of(page, *mark) for mark in marks]
        chosen = [
            actions.Chosen(cell.row.place_id, cell.row.subject_id, cell.row.category, cell.recipient_id)
            for cell in cells
        ]
        return actions.disclose(**{"actor": cast.anna.actor, "case": case, "aim": HELP, "chosen": chosen, **told})

    return handed


def lines(entry: RegisterEntry) -> list[DisclosedItem]:
    with permit():
        rows = DisclosedItem._base_manager.filter(entry=entry).select_related("basis", "share")
        return list(rows.order_by("number"))


def entry_of(worker: Any, entry: RegisterEntry) -> RegisterEntry:
    """The same disclosure as this worker's side has it."""
    return get_entry(worker.actor, entry.disclosure.ref, HELP)
