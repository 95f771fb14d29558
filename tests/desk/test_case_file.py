"""The combined case file: all parts of one family on one page, for those who work on it."""

from collections.abc import Callable
from typing import Any

from kooperacja.access.actions import restrict
from kooperacja.agreements.labels import Category
from kooperacja.cases.actions import appoint_worker, close_case, write_note
from kooperacja.cases.models import Case
from kooperacja.referrals.actions import accept, link_case, receive
from tests.cast import MONDAY, Town
from tests.desk.conftest import side_of
from tests.statements import at_most


def page(case: Case, part: str = "") -> str:
    return f"/rodziny/{case.ref}/{part}"


def test_the_key_worker_finds_all_parts_on_one_page(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.anna).get(page(case)).content.decode()
    for shown in (
        "Teczka rodziny GOPS.5021.1.2026",
        "rodzina <b>Malinowscy, Wierzbowo</b>",
        "prowadzi <b>Anna Lis</b>",
        "POMOST 114",
        "wywiad środowiskowy do <b>23.11.2026</b>, za 14 dni roboczych",
        "Marta Malinowscy",
        "Rozmowa z wychowawczynią.",
        "prowadzi sprawę",
        "Założono sprawę",
        "Dlaczego to widzę?",
        "Nowa notatka",
    ):
        assert shown in text, shown


def test_the_title_and_the_heading_hold_no_name(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.anna).get(page(case)).content.decode()
    assert "Malinowscy" not in text.partition("<title>")[2].partition("</title>")[0]
    assert "Malinowscy" not in text.partition("<h1>")[2].partition("</h1>")[0]


def test_who_is_not_in_the_team_gets_the_page_of_what_is_missing(cast: Town, case: Case, as_worker: Any) -> None:
    for worker in (cast.iga, cast.piotr, cast.jan, cast.grazyna, cast.olga):
        browser = as_worker(worker)
        for part in ("", "dziennik/", "historia/"):
            assert browser.get(page(case, part)).status_code == 404
    assert as_worker(cast.anna).get("/rodziny/bcdfghjkmnpq/").status_code == 404


def test_an_appointed_colleague_and_the_supervisor_see_it(cast: Town, case: Case, as_worker: Any) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    text = as_worker(cast.iga).get(page(case)).content.decode()
    assert "Iga Klon: członek zespołu rodziny" in text
    assert "Wyznacz osobę do zespołu" not in text, "a member of the team does not decide about it"
    assert "Wyznacz osobę do zespołu" in as_worker(cast.halina).get(page(case)).content.decode()


def test_the_officer_reads_the_course_and_no_name_nor_note(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.filip).get(page(case)).content.decode()
    assert "GOPS.5021.1.2026" in text
    assert "Malinowsc" not in text
    assert "wychowawczynią" not in text
    assert "Nowa notatka" not in text


def test_a_note_of_health_is_read_and_the_reading_is_logged(cast: Town, case: Case, as_worker: Any) -> None:
    from kooperacja.audit.models import Entry, Kind

    write_note(
        actor=cast.anna.actor,
        case=case,
        kind="visit",
        happened_on=MONDAY.date(),
        category=Category.HEALTH,
        text="Leczenie od września.",
    )
    assert "Leczenie od września." in as_worker(cast.anna).get(page(case)).content.decode()
    assert Entry.objects.filter(kind=Kind.READ, action="read.case_file", user_id=cast.anna.user.pk).exists()


def test_a_restricted_case_says_so_and_stays_with_the_key_worker(cast: Town, case: Case, as_worker: Any) -> None:
    restrict(cast.halina.actor, anchor_id=case.anchor_id)
    assert "art. 18 RODO" in as_worker(cast.anna).get(page(case)).content.decode()
    assert as_worker(cast.halina).get(page(case)).status_code == 404


def test_a_closed_case_offers_no_new_note(cast: Town, case: Case, as_worker: Any) -> None:
    close_case(actor=cast.anna.actor, case=case, close_reason="reached", closed_on=MONDAY.date())
    text = as_worker(cast.anna).get(page(case)).content.decode()
    assert "Nowa notatka" not in text
    assert "Wznów" in text


def test_a_referral_that_was_added_is_on_the_page_and_on_the_timeline(
    cast: Town, case: Case, send: Callable[..., str], as_worker: Any
) -> None:
    ref = send(cast.piotr, "gops")
    receive(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    accept(actor=cast.anna.actor, side=side_of(cast.anna, ref))
    link_case(actor=cast.anna.actor, side=side_of(cast.anna, ref), case=case)
    text = as_worker(cast.anna).get(page(case)).content.decode()
    assert text.count(f"/skierowania/{ref}/") >= 2
    assert "Skierowanie od: SP Wierzbowo" in text


def test_the_journal_and_the_history_are_pages_of_their_own(cast: Town, case: Case, as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    assert "Rozmowa z wychowawczynią." in anna.get(page(case, "dziennik/")).content.decode()
    history = anna.get(page(case, "historia/")).content.decode()
    assert "Anna Lis" in history
    block = anna.get(page(case, "historia/"), headers={"HX-Request": "true"}).content.decode()
    assert block.lstrip().startswith("<ol")


def test_what_is_typed_into_a_note_stays_text(cast: Town, case: Case, as_worker: Any) -> None:
    write_note(
        actor=cast.anna.actor,
        case=case,
        kind="other",
        happened_on=MONDAY.date(),
        category=Category.FAMILY,
        text="<script>alert(1)</script> {{ 7*7 }}",
    )
    text = as_worker(cast.anna).get(page(case)).content.decode()
    assert "<script>alert(1)" not in text
    assert "{{ 7*7 }}" in text


def test_a_new_note_begins_with_the_choice_of_a_case(cast: Town, case: Case, as_worker: Any) -> None:
    assert f"/rodziny/{case.ref}/notatka/" in as_worker(cast.anna).get("/nowa-notatka/").content.decode()
    assert case.ref not in as_worker(cast.iga).get("/nowa-notatka/").content.decode()


def test_the_case_file_takes_at_most_twelve_statements(cast: Town, case: Case, as_worker: Any) -> None:
    for worker in (cast.anna, cast.halina):
        browser = as_worker(worker)
        with at_most(12):
            browser.get(page(case))
