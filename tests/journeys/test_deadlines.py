"""Deadlines at a browser: the month, one day, the address of the calendar."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_day_is_chosen_and_the_calendar_gets_an_address(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.press("Terminy")
    anna.looks_right("terminy")
    anna.press("Kalendarz w telefonie")
    anna.press("Utwórz adres")
    assert anna.page.locator("code").inner_text().startswith(f"{anna.url}/terminy/")
    anna.looks_right("kalendarz")
    anna.press("Unieważnij adres")
    assert "niczego już nie otwiera" in anna.page.inner_text("body")
    halina = person("halina")
    halina.open("/terminy/")
    halina.page.emulate_media(color_scheme="dark")
    halina.looks_right("terminy-ciemne")
