"""What a worker's home shows of referrals: late, waiting, come back."""

from typing import Any

from kooperacja.access.snapshot import snapshot
from kooperacja.referrals import actions, queries
from tests.cast import Town, Worker
from tests.referrals.story import JOINT_HELP, accepted, answered, assigned, drafted, received, returned, sent, side_of


def titles(worker: Worker, late: bool = False) -> list[str]:
    with snapshot():
        found = (queries.late if late else queries.waiting)(worker.actor, JOINT_HELP)
    return [task.title for task in found]


def news(worker: Worker) -> list[str]:
    with snapshot():
        return [str(row.state.label) for row in queries.returned_to(worker.actor, JOINT_HELP)]


def test_each_step_waits_for_the_one_whose_it_is(cast: Town, at_monday: Any) -> None:
    drafted(cast)
    assert titles(cast.piotr) == ["Dokończ i wyślij wersję roboczą skierowania"]
    sent(cast)
    received(cast)
    accepted(cast)
    assert sorted(titles(cast.anna)) == [
        "Otwórz skierowanie od SP Wierzbowo",
        "Przyjmij lub zwróć skierowanie od SP Wierzbowo",
        "Wyznacz osobę prowadzącą: skierowanie od SP Wierzbowo",
    ]
    assert titles(cast.iga) == []


def test_what_came_back_waits_for_the_sender(cast: Town, at_monday: Any) -> None:
    returned(cast)
    answered(cast)
    assert sorted(titles(cast.piotr)) == [
        "Potwierdź wykonanie: GOPS Wierzbowo",
        "Uzupełnij skierowanie do GOPS Wierzbowo",
    ]
    assert titles(cast.anna) == []


def test_what_is_led_waits_for_its_leader_only(cast: Town, at_monday: Any) -> None:
    assigned(cast)
    assert titles(cast.anna) == ["Odpowiedz na skierowanie od SP Wierzbowo"]
    assert titles(cast.halina) == []


def test_who_only_watches_has_nothing_to_do(cast: Town, at_monday: Any) -> None:
    sent(cast)
    received(cast)
    assert titles(cast.filip) == []


def test_what_is_past_its_deadline_is_late_and_no_longer_waiting(cast: Town, at_monday: Any) -> None:
    received(cast)
    at_monday.shift(8 * 86400)
    assert titles(cast.anna) == []
    assert titles(cast.anna, late=True) == ["Przyjmij lub zwróć skierowanie od SP Wierzbowo"]


def test_news_come_back_until_they_are_opened(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    assert news(cast.piotr) == [], "that it was opened is no answer yet"
    actions.accept(actor=cast.anna.actor, side=side)
    assert news(cast.piotr) == ["Przyjęte"]
    as_worker(cast.piotr).get(f"/skierowania/{side.referral.ref}/")
    assert news(cast.piotr) == []


def test_the_inbox_holds_what_nobody_has_taken_up(cast: Town, at_monday: Any) -> None:
    sent(cast)
    side = accepted(cast)
    with snapshot():
        assert queries.inbox_count(cast.anna.actor, JOINT_HELP) == len(queries.inbox(cast.anna.actor, JOINT_HELP)) == 2
    actions.assign(actor=cast.anna.actor, side=side_of(cast.anna, side), worker_id=cast.iga.user.pk)
    with snapshot():
        assert queries.inbox_count(cast.anna.actor, JOINT_HELP) == 1
        assert queries.inbox_count(cast.iga.actor, JOINT_HELP) == 0
