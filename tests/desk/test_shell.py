"""What surrounds each page: the menu of the role, the acting role, the count of the inbox, the footer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kooperacja.accounts.models import User
from kooperacja.directory.kinds import Role
from tests.cast import PASSWORD, Town, enrol
from tests.statements import at_most

# ui.md, of what exists now.
MENUS = {
    Role.KEY_WORKER: "Pulpit Skrzynka Rodziny Skierowania Udostępnienia Terminy Spotkania Zastępstwa Instytucje",
    Role.TEAM_MEMBER: "Pulpit Skrzynka Rodziny Skierowania Udostępnienia Terminy Spotkania Zastępstwa Instytucje",
    Role.FAMILY_TEAM_LEAD: "Pulpit Skrzynka Rodziny Skierowania Udostępnienia Terminy Spotkania Zastępstwa Instytucje",
    Role.TEAM_COORDINATOR: "Pulpit Skrzynka Rodziny Skierowania Udostępnienia Terminy Spotkania Zastępstwa"
    " Porozumienia Instytucje",
    Role.INSTITUTION_MANAGER: "Pulpit Skrzynka Rodziny Skierowania Udostępnienia Terminy Spotkania Zastępstwa"
    " Porozumienia Pracownicy",
    Role.DATA_PROTECTION_OFFICER: "Pulpit Udostępnienia Zgody Porozumienia Oceny",
    Role.ADVISER: "Pulpit Terminy Zastępstwa Skierowania Instytucje",
    Role.ROPS_COORDINATOR: "Pulpit Spotkania Porozumienia Instytucje",
    Role.SYSTEM_ADMIN: "Pulpit Instytucje Pracownicy",
    Role.TRAINER: "Pulpit Instytucje",
}


def menu(text: str) -> list[str]:
    wide = text.partition('<div class="wrap wide-menu">')[2].partition("</nav>")[0]
    return [name.strip() for name in re.findall(r"<a [^>]+>([^<]+)", wide)]


@pytest.mark.parametrize("role", MENUS)
def test_each_role_has_its_menu(cast: Town, at_monday: object, as_worker: Any, role: Role) -> None:
    user = User.objects.create_user("ktos@gops.example", PASSWORD, full_name="Ktoś Nowy")
    text = as_worker(enrol(user, cast.at("gops"), role, title="stanowisko")).get("/").content.decode()
    assert menu(text) == MENUS[role].split()
    assert "stanowisko, GOPS Wierzbowo" in text


@pytest.mark.parametrize("address", ["/", "/rodziny/", "/skierowania/", "/instytucje/", "/pomoc/", "/nie-ma/"])
def test_the_inbox_is_counted_on_every_page(cast: Town, send: Callable[..., str], as_worker: Any, address: str) -> None:
    send(cast.piotr, "gops")
    assert 'Skrzynka <span class="count accent">1<' in as_worker(cast.anna).get(address).content.decode()
    idle = as_worker(cast.iga).get(address).content.decode()
    assert "Skrzynka</a>" in idle.partition('<div class="wrap wide-menu">')[2]


def test_a_block_alone_does_not_pay_for_the_shell(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    with at_most(11):
        browser.get("/skrzynka/", headers={"HX-Request": "true"})


def test_the_present_place_is_marked(cast: Town, at_monday: object, as_worker: Any) -> None:
    text = as_worker(cast.anna).get("/instytucje/").content.decode()
    assert re.search(r'href="/instytucje/" aria-current="page"', text)
    assert not re.search(r'href="/" aria-current="page"', text)


def test_a_stranger_gets_the_sign_in_and_no_menu(db: None) -> None:
    text = Client().get("/pomoc/").content.decode()
    assert "/logowanie/" in text
    assert menu(text) == []
    assert Client().get("/").headers["Location"].startswith("/logowanie/?next=")


def test_who_acts_for_nobody_yet_is_asked_to_choose(cast: Town, at_monday: object) -> None:
    user = User.objects.create_user("nikt@gops.example", PASSWORD, full_name="Nikt Jeszcze")
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/").headers["Location"] == "/rola/"
    text = browser.get("/pomoc/").content.decode()
    assert menu(text) == []
    assert "Nikt Jeszcze" in text


def test_the_strip_of_fiction_is_for_the_demonstration_only(
    cast: Town, at_monday: object, as_worker: Any, settings: Any
) -> None:
    browser = as_worker(cast.anna)
    assert "DANE FIKCYJNE" not in browser.get("/").content.decode()
    settings.DEMO = True
    assert "DANE FIKCYJNE" in browser.get("/").content.decode()


@pytest.mark.parametrize("address", ["/pomoc/", "/inspektor/", "/deklaracja-dostepnosci/"])
def test_the_pages_of_words_are_open_to_everybody(cast: Town, as_worker: Any, address: str) -> None:
    assert Client().get(address).status_code == 200
    assert as_worker(cast.anna).get(address).status_code == 200


def test_the_officers_contact_of_the_readers_institution_is_shown(
    cast: Town, at_monday: object, as_worker: Any
) -> None:
    gops = cast.at("gops")
    gops.dpo_contact = "Filip Borek, iod@gops.example"
    gops.save(update_fields=["dpo_contact"])
    assert "iod@gops.example" in as_worker(cast.anna).get("/inspektor/").content.decode()
    assert "iod@gops.example" not in as_worker(cast.piotr).get("/inspektor/").content.decode()
    assert "nie podała jeszcze kontaktu" in as_worker(cast.piotr).get("/inspektor/").content.decode()
