"""Choosing in which role to act, and having none to choose."""

import pytest
from django.test import Client

from kooperacja.accounts.models import User
from kooperacja.directory.actions import join, leave
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from tests.cast import Town

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def second(cast: Town) -> Membership:
    """Anna also works for the school, half-time."""
    return join(
        actor=cast.wanda.actor,
        user_id=cast.anna.user.pk,
        institution=cast.at("school"),
        role=Role.TEAM_MEMBER,
        title="opiekun świetlicy",
    )


@pytest.fixture
def anna(cast: Town) -> Client:
    """Signed in; no role chosen yet."""
    browser = Client()
    browser.force_login(cast.anna.user, backend=BACKEND)
    return browser


def test_with_several_memberships_one_is_asked_for(cast: Town, second: Membership, anna: Client) -> None:
    place = anna.get("/instytucje/?q=x")["Location"]
    assert place == "/rola/?next=%2Finstytucje%2F%3Fq%3Dx"
    page = anna.get(place).content.decode()
    assert 'name="next" value="/instytucje/?q=x"' in page
    assert "Gminny Ośrodek Pomocy Społecznej w Wierzbowie" in page
    assert "Działaj jako opiekun świetlicy" in page


def test_the_chosen_one_acts_from_the_next_request(cast: Town, second: Membership, anna: Client) -> None:
    before = anna.session.session_key
    response = anna.post("/rola/", {"membership": second.pk})
    assert (response.status_code, response["Location"]) == (303, "/")
    assert anna.session.session_key != before
    assert anna.get("/instytucje/").wsgi_request.actor.institution_id == cast.at("school").pk  # type: ignore[attr-defined]
    assert "tak działasz teraz" in anna.get("/rola/").content.decode()


def test_with_one_membership_nothing_is_asked(anna: Client) -> None:
    assert anna.get("/instytucje/").status_code == 200


def test_nobody_acts_for_somebody_else(cast: Town, second: Membership, anna: Client) -> None:
    for forged in (cast.ewa.membership.pk, 999_999):
        assert anna.post("/rola/", {"membership": forged}).status_code == 404
    assert anna.post("/rola/", {"membership": "x"}).status_code == 422
    assert "membership" not in anna.session


def test_a_membership_that_ended_is_not_chosen_any_more(cast: Town, second: Membership, anna: Client) -> None:
    """I14."""
    anna.post("/rola/", {"membership": second.pk})
    leave(actor=cast.wanda.actor, membership=second, reason="koniec umowy")
    assert anna.get("/instytucje/")["Location"].startswith("/rola/")
    assert anna.post("/rola/", {"membership": second.pk}).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [("/instytucje/?q=x", "/instytucje/?q=x"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")],
)
def test_the_way_leads_back_into_the_product_only(second: Membership, anna: Client, wanted: str, goes: str) -> None:
    assert anna.post("/rola/", {"membership": second.pk, "next": wanted})["Location"] == goes


def test_without_any_membership_the_page_says_whom_to_ask(db: None) -> None:
    nobody = User.objects.create_user("nikt@example.example", "haslo-bez-roli", full_name="Nikt Niczyj")
    browser = Client()
    browser.force_login(nobody, backend=BACKEND)
    assert browser.get("/instytucje/")["Location"].startswith("/rola/")
    response = browser.get("/rola/")
    assert response.status_code == 200
    assert "Poproś o to kierownika" in response.content.decode()


def test_it_needs_an_account(client: Client, db: None) -> None:
    assert client.get("/rola/")["Location"].startswith("/logowanie/")
