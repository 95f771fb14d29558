"""G.2: the dates of each step, who makes it, and that nobody is let in without a signed statement."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kooperacja.access.snapshot import snapshot
from kooperacja.blue_cards import actions, law
from kooperacja.blue_cards.models import BlueCard
from kooperacja.blue_cards.queries.page import card_page
from kooperacja.blue_cards.queries.rows import get_card
from kooperacja.teams.models import Team
from tests.blue_cards.conftest import refused, seat_of, seated, trust
from tests.cast import Town

Go = Callable[[str], BlueCard]


def test_the_dates_of_the_scenario_are_told_with_their_reason(cast: Town, go: Go) -> None:
    card = go("met")
    with snapshot():
        page = card_page(cast.jan.actor, card.ref)
    assert {step.name: step.due_on for step in page.steps if step.due_on} == {
        "hand_over": date(2026, 11, 10),
        "name_group": date(2026, 11, 10),
        "meet": date(2026, 11, 17),
        "tell_absent": date(2026, 11, 19),
    }
    told = {step.name: step.explanation for step in page.steps}
    assert told["hand_over"].startswith("5 dni roboczych od 03.11.2026")
    assert "11.11.2026" in told["meet"]
    assert not any(step.is_late for step in page.steps)


def test_deadlines_come_from_the_dated_file(db: None) -> None:
    for name, after in law.AFTER.items():
        assert law.step(name, date(2026, 11, 3)).after == after


def test_who_is_told_of_the_absence_late_and_then_it_ends(cast: Town, go: Go, at_monday: Any) -> None:
    card = go("met")
    refused(
        "blue_card.untold", lambda: actions.end(actor=cast.jan.actor, card=card, reason_code="stopped", day=today())
    )
    at_monday.move_to("2026-11-20T09:00:00+00:00")
    with snapshot():
        assert card_page(cast.jan.actor, card.ref).row.is_late
    actions.tell_absent(actor=cast.jan.actor, card=card, day=date(2026, 11, 20))
    refused("blue_card.told", lambda: actions.tell_absent(actor=cast.jan.actor, card=card, day=date(2026, 11, 20)))
    entry = actions.write_entry(actor=cast.anna.actor, card=again(cast, card), seen_on=today(), text="Wizyta, spokój.")
    assert entry.institution_id == cast.anna.institution.pk
    card = again(cast, card)
    assert card.state == "monitored"
    actions.end(actor=cast.jan.actor, card=card, reason_code="stopped", day=today())
    assert again(cast, card).state == "concluded"
    refused(
        "blue_card.not_monitored",
        lambda: actions.write_entry(actor=cast.jan.actor, card=again(cast, card), seen_on=today(), text="Po czasie."),
    )


def today() -> date:
    from kooperacja.foundation.clock import today as this_day

    return this_day()


def again(cast: Town, card: BlueCard) -> BlueCard:
    return get_card(cast.jan.actor, card.ref)


def test_nobody_is_let_in_without_a_statement_or_an_authorisation(cast: Town, go: Go, team: Team) -> None:
    card = get_card(cast.iga.actor, go("received").ref)
    unsigned = seated(cast, team, cast.piotr, signed=False)
    both = [seat_of(team, cast.anna), seat_of(team, cast.jan)]

    def named(*members: int) -> None:
        actions.name_group(actor=cast.iga.actor, card=card, members=members, day=date(2026, 11, 5))

    refusal = refused("blue_card.no_statement", lambda: named(*both, unsigned.pk))
    assert "Piotr Sowa" in str(refusal)
    refused("blue_card.core", lambda: named(both[0]))
    refused("blue_card.members", lambda: named(*both, 987_654))
    from kooperacja.teams.actions import record_statement

    record_statement(actor=cast.halina.actor, seat=unsigned, signed_on=date(2026, 11, 5))
    refused("blue_card.not_open", lambda: named(*both, unsigned.pk))
    assert get_card(cast.iga.actor, card.ref).state == "received"
    trust(cast.piotr)
    named(*both, unsigned.pk)
    assert get_card(cast.piotr.actor, card.ref).state == "named"


def test_each_step_is_made_by_who_sits_over_the_card(cast: Town, go: Go, team: Team) -> None:
    card = go("handed")
    for worker in (cast.anna, cast.jan):
        refusal = "blue_card.no_seat" if worker is cast.anna else "row.closed"
        refused(refusal, lambda worker=worker: actions.receive(actor=worker.actor, card=card, day=today()))  # type: ignore[misc]
    refused("blue_card.day_before", lambda: actions.receive(actor=cast.iga.actor, card=card, day=date(2026, 11, 4)))


def test_those_over_the_card_get_a_notice_that_says_nothing(cast: Town, go: Go) -> None:
    from kooperacja.mailing.hooks import PAGES
    from kooperacja.notices.models import Notice

    card = go("met")
    told = set(Notice.objects.filter(about_kind="bluecard").values_list("user__email", flat=True))
    assert told == {worker.email for worker in (cast.anna, cast.iga, cast.jan)}
    pages = ["".join(page(worker.actor, "bluecard", card.pk) for page in PAGES) for worker in (cast.jan, cast.ewa)]
    assert pages == [f"/procedury/{card.ref}/", ""]
