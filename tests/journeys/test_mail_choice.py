"""How often e-mails come, at a browser."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_worker_chooses_how_often_e_mails_come(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.follow(anna.page.get_by_role("contentinfo").get_by_role("link", name="Powiadomienia e-mail"))
    assert "Kooperacja: 3 nowe powiadomienia" in anna.text()
    assert anna.page.get_by_label("raz dziennie, rano").is_checked()
    anna.looks_right("powiadomienia")
    anna.page.get_by_label("wcale").check()
    anna.press("Zapisz")
    assert anna.page.get_by_label("wcale").is_checked()
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("powiadomienia-ciemne")
