"""A social worker finds an institution by a name in another case, at a desk and on a telephone, and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHROMIUM, Reader, Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_the_slash_leads_to_the_field_and_the_hit_to_its_page(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.page.keyboard.press("/")
    assert anna.page.evaluate("document.activeElement.id") == "search"
    anna.page.keyboard.type("wierzbowie")
    anna.page.keyboard.press("Enter")
    anna.page.get_by_role("heading", name="Instytucje (").wait_for()
    assert anna.page.url == f"{anna.url}/szukaj/"
    anna.looks_right("szukaj")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("szukaj-ciemny")
    anna.page.set_viewport_size({"width": 375, "height": 740})
    anna.looks_right("szukaj-telefon")
    anna.follow(anna.page.get_by_role("link", name="GOPS Wierzbowo").first)
    assert "/instytucje/" in anna.page.url


def test_without_script_the_field_of_the_header_asks_and_nothing_found_says_what_to_do(
    chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    anna.page.locator("#search").fill("zqaeiouy")
    anna.page.locator("#search").press("Enter")
    assert "Nic nie pasuje do tych słów" in anna.text()
    context.close()
