"""What each of the cast finds on the home page: late, waiting, come back, next dates, and calm where nothing is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from kooperacja.access.actions import declare_conflict
from kooperacja.accounts.models import User
from kooperacja.cases.models import Case
from kooperacja.directory.kinds import Role
from kooperacja.referrals.actions import accept, receive, return_for_completion
from kooperacja.referrals.law import reasons_for
from tests.cast import PASSWORD, Town, enrol
from tests.desk.conftest import side_of
from tests.statements import at_most

Send = Callable[..., str]


def section(text: str, name: str) -> str:
    """The part of the page under this heading."""
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_a_letter_in_the_inbox_waits_for_who_opens_it(cast: Town, send: Send, as_worker: Any) -> None:
    ref = send(cast.piotr, "gops")
    text = as_worker(cast.anna).get("/").content.decode()
    waits = section(text, "waiting")
    assert f"/skierowania/{ref}/" in waits
    assert "SP Wierzbowo" in waits
    assert "Ola Malinowska" in waits
    assert 'class="count accent">1<' in text, "the menu counts the inbox"
    for stranger in (cast.iga, cast.jan, cast.olga):
        other = as_worker(stranger).get("/").content.decode()
        assert ref not in other
        assert "count accent" not in other


def test_what_is_late_stands_first_with_its_distance(cast: Town, send: Send, as_worker: Any, at_monday: Any) -> None:
    send(cast.piotr, "gops")
    at_monday.move_to(datetime(2026, 11, 6, 9, tzinfo=UTC))
    text = as_worker(cast.anna).get("/").content.decode()
    assert "2 dni robocze po terminie" in section(text, "late")
    assert "Nic na Ciebie nie czeka" in text


def test_an_answer_comes_back_to_the_sender_until_it_is_opened(cast: Town, send: Send, as_worker: Any) -> None:
    ref = send(cast.piotr, "gops")
    receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    accept(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    piotr = as_worker(cast.piotr)
    news = section(piotr.get("/").content.decode(), "news")
    assert f"/skierowania/{ref}/" in news
    assert "Przyjęte" in news
    assert "dziś, 11:40" in news
    piotr.get(f"/skierowania/{ref}/")
    assert ref not in section(piotr.get("/").content.decode(), "news")


def test_what_came_back_is_not_shown_twice(cast: Town, send: Send, as_worker: Any) -> None:
    ref = send(cast.piotr, "gops")
    receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    reason = reasons_for("return", cast.at("gops").kind, datetime.now(UTC).date())[0].code
    return_for_completion(actor=cast.anna.actor, side=side_of(cast.anna, ref), reason_code=reason, text="Brak daty.")
    piotr = as_worker(cast.piotr)
    text = piotr.get("/").content.decode()
    assert text.count(f"/skierowania/{ref}/") == 1
    piotr.get(f"/skierowania/{ref}/")
    assert f"/skierowania/{ref}/" in section(piotr.get("/").content.decode(), "waiting")


def test_the_key_worker_sees_the_interview_among_the_dates_and_later_as_late(
    cast: Town, case: Case, as_worker: Any, at_monday: Any
) -> None:
    text = as_worker(cast.anna).get("/").content.decode()
    assert "pon. 23.11.2026 · za 14 dni roboczych" in text
    assert "Malinowscy · GOPS.5021.1.2026" in text
    assert 'id="late"' not in text
    at_monday.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert "1 dzień roboczy po terminie" in section(as_worker(cast.anna).get("/").content.decode(), "late")


def test_the_families_are_counted_by_state_for_those_who_see_them(cast: Town, case: Case, as_worker: Any) -> None:
    assert "/rodziny/?state=intake" in as_worker(cast.anna).get("/").content.decode()
    assert "/rodziny/?state=intake" in as_worker(cast.halina).get("/").content.decode()
    for stranger in (cast.iga, cast.piotr, cast.jan):
        text = as_worker(stranger).get("/").content.decode()
        assert "Malinowscy" not in text
        assert "?state=" not in text


def test_a_conflict_of_interest_takes_the_case_from_the_home_page(cast: Town, case: Case, as_worker: Any) -> None:
    declare_conflict(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.anna.user.pk)
    assert case.number not in as_worker(cast.anna).get("/").content.decode()


def test_the_data_protection_officer_has_a_calm_page(cast: Town, case: Case, send: Send, as_worker: Any) -> None:
    send(cast.piotr, "gops")
    text = as_worker(cast.filip).get("/").content.decode()
    assert "Nic na Ciebie nie czeka" in text
    assert "Porozumienia" in text
    assert "Malinowsk" not in text
    assert "/skrzynka/" not in text
    assert "Nowe skierowanie" not in text


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_page_that_works(cast: Town, at_monday: object, as_worker: Any, role: str) -> None:
    user = User.objects.create_user("ktos@gops.example", PASSWORD, full_name="Ktoś Nowy")
    worker = enrol(user, cast.at("gops"), role, title="stanowisko")
    answer = as_worker(worker).get("/")
    assert answer.status_code == 200
    assert "Nic na Ciebie nie czeka" in answer.content.decode()
    assert answer.content.decode().count('aria-current="page"') >= 1


def test_an_adviser_never_gets_to_families(cast: Town, at_monday: object, as_worker: Any) -> None:
    user = User.objects.create_user("ktos@gops.example", PASSWORD, full_name="Ktoś Nowy")
    worker = enrol(user, cast.at("gops"), Role.ADVISER, title="doradca")
    assert "/rodziny/" not in as_worker(worker).get("/").content.decode()


def test_home_takes_at_most_fourteen_statements(cast: Town, case: Case, send: Send, as_worker: Any) -> None:
    for number in range(5):
        ref = send(cast.piotr, "gops", first_name=f"Ola{number}")
        receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    send(cast.anna, "pcpr")
    for worker in (cast.anna, cast.piotr, cast.halina, cast.filip):
        browser = as_worker(worker)
        # tests/house/exceptions.py says of what.
        with at_most(14):
            browser.get("/")
