"""A Blue Card is filled by whom the act entitles; nobody else learns of it."""

from datetime import date

from kooperacja.access.actions import declare_conflict, hide_from, protect_address
from kooperacja.access.door import READ, visible
from kooperacja.access.models import PartKind
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.blue_cards.actions import InCard
from kooperacja.blue_cards.models import BlueCard, CardAddress, CardPerson
from kooperacja.blue_cards.queries.page import card_page
from kooperacja.blue_cards.queries.rows import cards
from kooperacja.people.models import Person
from tests.blue_cards.conftest import ADDRESS, Fill, refused, trust
from tests.cast import Town, Worker


def seen(worker: Worker, model: type = CardPerson) -> set[str]:
    """By any purpose."""
    with snapshot():
        return {str(row) for purpose in Purpose for row in visible(model, worker.actor, purpose, READ).all()}


def found(worker: Worker) -> int:
    with snapshot():
        return cards(worker.actor).count().number


def test_who_fills_it_reads_it_and_nobody_of_the_cooperation_does(cast: Town, card: BlueCard) -> None:
    trust(cast.halina)
    assert seen(cast.anna) >= {"Marta Malinowska", "Zenobia Sąsiadka"}
    assert card.due_on == date(2026, 11, 10)
    for other in (cast.ewa, cast.piotr, cast.jan, cast.iga, cast.halina, cast.filip):
        assert seen(other) == set(), other.email
        assert found(other) == 0


def test_who_is_not_entitled_is_refused(cast: Town, fill: Fill) -> None:
    trust(cast.tomasz)
    refused("blue_card.not_entitled", lambda: fill(actor=cast.tomasz.actor))
    refused("blue_card.not_authorised", lambda: fill(actor=cast.piotr.actor))


def test_a_card_that_says_too_little_is_refused_with_a_sentence(
    cast: Town, fill: Fill, family: dict[str, Person]
) -> None:
    adam = InCard(PartKind.SUSPECT, family["Adam"])
    marta = InCard(PartKind.VICTIM, family["Marta"])
    for code, told in {
        "blue_card.day_to_come": {"happened_on": date(2026, 11, 4)},
        "blue_card.place": {"place": "moon"},
        "blue_card.no_acts": {"acts": ()},
        "blue_card.code": {"acts": ("shouting",)},
        "blue_card.nobody": {"people": (adam,)},
        "blue_card.twice": {"people": (marta, InCard(PartKind.WITNESS, family["Marta"]))},
        "blue_card.no_name": {"people": (marta, InCard(PartKind.WITNESS))},
        "blue_card.part": {"people": (InCard(PartKind.MEMBER, family["Marta"]),)},
        "text.too_long": {"course": "a" * 4001},
    }.items():
        refused(code, lambda told=told: fill(**told))  # type: ignore[misc]


def test_a_protected_address_stays_masked_also_for_who_wrote_it(
    cast: Town, fill: Fill, family: dict[str, Person]
) -> None:
    protect_address(cast.anna.actor, anchor_id=family["Marta"].anchor_id)
    ref = fill().ref
    with snapshot():
        page = card_page(cast.anna.actor, ref)
    marta, _kuba, adam, _zenobia = page.people
    assert (marta.address, marta.is_masked) == ("", True)
    assert adam.address == "ul. Polna 3, Wierzbowo"
    with snapshot():
        assert [row.address for row in visible(CardAddress, cast.anna.actor, Purpose.VIOLENCE).all("pk")] == [
            adam.address
        ]


def test_without_a_lock_the_team_reads_it_and_paper_does_not(cast: Town, card: BlueCard) -> None:
    with snapshot():
        assert card_page(cast.anna.actor, card.ref).people[0].address == ADDRESS
        paper = card_page(cast.anna.actor, card.ref, with_addresses=False)
    assert (paper.people[0].address, paper.people[0].is_masked) == ("", True)


def test_a_lock_on_one_of_two_who_live_together_closes_the_whole_card(
    cast: Town, fill: Fill, family: dict[str, Person]
) -> None:
    """Adam is suspected; the lock about him or about Kuba is no lock on Marta, about whom the card is."""
    ref = fill().ref
    hide_from(cast.halina.actor, anchor_id=family["Kuba"].anchor_id, user_id=cast.anna.user.pk)
    assert found(cast.anna) == 0
    refused("blue_card.locked", fill)
    assert ref


def test_a_conflict_with_the_suspect_closes_it_to_that_worker_alone(
    cast: Town, go: object, family: dict[str, Person]
) -> None:
    go("met")  # type: ignore[operator]
    declare_conflict(cast.jan.actor, anchor_id=family["Adam"].anchor_id, user_id=cast.jan.user.pk)
    assert [found(worker) for worker in (cast.jan, cast.anna, cast.iga)] == [0, 1, 1]
