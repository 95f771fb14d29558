"""Who leaves the interdisciplinary team leaves its cards with it, and who leads it next finds them."""

from collections.abc import Callable
from typing import Any

from kooperacja.access.snapshot import snapshot
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.models import BlueCard
from kooperacja.blue_cards.queries.rows import cards, get_card
from kooperacja.foundation.clock import today
from kooperacja.teams import actions as teams
from kooperacja.teams.models import Seat, Team
from tests.blue_cards.conftest import seat_of, trust
from tests.cast import Town, Worker

Go = Callable[[str], BlueCard]


def found(*workers: Worker) -> list[int]:
    with snapshot():
        return [cards(worker.actor).count().number for worker in workers]


def held(team: Team, worker: Worker) -> Seat:
    return Seat.objects.select_related("team", "institution").get(pk=seat_of(team, worker))


def test_a_new_chair_leads_the_card_on_and_the_earlier_one_finds_nothing(cast: Town, go: Go, team: Team) -> None:
    card = go("received")
    trust(cast.ewa)
    seat = teams.name_worker(actor=cast.halina.actor, seat=held(team, cast.iga), user_id=cast.ewa.user.pk)
    assert found(cast.iga, cast.ewa) == [0, 0]
    teams.record_statement(actor=cast.halina.actor, seat=seat, signed_on=today())
    assert found(cast.iga, cast.ewa) == [0, 1]
    members = [seat_of(team, cast.anna), seat_of(team, cast.jan)]
    actions.name_group(actor=cast.ewa.actor, card=get_card(cast.ewa.actor, card.ref), members=members, day=today())


def test_a_member_whose_seat_ends_finds_the_card_no_longer(cast: Town, go: Go, team: Team) -> None:
    go("met")
    teams.end_seat(actor=cast.halina.actor, seat=held(team, cast.jan))
    assert found(cast.jan, cast.iga) == [0, 1]


def test_a_card_answers_no_question_of_the_usual_pages(cast: Town, card: BlueCard, as_worker: Any) -> None:
    """ "Why can I see this" and "who sees this" are asked for joint help: for a card there is no such page."""
    for worker in (cast.anna, cast.halina):
        for path in ("dlaczego", "kto-widzi"):
            assert as_worker(worker).get(f"/{path}/bluecard/{card.pk}/").status_code == 404
