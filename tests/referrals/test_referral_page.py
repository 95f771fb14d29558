"""The page of a referral: its way, its history, what the reader can do, and who reads what."""

from datetime import UTC, datetime
from typing import Any

from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import Side
from tests.cast import Town, Worker
from tests.referrals import story
from tests.referrals.story import JOINT_HELP, accepted, answered, received, returned, sent, side_of
from tests.statements import counted


def page_of(worker: Worker, side: Side) -> queries.ReferralPage:
    with snapshot():
        return queries.referral_page(worker.actor, side_of(worker, side), JOINT_HELP)


WAY = (
    ("drafted", "nttttt", "Wysłane"),
    ("sent", "nttttt", "Wysłane"),
    ("received", "dntttt", "Odebrane"),
    ("returned", "dntttt", "Zwrócone do uzupełnienia"),
    ("accepted", "ddnttt", "Przyjęte"),
    ("assigned", "dddntt", "W toku"),
    ("answered", "ddddnt", "Wykonane"),
)


def test_six_steps_tell_where_it_is(cast: Town, at_monday: Any) -> None:
    for made, states, now in WAY:
        page = page_of(cast.piotr, getattr(story, made)(cast))
        assert "".join(step.state[0] for step in page.steps) == states, made
        assert [str(step.label) for step in page.steps if step.state == "now"] == [now], made


def test_an_end_before_the_end_is_its_last_step(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    actions.decline(actor=cast.anna.actor, side=side, reason_code="not_ours", text="Nie my.")
    assert [str(step.label) for step in page_of(cast.piotr, side).steps] == [
        "Wysłane",
        "Odebrane",
        "Odmowa przyjęcia",
    ]


def test_a_confirmed_one_has_passed_all_steps(cast: Town, at_monday: Any) -> None:
    side = answered(cast)
    actions.confirm(actor=cast.piotr.actor, side=side_of(cast.piotr, side))
    assert {step.state for step in page_of(cast.anna, side).steps} == {"done"}


def test_the_addressee_decides_with_four_buttons(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    page = page_of(cast.anna, side)
    assert [str(move.label) for move in page.moves] == [
        "Przyjmij skierowanie",
        "Zwróć do uzupełnienia",
        "Przekaż innej instytucji",
        "Odmów przyjęcia",
    ]
    text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert text.count('class="button go') == 1, "at most one main button in a view"
    assert "Twoja decyzja" in text


def test_the_sender_is_told_whose_turn_it_is(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    page = page_of(cast.piotr, side)
    assert (page.is_my_turn, page.turn, [move.name for move in page.moves]) == (False, "GOPS Wierzbowo", ["withdraw"])
    assert (
        "Teraz kolej na: GOPS Wierzbowo."
        in as_worker(cast.piotr).get(f"/skierowania/{side.referral.ref}/").content.decode()
    )


def test_the_data_protection_officer_reads_the_course_and_not_the_content(
    cast: Town, at_monday: Any, as_worker: Any
) -> None:
    side = returned(cast)
    page = page_of(cast.filip, side)
    assert (page.letter, page.answers, page.moves) == (None, [], [])
    text = as_worker(cast.filip).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "a nie jego treść" in text
    for secret in ("Malinowska", "34 godziny", "Od kiedy trwają"):
        assert secret not in text


def test_history_is_told_newest_first_with_the_words_that_were_said(cast: Town, at_monday: Any) -> None:
    side = returned(cast)
    events = page_of(cast.piotr, side).events
    assert [event.move for event in events] == ["return", "receive", "send", "draft"]
    assert events[0].answer is not None
    assert events[0].answer.text == "Od kiedy trwają nieobecności?"
    assert (events[1].who, events[1].institution) == ("Anna Lis", "GOPS Wierzbowo")
    assert [event.move for event in page_of(cast.anna, side).events] == ["return", "receive", "send"]


def test_no_name_is_in_the_title_the_address_or_a_heading(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = accepted(cast)
    for path in ("", "druk/", "wyznacz/", "zaloz-sprawe/"):
        text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/{path}").content.decode()
        title = text.partition("<title>")[2].partition("</title>")[0]
        assert side.referral.number in title
        assert "Malinowska" not in title
        assert "Malinowska" not in text.partition("<h1")[2].partition("</h1>")[0]


def test_a_letter_of_the_own_institution_is_read_without_an_entry(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/")
    assert Entry.objects.filter(kind="read").count() == 0


def test_reading_a_letter_on_health_is_written_to_the_trail(cast: Town, at_monday: Any, as_worker: Any) -> None:
    cast.at("ppp").kind = "health_clinic"
    cast.at("ppp").save()
    side = received(cast, by="ida", basis="patient_consent", reason_code="disability")
    text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "Malinowska" in text
    entry = Entry.objects.get(kind="read")
    assert [row.subject_id for row in entry.subjects.all()] == [side.subject_id]


def test_an_answer_to_a_letter_on_health_is_of_that_level(cast: Town, at_monday: Any) -> None:
    cast.at("ppp").kind = "health_clinic"
    cast.at("ppp").save()
    side = received(cast, by="ida", basis="patient_consent", reason_code="disability")
    actions.return_for_completion(actor=cast.anna.actor, side=side, reason_code="missing_facts", text="Od kiedy?")
    assert page_of(cast.anna, side).answers[0].text == "Od kiedy?"
    assert page_of(cast.ida, side).answers[0].text == "Od kiedy?"


def test_the_printout_holds_the_letter_and_the_history(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/druk/").content.decode()
    for shown in ("Ola Malinowska, 12 lat", "art. 41 i 42", "Historia", "Wydruk: Anna Lis"):
        assert shown in text


def test_the_page_shows_when_it_was_opened_in_warsaw(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    at_monday.move_to(datetime(2026, 11, 3, 7, 5, tzinfo=UTC))
    text = as_worker(cast.anna).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "02.11.2026, 11:40" in text
    assert "03.11.2026, 8:05" in text


def test_the_number_of_statements_of_a_page_is_bounded(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser, costs = as_worker(cast.piotr), []
    for side in (received(cast), returned(cast), answered(cast)):
        browser.get(f"/skierowania/{side.referral.ref}/")
        with counted() as statements:
            browser.get(f"/skierowania/{side.referral.ref}/")
        costs.append(len(statements))
    assert len(set(costs)) == 1
    assert costs[0] <= 12
