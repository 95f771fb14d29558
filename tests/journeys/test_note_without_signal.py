"""A home visit where there is no signal: the note stays on the telephone, locked, and is sent when there is signal."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_disclosure import new_family
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

SAID = "Zapisano na tym urządzeniu, jeszcze nie wysłano"
FOUR_DAYS_AGO = """() => {
    const name = Object.keys(localStorage).find(name => name.startsWith('k-kept '));
    const [since, ...rest] = JSON.parse(localStorage.getItem(name));
    localStorage.setItem(name, JSON.stringify([since - 4 * 24 * 3600 * 1000, ...rest]));
}"""
STORED = "Object.entries(localStorage).filter(([name]) => name.startsWith('k-kept ')).flat().join(' ')"

OF_ANOTHER = "k-kept 0123456789abcdef/rodziny/bcdfghjkmnpq/notatka/"
ANOTHER_READER_LEFT_ONE = f"localStorage.setItem('{OF_ANOTHER}', JSON.stringify([Date.now(), [], []]))"
NAMES = "Object.keys(localStorage).filter(name => name.startsWith('k-kept '))"


def test_a_note_waits_locked_comes_back_to_its_form_and_is_sent_when_there_is_signal(
    person: Callable[[str], Reader],
) -> None:
    anna = person("anna")
    new_family(anna, "Wiśniewscy")
    case = anna.page.url.removeprefix(anna.url).removesuffix("przekaz/")
    _written_without_signal(anna, case, "Piec dymi, dzieci w domu.")
    anna.looks_right("notatka-bez-zasiegu")
    _goes_off_and_comes_back(anna, case)
    assert "Piec" not in _stored(anna)
    assert _stored(anna)

    anna.open(f"{case}notatka/")
    anna.page.get_by_text(SAID).wait_for()
    assert anna.page.locator("[name=text]").input_value() == "Piec dymi, dzieci w domu."
    anna.press("Zapisz notatkę")
    assert "Piec dymi" in anna.text()
    assert _stored(anna) == ""

    # A page that stays open sends by itself.
    _written_without_signal(anna, case, "Babcia zabiera dzieci na weekend.")
    with anna.page.expect_navigation():
        anna.page.context.set_offline(False)
    assert "Babcia zabiera" in anna.text()


def test_what_was_not_sent_goes_after_three_days_by_the_button_and_at_signing_out(
    person: Callable[[str], Reader],
) -> None:
    anna = person("anna")
    new_family(anna, "Kowalczykowie")
    case = anna.page.url.removeprefix(anna.url).removesuffix("przekaz/")
    _written_without_signal(anna, case, "Pierwsza.")
    anna.page.get_by_role("button", name="Usuń z tego urządzenia").click()
    assert _stored(anna) == ""

    anna.page.get_by_role("button", name="Zapisz notatkę").click()
    anna.page.get_by_text(SAID).wait_for()
    _goes_off_and_comes_back(anna, case)
    assert _stored(anna)
    anna.page.evaluate(FOUR_DAYS_AGO)
    anna.open(case)
    assert _stored(anna) == ""

    _written_without_signal(anna, case, "Druga.")
    _goes_off_and_comes_back(anna, case)
    assert _stored(anna)
    anna.page.evaluate(ANOTHER_READER_LEFT_ONE)
    anna.press("Wyloguj się")
    assert anna.page.evaluate(NAMES) == [OF_ANOTHER]


def _written_without_signal(anna: Reader, case: str, text: str) -> None:
    anna.open(f"{case}notatka/")
    choose(anna, "kind", "wizyta domowa")
    write(anna, text=text)
    anna.page.context.set_offline(True)
    anna.page.get_by_role("button", name="Zapisz notatkę").click()
    anna.page.get_by_text(SAID).wait_for()
    # The browser itself complains that there is no network.
    anna.complaints.clear()


def _goes_off_and_comes_back(anna: Reader, case: str) -> None:
    """The page of the form is closed before the signal is back, so that nothing is sent by itself."""
    anna.page.goto("about:blank")
    anna.page.context.set_offline(False)
    anna.complaints.clear()
    anna.open(case)


def _stored(anna: Reader) -> str:
    return str(anna.page.evaluate(STORED))
