"""Anna writes down who belongs to whom and looks at the family as a picture, with the keyboard too."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_family_card import _written
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_the_family_is_drawn_of_its_cards_and_read_with_the_keyboard(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.open("/rodziny/nowa/")
    write(anna, family_name="Rybak")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    there = anna.page.url.removeprefix(anna.url)
    for name, born, kinship in (
        ("Ewa", "03.02.1990", "matka"),
        ("Piotr", "05.06.1988", "ojciec"),
        ("Antek", "08.09.2015", "syn"),
    ):
        anna.open(f"{there}osoba/")
        write(anna, first_name=name, last_name="Rybak", born_on=born)
        choose(anna, "kinship", kinship)
        anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.follow(anna.page.get_by_role("link", name="Ewa Rybak").first)
    _written(anna, "silna więź z", text="siostra Beata: zostaje z Antkiem", paper="rozmowa")
    _written(anna, "napięta więź z", text="właściciel mieszkania", paper="rozmowa")
    anna.press("Dopisz do karty")
    anna.press("w rozłączeniu z")
    choose(anna, "other", "Piotr Rybak")
    anna.press("Zapisz")
    anna.open(f"{there}rodzina/")
    anna.looks_right("genogram")
    first = anna.page.locator("svg a").first
    first.focus()
    assert first.get_attribute("aria-label") == (
        "Piotr Rybak, 38 lat, ojciec, w rozłączeniu z: Ewa Rybak, dzieci: Antek Rybak"
    )
    anna.page.keyboard.press("Tab")
    assert "Ewa Rybak" in str(anna.page.evaluate("document.activeElement.getAttribute('aria-label')"))
    anna.press("zaznacz Antek Rybak")
    assert "zaznaczona" in anna.text()
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right()
