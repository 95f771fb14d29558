"""A worker makes a key for a program in a real browser, and finds what programs can do."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader

pytestmark = [
    pytest.mark.browser,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_key_is_made_shown_once_and_revoked(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.open("/rola/")
    anna.press("Klucze dostępu dla programów")
    anna.looks_right()
    anna.follow(anna.page.get_by_role("link", name="Nowy klucz").first)
    anna.looks_right()
    anna.page.locator("[name=name]").fill("Sprawozdania")
    anna.press("Utwórz klucz")
    anna.looks_right("klucz")
    secret = anna.page.locator("main code").inner_text()
    assert re.fullmatch(r"koop_[\w-]{43}", secret)
    answer = anna.page.request.get(f"{anna.url}/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["name"] == "Anna Lis"
    anna.press("Wróć do kluczy")
    assert secret not in anna.text()
    anna.looks_right("klucze")
    anna.open("/api/v1/docs")
    anna.looks_right("interfejs")
    assert "/api/v1/referrals/{ref}/moves/accept" in anna.text()
