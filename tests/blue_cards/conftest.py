"""Scenario G.2: Anna fills a card about the Malinowscy; the interdisciplinary team is led by Iga, Jan of the police
and Anna sit in it. Piotr and Ewa, who cooperate about the family, have no part in it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kooperacja.access.actions import authorise
from kooperacja.access.models import PartKind
from kooperacja.access.permit import permit
from kooperacja.agreements.labels import Category
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.actions import CardA, InCard
from kooperacja.blue_cards.models import BlueCard, CardEntry, CardPerson, CardSeat
from kooperacja.blue_cards.queries.rows import get_card
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.people.models import Person
from kooperacja.teams import actions as teams
from kooperacja.teams.models import Seat, Team
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import Town, Worker
from tests.replay import retold

TUESDAY = "2026-11-03T09:00:00+00:00"
ORDINANCE: dict[str, Any] = {"number": "52/2026", "issuer": "Wójt", "signed_on": date(2026, 9, 14)}
ADDRESS = "ul. Schronienia 7, Brzezin"
Fill = Callable[..., BlueCard]


def trust(worker: Worker) -> None:
    """A named authorisation for data on violence and for addresses."""
    keys: dict[str, Any] = {"user_id": worker.user.pk, "institution_id": worker.institution.pk}
    authorise(worker.actor, **keys, categories=(Category.VIOLENCE, Category.ADDRESS))


@pytest.fixture
@retold
def team(cast: Town, at_monday: Any) -> Team:
    """The interdisciplinary team works; who sits in it has signed on paper."""
    halina = cast.halina.actor
    found = teams.found_team(
        actor=halina, name="Zespół interdyscyplinarny", variant="statutory", kind="interdisciplinary", agreement=None
    )
    teams.add_act(actor=halina, team=found, kind="ordinance", **ORDINANCE)
    for worker, function in ((cast.iga, "coordinator"), (cast.jan, "member"), (cast.anna, "member")):
        seated(cast, found, worker, function)
        trust(worker)
    teams.start(actor=halina, team=found)
    return found


def seated(cast: Town, team: Team, worker: Worker, function: str = "member", *, signed: bool = True) -> Seat:
    halina = cast.halina.actor
    seat = teams.open_seat(actor=halina, team=team, institution=worker.institution, function=function)
    names = cast.wanda if worker is cast.piotr else cast.halina
    seat = teams.name_worker(actor=names.actor, seat=seat, user_id=worker.user.pk)
    if signed:
        teams.record_statement(actor=halina, seat=seat, signed_on=date(2026, 9, 15))
    return seat


def seat_of(team: Team, worker: Worker) -> int:
    return int(Seat.objects.get(team=team, user=worker.user).pk)


@pytest.fixture
def fill(cast: Town, case: Case, family: dict[str, Person], team: Team, at_monday: Any) -> Fill:  # noqa: F811
    """Anna on Tuesday 3 November: Marta and Kuba suffer, Adam is suspected; they live together."""

    def filled(**told: Any) -> BlueCard:
        at_monday.move_to(TUESDAY)
        facts: dict[str, Any] = {
            "happened_on": date(2026, 11, 2),
            "place": "home",
            "acts": ("physical", "psychological"),
            "people": (
                InCard(PartKind.VICTIM, family["Marta"], address=ADDRESS),
                InCard(PartKind.CHILD, family["Kuba"]),
                InCard(PartKind.SUSPECT, family["Adam"], address="ul. Polna 3, Wierzbowo"),
                InCard(PartKind.WITNESS, first_name="Zenobia", last_name="Sąsiadka"),
            ),
            "taken": ("safe_place",),
            "course": "Uderzył Martę w obecności syna.",
        }
        who = told.pop("actor", cast.anna.actor)
        about = told.pop("case", case)
        return actions.fill_card(actor=who, case=about, told=CardA(**{**facts, **told}))

    return filled


@pytest.fixture
@retold
def card(fill: Fill) -> BlueCard:
    return fill()


@pytest.fixture
def go(cast: Town, card: BlueCard, team: Team, at_monday: Any) -> Callable[[str], BlueCard]:
    """The card led on to this state, on the days of the scenario."""

    def led(state: str) -> BlueCard:
        for name, worker, day, facts in (
            ("hand_over", cast.anna, date(2026, 11, 5), {"team": team}),
            ("receive", cast.iga, date(2026, 11, 5), {}),
            (
                "name_group",
                cast.iga,
                date(2026, 11, 9),
                {"members": [seat_of(team, cast.anna), seat_of(team, cast.jan)]},
            ),
            ("accept", cast.jan, date(2026, 11, 9), {}),
            ("meet", cast.jan, date(2026, 11, 16), {"absence_on": date(2026, 11, 16)}),
        ):
            found = get_card(worker.actor, card.ref)
            if found.state == state:
                return found
            at_monday.move_to(f"{day}T09:00:00+00:00")
            getattr(actions, name)(actor=worker.actor, card=found, day=day, **facts)
        return get_card(cast.jan.actor, card.ref)

    return led


def refused(code: str, act: Callable[[], Any]) -> KooperacjaError:
    """Refused with this code, and nothing half done."""
    models = (BlueCard, CardPerson, CardSeat, CardEntry)
    with permit():
        before = [model._base_manager.count() for model in models]
    with pytest.raises(KooperacjaError) as refusal:
        act()
    assert refusal.value.code == code
    with permit():
        assert [model._base_manager.count() for model in models] == before
    return refusal.value
