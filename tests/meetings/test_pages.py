"""The pages of meetings: what each member reads on them, and what they cost."""

from typing import Any

import pytest
from django.urls import reverse

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.meetings import actions
from kooperacja.meetings.models import CaseItem, Invitation, Meeting
from kooperacja.meetings.queries.screen import screen_page
from tests.cast import Town
from tests.meetings.conftest import come, of, place, seen


def at(name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=args)


def test_a_meeting_is_planned_on_its_page_and_invited(cast: Town, team: Any, as_worker: Any) -> None:
    browser = as_worker(cast.ewa)
    page = browser.get(at("plan", team.ref))
    assert "02.12.2026" in page.content.decode()
    typed = {"day": "01.12.2026", "hour": "10:00", "minutes_long": "90", "place": "GOPS, sala 4"}
    assert browser.post(at("plan", team.ref), {**typed, "hour": "o dziesiątej"}).status_code == 422
    sent = browser.post(at("plan", team.ref), typed)
    assert sent.status_code == 303
    row = Meeting.objects.get()
    assert browser.post(at("move", row.ref, "invite"), {}).status_code == 303
    assert Invitation.objects.filter(meeting=row).count() == 6
    answered = as_worker(cast.piotr).post(at("answer", row.ref), {"answer": "yes"})
    assert answered.status_code == 303
    assert place(cast, row, "piotr").answer == "yes"
    assert as_worker(cast.ida).get(at("show", row.ref)).status_code == 404


def test_who_may_not_see_the_case_reads_no_word_of_it(
    cast: Town, held: Meeting, item: CaseItem, case: Case, as_worker: Any
) -> None:
    for worker, sees in ((cast.piotr, True), (cast.tomasz, False)):
        browser = as_worker(worker)
        page = browser.get(at("show", held.ref)).content.decode()
        assert (case.number in page, item.ref in page) == (sees, sees)
        assert browser.get(at("item", held.ref, item.ref)).status_code == (200 if sees else 404)
        assert browser.get(at("pdf", held.ref)).status_code == 200


def test_the_minutes_are_saved_in_place_and_a_conflict_shows_both_texts(
    cast: Town, held: Meeting, item: CaseItem, as_worker: Any
) -> None:
    browser, address = as_worker(cast.anna), at("write", held.ref, item.ref)
    saved = browser.post(address, {"text": "Szkoła mówi o frekwencji.", "version": "1"}, headers={"HX-Request": "true"})
    assert saved.status_code == 200
    assert 'value="2"' in saved.content.decode()
    assert "<html" not in saved.content.decode()
    late = as_worker(cast.ewa).post(address, {"text": "PCPR mówi o wizycie.", "version": "1"})
    told = late.content.decode()
    assert late.status_code == 409
    assert "Szkoła mówi o frekwencji." in told
    assert "PCPR mówi o wizycie." in told
    assert 'name="newest" value="2"' in told
    typed = {"text": "PCPR mówi o wizycie, i więcej.", "version": "1", "newest": "2"}
    typing = as_worker(cast.ewa).post(address, typed, headers={"HX-Request": "true"})
    assert typing.status_code == 409
    assert seen(cast.ewa, item).text == "Szkoła mówi o frekwencji."
    both = {**typed, "text": "Szkoła mówi o frekwencji. PCPR mówi o wizycie.", "is_meant": "1"}
    assert as_worker(cast.ewa).post(address, both).status_code == 200
    assert seen(cast.ewa, item).text == both["text"]


def test_a_vote_is_written_down_on_the_page(cast: Town, held: Meeting, item: CaseItem, as_worker: Any) -> None:
    browser, address = as_worker(cast.ewa), at("decide", held.ref, item.ref)
    typed = {f"vote_{place(cast, held, name).pk}": "for" for name in ("ewa", "anna", "piotr", "olga")}
    refused = browser.post(address, {"words": "Zatwierdza plan.", "charged": str(cast.at("school").pk), **typed})
    assert refused.status_code == 422
    assert "Zatwierdza plan." in refused.content.decode()
    assert browser.post(address, {"words": "Zatwierdza plan.", **typed}).status_code == 303
    assert seen(cast.ewa, item).is_adopted


def test_the_screen_shows_only_what_all_in_the_room_may_see(
    cast: Town, held: Meeting, item: CaseItem, case: Case, as_worker: Any
) -> None:
    actions.add_item(actor=cast.ewa.actor, meeting=of(cast.ewa, held), title="Szkolenie zespołu")
    page = as_worker(cast.ewa).get(at("screen", held.ref)).content.decode()
    assert case.number in page
    assert "Szkolenie" in page
    come(cast, held, "ewa", "anna", "piotr", "jan", "olga", "tomasz")
    page = as_worker(cast.ewa).get(at("screen", held.ref)).content.decode()
    assert case.number not in page
    assert "1. Szkolenie" in page
    assert not any(worker.user.full_name in page for worker in (cast.piotr, cast.jan, cast.olga))
    come(cast, held, "ewa", "anna", "piotr", "jan", "olga")
    actions.recuse(actor=cast.jan.actor, meeting=of(cast.jan, held), item=seen(cast.jan, item))
    with snapshot():
        assert [one.case_number for one in screen_page(cast.ewa.actor, held.ref, Purpose.JOINT_HELP).lines] == [""]


@pytest.mark.parametrize("name", ["list", "show", "screen"])
def test_a_page_costs_the_same_whatever_its_length(
    cast: Town, held: Meeting, item: CaseItem, case: Case, as_worker: Any, name: str, django_assert_max_num_queries: Any
) -> None:
    for why in ("start", "review", "closing", "other"):
        actions.add_case(actor=cast.anna.actor, meeting=of(cast.anna, held), case=case, why=why)
    browser = as_worker(cast.anna)
    with django_assert_max_num_queries(12):
        assert browser.get(at(name, *([] if name == "list" else [held.ref]))).status_code == 200


def test_the_page_of_a_team_tells_of_its_meetings_and_of_the_families_that_the_reader_knows(
    cast: Town, held: Meeting, item: CaseItem, case: Case, as_worker: Any
) -> None:
    address = reverse("teams:show", args=[held.team.ref])
    days = (held.starts_at.date() - item.need_on).days
    for worker, sees, plans in ((cast.ewa, True, True), (cast.piotr, True, False), (cast.tomasz, False, False)):
        page = as_worker(worker).get(address).content.decode()
        assert at("show", held.ref) in page
        assert (at("plan", held.team.ref) in page) == plans
        assert (case.number in page, f"{days} dni" in page) == (sees, sees)
