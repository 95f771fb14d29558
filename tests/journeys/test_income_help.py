"""A social worker reckons the income of a family at a desk and on a telephone, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHROMIUM, Reader, Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def _typed(anna: Reader) -> None:
    """Scenario G.1, step 3."""
    page = anna.page
    page.locator("[name=people]").fill("4")
    page.locator("[name=amount_0]").fill("2 100,00")
    page.locator("[name=kind_1]").select_option("farm")
    page.locator("[name=amount_1]").fill("1,20")


def test_the_sum_appears_in_place_and_a_slip_is_told_at_its_field(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.follow(anna.page.get_by_role("contentinfo").get_by_role("link", name="Kalkulator dochodu"))
    assert anna.page.url == f"{anna.url}/dochod/"
    anna.looks_right()
    _typed(anna)
    anna.page.get_by_role("button", name="Dodaj wiersz").click()
    anna.page.locator("[name=amount_3]").wait_for()
    assert anna.page.locator("[name=amount_0]").input_value() == "2 100,00"
    anna.page.locator("[name=amount_3]").fill("dużo")
    anna.page.locator("[name=amount_3]").press("Enter")
    anna.page.locator("#id_amount_3_error").wait_for()
    # The browser itself complains of a refusal that the journey expects.
    anna.complaints.clear()
    anna.looks_right()
    anna.page.locator("[name=amount_3]").fill("")
    anna.page.locator("[name=amount_3]").press("Enter")
    anna.page.locator("#steps").wait_for()
    assert anna.page.url == f"{anna.url}/dochod/"
    assert "Poniżej kryterium o 641,20" in anna.text().replace("\u00a0", " ")
    assert "To nie jest decyzja." in anna.text()
    anna.looks_right("kalkulator")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("kalkulator-ciemny")
    anna.page.emulate_media(media="print")
    assert not anna.page.locator("[name=people]").is_visible()
    assert anna.page.locator("#steps").is_visible()
    anna.looks_right("kalkulator-druk")


@pytest.mark.once
def test_without_script_the_same_buttons_work(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    anna.open("/dochod/")
    _typed(anna)
    anna.press("Dodaj wiersz")
    assert anna.page.locator("[name=amount_3]").is_visible()
    anna.press("Policz")
    assert "641,20" in anna.text()
    context.close()
