"""A social worker finds a family by a name in another case, at a desk and on a telephone, and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import add_member, choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


NOTE = "Rozmowa w domu Malinowskich. Ola wróci do szkoły od poniedziałku."


def _family(anna: Reader) -> str:
    """A case with a person and a note; answers with the address of its file."""
    anna.open("/rodziny/nowa/")
    write(anna, family_name="Malinowscy", place="Wierzbowo", learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    case_file = anna.page.url.removeprefix(anna.url)
    add_member(anna, case_file, "Ola Malinowska", "12.03.2014", "córka", "SP Wierzbowo, klasa 6", "education")
    anna.open(f"{case_file}notatka/")
    choose(anna, "kind", "wizyta domowa")
    write(anna, text=NOTE)
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    return case_file


def test_the_slash_leads_to_the_field_and_the_hit_to_its_page(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    case_file = _family(anna)
    anna.page.keyboard.press("/")
    assert anna.page.evaluate("document.activeElement.id") == "search"
    anna.page.keyboard.type("malinowskiej")
    anna.page.keyboard.press("Enter")
    for kind in ("Rodziny", "Osoby", "Notatki"):
        anna.page.get_by_role("heading", name=f"{kind} (1)").wait_for()
    assert anna.page.url == f"{anna.url}/szukaj/"
    assert NOTE in anna.text()
    anna.looks_right("szukaj")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("szukaj-ciemny")
    anna.follow(anna.page.locator("#hits-families a").first)
    assert anna.page.url == f"{anna.url}{case_file}"


def test_without_script_the_field_of_the_header_asks_and_nothing_found_says_what_to_do(
    chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    anna.page.locator("#search").fill("zqaeiouy")
    anna.page.locator("#search").press("Enter")
    assert "Nic nie pasuje do tych słów" in anna.text()
    context.close()
