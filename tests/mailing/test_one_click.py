"""From the message to what it is about in one click, in the right role; for its receiver alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kooperacja.cases.actions import appoint_worker, recall_worker
from kooperacja.cases.models import Case
from kooperacja.directory.kinds import Role
from kooperacja.directory.middleware import SESSION_KEY
from kooperacja.mailing.models import Mail, MailChoice
from kooperacja.notices.actions import send
from tests.api.conftest import Program
from tests.cast import Town, Worker, enrol
from tests.mailing.conftest import Sink, post

Browser = Callable[[Worker], Client]


@pytest.fixture
def address(cast: Town, case: Case, sink: Sink) -> str:
    """The link in Iga's message about the case to which she was appointed."""
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    post()
    return f"/powiadomienia/{Mail.objects.get().ref}/"


def test_the_only_notice_opens_its_own_page(cast: Town, case: Case, address: str, as_worker: Browser) -> None:
    assert as_worker(cast.iga).get(address)["Location"] == f"/rodziny/{case.ref}/"


def test_several_open_the_home_page(cast: Town, sink: Sink, at_monday: Any, as_worker: Browser) -> None:
    for _time in range(2):
        send(to=[cast.iga.user.pk], institution_id=cast.at("gops").pk, code="x.y", about=cast.agreement.about())
    post()
    assert as_worker(cast.iga).get(f"/powiadomienia/{Mail.objects.get().ref}/")["Location"] == "/"


def test_one_about_an_agreement_opens_the_agreement(cast: Town, sink: Sink, at_monday: Any, as_worker: Browser) -> None:
    send(to=[cast.iga.user.pk], institution_id=cast.at("gops").pk, code="x.y", about=cast.agreement.about())
    post()
    answer = as_worker(cast.iga).get(f"/powiadomienia/{Mail.objects.get().ref}/")
    assert answer["Location"] == f"/porozumienia/{cast.agreement.ref}/"


def test_what_was_closed_meanwhile_leads_home_and_names_nothing(
    cast: Town, case: Case, address: str, as_worker: Browser
) -> None:
    recall_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert as_worker(cast.iga).get(address)["Location"] == "/"


def test_somebody_else_finds_nothing_there(cast: Town, address: str, as_worker: Browser) -> None:
    other = as_worker(cast.anna)
    assert other.get(address).status_code == other.get("/powiadomienia/bcdfghjkmnpq/").status_code == 404


def test_without_signing_in_it_opens_nothing_and_leads_there_afterwards(address: str, client: Client) -> None:
    assert client.get(address)["Location"] == f"/logowanie/?next=%2F{address[1:-1].replace('/', '%2F')}%2F"


def test_who_works_in_two_places_comes_into_the_role_for_which_it_came(
    cast: Town, address: str, as_worker: Browser
) -> None:
    elsewhere = enrol(cast.iga.user, cast.at("school"), Role.TEAM_MEMBER, title="wychowawczyni")
    browser = as_worker(elsewhere)
    browser.get(address)
    assert browser.session[SESSION_KEY] == cast.iga.membership.pk


def test_the_page_keeps_what_was_chosen(cast: Town, address: str, as_worker: Browser) -> None:
    browser = as_worker(cast.iga)
    page = browser.get("/powiadomienia/").content.decode()
    assert "Kooperacja: 3 nowe powiadomienia" in page
    assert "GOPS Wierzbowo" in page
    assert browser.post("/powiadomienia/", {"pace": "never"})["Location"] == "/powiadomienia/"
    assert MailChoice.objects.get(user=cast.iga.user).pace == "never"
    wrong = browser.post("/powiadomienia/", {"pace": "hourly"})
    assert wrong.status_code == 422
    assert MailChoice.objects.get(user=cast.iga.user).pace == "never"


def test_a_program_reads_and_sets_it(cast: Town, at_monday: Any) -> None:
    anna = Program(cast.anna)
    assert anna.get("/mail/pace").json() == {"pace": "daily"}
    assert anna.post("/mail/pace", {"pace": "at_once"}).json() == {"pace": "at_once"}
    assert anna.post("/mail/pace", {"pace": "hourly"}).status_code == 422
