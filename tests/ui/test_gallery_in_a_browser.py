"""The behaviour of components in a real browser: accessibility, widths, dialogs, double clicks."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kooperacja.config import machine

CHROMIUM = machine.chromium()
AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


def opened(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(locale="pl-PL", **options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_nobody_is_shut_out(browser: Browser, live_server: Any, width: int, theme: Any) -> None:
    view = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    page = opened(browser, f"{live_server.url}/gallery/", bypass_csp=True, **view)
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [1280, 1093, 640, 375, 320])
def test_no_page_scrolls_sideways(browser: Browser, live_server: Any, width: int) -> None:
    page = opened(browser, f"{live_server.url}/gallery/", viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_policy_stops_nothing_of_ours(browser: Browser, live_server: Any) -> None:
    page = browser.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/gallery/")
    page.locator("button[data-k-dialog]").click()
    page.keyboard.press("Escape")
    assert complaints == []


def test_a_dialog_takes_the_focus_and_gives_it_back(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    opener = page.locator("button[data-k-dialog]")
    opener.click()
    assert page.evaluate("document.activeElement.id") == "dialog_reason"
    page.locator("#sample-dialog .close").click()
    assert page.locator("#sample-dialog").is_hidden()
    assert opener.evaluate("button => button === document.activeElement")


def test_a_form_is_loaded_into_the_dialog_and_refused_in_it(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    page.locator("a[data-k-dialog=dialog]").click()
    form = page.locator("#dialog form")
    form.wait_for()
    assert page.locator("#dialog").evaluate("dialog => dialog.open")
    form.get_by_label("Kto może pomóc").fill("")
    form.get_by_role("button", name="Odmów przyjęcia").click()
    page.locator("#dialog .alert.stop").wait_for()
    assert page.locator("#dialog .alert.stop").evaluate("box => box === document.activeElement")
    assert page.locator("#dialog form").count() == 1
    page.locator("#dialog").get_by_label("Kto może pomóc").fill("PCPR")
    with page.expect_navigation():
        page.locator("#dialog").get_by_role("button", name="Odmów przyjęcia").click()
    assert page.url == f"{live_server.url}/gallery/"


def test_without_script_the_same_form_is_a_page(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/", java_script_enabled=False)
    page.locator("a[data-k-dialog=dialog]").click()
    assert page.url == f"{live_server.url}/gallery/dialog/"
    page.get_by_label("Kto może pomóc").fill("")
    page.get_by_role("button", name="Odmów przyjęcia").click()
    assert page.locator(".alert.stop").is_visible()


def test_who_sees_is_loaded_when_it_is_opened(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    panel = page.locator("details:has([hx-get])")
    panel.locator("summary").click()
    panel.get_by_text("zgoda z 12.11.2026, punkt 2").wait_for()


def test_a_refusal_comes_into_the_dialog_with_a_way_out(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    refusal = page.request.get(f"{live_server.url}/missing/", headers={"HX-Request": "true"}).text()
    page.route("**/gallery/dialog/", lambda route: route.fulfill(status=404, body=refusal))
    page.locator("a[data-k-dialog=dialog]").click()
    page.locator("#dialog .refusal").wait_for()
    page.locator("#dialog").get_by_role("button", name="Zamknij").click()
    assert page.locator("#dialog").is_hidden()


def test_silence_of_the_server_is_said(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    page.locator("a[data-k-dialog=dialog]").click()
    page.locator("#dialog form").wait_for()
    page.route("**/gallery/dialog/", lambda route: route.abort())
    page.locator("#dialog").get_by_role("button", name="Odmów przyjęcia").click()
    page.locator("#dialog").get_by_text("Serwer nie odpowiada.").wait_for()
    assert page.locator("#dialog form").count() == 1


def test_a_redirect_is_followed_by_the_page_and_not_swapped_in(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/")
    away = {"status": 302, "headers": {"Location": "/konto/login/"}}
    page.route("**/gallery/who/", lambda route: route.fulfill(**away))
    page.locator("details:has([hx-get]) summary").click()
    page.wait_for_url("**/konto/login/")


def test_a_double_click_sends_a_form_once(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/dialog/")
    page.locator("form.dialog-form").evaluate("form => form.removeAttribute('hx-post')")
    sent: list[str] = []
    page.route("**/gallery/dialog/", lambda route: sent.append(route.request.method))
    button = page.get_by_role("button", name="Odmów przyjęcia")
    button.click(no_wait_after=True)
    button.click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert sent == ["POST"]


def test_the_appearance_changes_without_losing_what_is_written(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/gallery/", color_scheme="light")
    page.locator("#fresh_note").fill("niezapisane")
    with page.expect_response("**/wyglad/"):
        page.get_by_role("button", name="Wygląd").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("#fresh_note").input_value() == "niezapisane"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_menu_of_a_phone_opens_without_script(browser: Browser, live_server: Any) -> None:
    view = {"viewport": {"width": 375, "height": 800}, "java_script_enabled": False}
    page = opened(browser, f"{live_server.url}/gallery/", **view)
    menu = page.locator(".phone-menu")
    assert menu.get_by_role("link", name="Skrzynka").is_hidden()
    menu.locator("summary").click()
    assert menu.get_by_role("link", name="Skrzynka").is_visible()


def test_the_first_key_offers_to_skip_the_menu(browser: Browser, live_server: Any) -> None:
    page = opened(browser, f"{live_server.url}/missing/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Przejdź do treści"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
