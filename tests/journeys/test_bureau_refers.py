"""Scenario G.3, step 3: with the client's written agreement three things pass; without it a leaflet is printed."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_walk import choose, title, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

WISH = "Rozmowa o zasiłku celowym na zaległy czynsz."


def test_a_client_is_referred_with_his_agreement_and_gets_a_leaflet_without_it(
    person: Callable[[str], Reader],
) -> None:
    zofia = person("zofia")
    _leaflet_is_printed(zofia)
    choose(zofia, "addressee", "GOPS Wierzbowo")
    choose(zofia, "reason_code", "zadłużenie")
    write(zofia, phone="00 600 200 300", request=WISH)
    zofia.press("Dalej: podgląd")
    assert "Wpisz, którego dnia klient zgodził się na piśmie" in zofia.text()
    assert not zofia.page.get_by_role("button", name="Wyślij skierowanie").count()
    zofia.press("Popraw list")
    write(zofia, agreed_on="02.11.2026")
    zofia.press("Dalej: podgląd")
    zofia.looks_right("poradnia-podglad")
    zofia.press("Wyślij skierowanie")
    referral = zofia.page.url.removeprefix(zofia.url)
    anna = person("anna")
    anna.open(referral)
    for passed in ("zadłużenie", "00 600 200 300", WISH, "podpisane 02.11.2026"):
        assert passed in anna.page.locator("#letter").inner_text()
    anna.press("Przyjmij skierowanie")
    zofia.open("/")
    assert "Wróciło do mnie" in zofia.text()
    zofia.open(referral)
    assert "Przyjęte" in title(zofia)


def _leaflet_is_printed(zofia: Reader) -> None:
    """The same form, another button: nothing is kept of what was typed."""
    zofia.open("/skierowania/nowe/")
    assert not zofia.page.locator("[name=first_name]").count()
    zofia.looks_right("poradnia-skierowanie")
    zofia.press("Brak zgody: ulotka z adresem")
    assert "Wybierz instytucję, której adres dostanie klient." in zofia.text()
    zofia.complaints.clear()
    choose(zofia, "addressee", "GOPS Wierzbowo")
    write(zofia, request=WISH)
    zofia.press("Brak zgody: ulotka z adresem")
    zofia.looks_right("ulotka")
    with zofia.page.expect_download() as paper:
        zofia.page.get_by_role("link", name="Pobierz PDF").click()
    content = Path(paper.value.path()).read_bytes()
    printed = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for told in (zofia.text(), printed):
        assert "ul. Szkolna 2, Wierzbowo" in told
        assert "00 500 100 200" in told
        assert "zasiłku" not in told
    zofia.open("/skierowania/?tab=outgoing")
    assert "GOPS Wierzbowo" not in zofia.page.locator("#list").inner_text()
    zofia.open("/skierowania/nowe/")
