"""The notice, and what Marta agrees to and refuses, item by item; then one item is taken back."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

TEXTS = {
    "klauzula": "Administratorem Pani danych jest GOPS Wierzbowo. Dane dostają tylko instytucje, które podpisały "
    "porozumienie.\nW każdej chwili może Pani zapytać, kto dostał dane.",
    "zgoda": "Zgadzam się, aby GOPS Wierzbowo pokazał zaznaczone dane zaznaczonym instytucjom, żeby razem pomogły "
    "mojej rodzinie.\nZgodę mogę wycofać w każdej chwili.",
}


def _texts(filip: Reader, halina: Reader) -> None:
    """The data-protection officer writes both texts, and the manager answers for them."""
    for word, body in TEXTS.items():
        filip.open("/zgody/teksty/nowy/")
        filip.page.locator("[name=kind]").select_option("notice" if word == "klauzula" else "consent")
        write(filip, body=body)
        filip.follow(filip.page.locator("main form").get_by_role("button").first)
        halina.open(filip.page.url.removeprefix(filip.url))
        halina.press("Zatwierdź tekst")
        halina.follow(halina.page.locator("main form").get_by_role("button").first)
        assert "Halina Mróz" in halina.text()


def _case(anna: Reader) -> None:
    anna.open("/rodziny/nowa/")
    write(anna, family_name="Malinowscy", learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    file = anna.page.url.removeprefix(anna.url)
    for name, born_on, kinship in (("Marta", "12.04.1990", "mother"), ("Leon", "05.09.2013", "son")):
        anna.open(f"{file}osoba/")
        write(anna, first_name=name, last_name="Malinowska" if kinship == "mother" else "Malinowski", born_on=born_on)
        anna.page.locator("[name=kinship]").select_option(kinship)
        anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.open(f"{file}zgody/")


def _marks(anna: Reader, name: str, *labels: str) -> None:
    for label in labels:
        anna.page.locator(f"[name={name}][aria-label='{label}']").check()


def test_marta_agrees_refuses_and_takes_one_item_back(person: Callable[[str], Reader]) -> None:
    anna, halina = person("anna"), person("halina")
    _texts(person("filip"), halina)
    _case(anna)
    assert anna.text().count("Nie przekazano klauzuli") == 2
    anna.looks_right("zgody-poczatek")
    anna.press("Zapisz przekazanie klauzuli")
    anna.looks_right("zgody-klauzula")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.page.get_by_role("row", name="Marta").get_by_role("link", name="Zapisz zgodę").click()
    anna.page.wait_for_url("**/zgody/nowa/**")
    _marks(anna, "given", "edukacja: SP Wierzbowo", "mieszkalnictwo: PCPR w Brzezinie")
    anna.page.locator("summary", has_text="nie zgodziła").click()
    _marks(anna, "refused", "zatrudnienie: PUP w Brzezinie")
    anna.looks_right("zgody-nowa")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("zgody-nowa-ciemna")
    anna.page.emulate_media(color_scheme="light")
    anna.press("Zapisz zgodę")
    assert anna.text().count("Obowiązuje") == 2
    assert "Odmowa" in anna.text()
    anna.looks_right("zgody-potwierdzenie")
    with anna.page.expect_download() as paper:
        anna.page.get_by_role("link", name="Pobierz PDF").click()
    assert paper.value.suggested_filename == "potwierdzenie.pdf"
    anna.press("Wycofaj")
    anna.page.get_by_label("edukacja").uncheck()
    anna.looks_right("zgody-wycofanie")
    anna.press("Wycofaj zgodę")
    assert (anna.text().count("Obowiązuje"), anna.text().count("Wycofana")) == (1, 1)
    halina.open("/zgody/?status=all")
    halina.looks_right("zgody-lista")
