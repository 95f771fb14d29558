"""A team is founded, filled, signed in and started; „Mostek” reads why it takes no part: at browsers."""

from collections.abc import Callable

import pytest

from tests.cast import AGREEMENT_TITLE
from tests.journeys.conftest import CHROMIUM, Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def seat(ewa: Reader, place: str, institution: str, function: str) -> None:
    ewa.press("Dodaj miejsce")
    ewa.page.get_by_label("Nazwa lub miejscowość").fill(place)
    ewa.follow(ewa.page.get_by_role("button", name="Filtruj"))
    ewa.page.get_by_label(institution).check()
    ewa.page.get_by_label("Funkcja").select_option(label=function)
    ewa.follow(ewa.page.get_by_role("button", name="Dodaj miejsce"))


def test_a_team_begins_and_a_partner_without_a_signature_reads_why(person: Callable[[str], Reader]) -> None:
    ewa = person("ewa")
    ewa.open("/zespoly/")
    ewa.press("Powołaj zespół")
    ewa.page.get_by_label("Rodzaj zespołu").select_option(label="PZK – Partnerski Zespół Kooperacji")
    ewa.page.get_by_label("Nazwa").fill("PZK Wierzbowo")
    ewa.page.get_by_label("Porozumienie").select_option(label=f"{AGREEMENT_TITLE}, 1/2026")
    ewa.follow(ewa.page.locator("main form").get_by_role("button", name="Powołaj zespół"))
    for kind, number in (("porozumienie", "1/2026"), ("zarządzenie", "12/2026"), ("regulamin zespołu", "2/2026")):
        ewa.page.get_by_role("link", name="Zapisz akt założycielski").click()
        ewa.page.get_by_label("Rodzaj dokumentu").select_option(label=kind)
        ewa.page.get_by_label("Numer").fill(number)
        ewa.page.get_by_label("Kto wystawił").fill("Wójt Gminy Wierzbowo")
        ewa.page.get_by_label("Dzień podpisania").fill("14.09.2026")
        ewa.follow(ewa.page.get_by_role("button", name="Zapisz akt założycielski"))
    assert "Zespół nie ma koordynatora." in ewa.text()
    seat(ewa, "gops", "Gminny Ośrodek Pomocy Społecznej w Wierzbowie", "koordynator")
    ewa.page.get_by_role("link", name="Wyznacz osobę").click()
    ewa.page.get_by_label("Pracownik").select_option(label="Ewa Dąb – koordynator zespołu")
    ewa.follow(ewa.page.get_by_role("button", name="Wyznacz osobę"))
    seat(ewa, "mostek", "Stowarzyszenie „Mostek” w Wierzbowie", "członek")
    seat(ewa, "szkoła", "Szkoła Podstawowa w Wierzbowie", "członek")

    wanda = person("wanda")
    wanda.open("/")
    wanda.follow(wanda.page.get_by_role("link", name="Wyznacz, kto zasiada"))
    wanda.page.get_by_role("link", name="Wyznacz osobę").click()
    wanda.page.get_by_label("Pracownik").select_option(label="Piotr Sowa – pedagog szkolny")
    wanda.follow(wanda.page.get_by_role("button", name="Wyznacz osobę"))

    piotr = person("piotr")
    piotr.open("/")
    piotr.follow(piotr.page.get_by_role("link", name="Wyznaczono Cię do zespołu"))
    piotr.page.get_by_role("link", name="Przeczytaj i podpisz").click()
    piotr.page.locator("dialog").get_by_text("w tajemnicy").wait_for()
    piotr.follow(piotr.page.locator("dialog").get_by_role("button", name="Podpisz oświadczenie"))
    assert "Brak podpisanego oświadczenia o poufności w tym zespole: Piotr Sowa" not in piotr.text()

    ewa.page.reload()
    ewa.page.get_by_role("link", name="Rozpocznij pracę").click()
    ewa.follow(ewa.page.locator("dialog").get_by_role("button", name="Rozpocznij pracę"))
    assert "Pracuje" in ewa.text()
    ewa.looks_right("zespol")

    grazyna = person("grazyna")
    grazyna.page.emulate_media(color_scheme="dark")
    grazyna.open("/instytucje/")
    grazyna.press("Zespoły")
    grazyna.press("PZK Wierzbowo")
    assert "„Mostek” nie podpisał jeszcze porozumienia." in grazyna.text()
    grazyna.looks_right("zespol-ciemny")
    grazyna.open("/warianty/")
    grazyna.looks_right("warianty")
