"""The notice; what Marta agrees to and refuses, item by item, on paper with its scan and on the screen; then one
item is taken back.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.documents.conftest import pdf
from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

TEXTS = {
    "klauzula": "Administratorem Pani danych jest GOPS Wierzbowo. Dane dostają tylko instytucje, które podpisały "
    "porozumienie.\nW każdej chwili może Pani zapytać, kto dostał dane.",
    "zgoda": "Zgadzam się, aby GOPS Wierzbowo pokazał zaznaczone dane zaznaczonym instytucjom, żeby razem pomogły "
    "mojej rodzinie.\nZgodę mogę wycofać w każdej chwili.",
}


@pytest.fixture(scope="module")
def texts(chromium: Browser, served: Served) -> None:
    """The data-protection officer writes both texts, and the manager answers for them."""
    contexts = [chromium.new_context(locale="pl-PL") for _one in range(2)]
    filip, halina = (
        Reader(context.new_page(), served.url, key).sign_in()
        for context, key in zip(contexts, ("filip", "halina"), strict=True)
    )
    for word, body in TEXTS.items():
        filip.open("/zgody/teksty/nowy/")
        filip.page.locator("[name=kind]").select_option("notice" if word == "klauzula" else "consent")
        write(filip, body=body)
        _send(filip)
        halina.open(filip.page.url.removeprefix(filip.url))
        halina.press("Zatwierdź tekst")
        _send(halina)
        assert "Halina Mróz" in halina.text()
    for context in contexts:
        context.close()


def _send(reader: Reader) -> None:
    reader.follow(reader.page.locator("main form").get_by_role("button").first)


def _case(anna: Reader, family: str, *members: tuple[str, str, str]) -> None:
    anna.open("/rodziny/nowa/")
    write(anna, family_name=family, learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    _send(anna)
    file = anna.page.url.removeprefix(anna.url)
    for name, born_on, kinship in members:
        anna.open(f"{file}osoba/")
        first, last = name.split()
        write(anna, first_name=first, last_name=last, born_on=born_on)
        anna.page.locator("[name=kinship]").select_option(kinship)
        _send(anna)
    anna.open(f"{file}zgody/")


def _marks(anna: Reader, name: str, *labels: str) -> None:
    for label in labels:
        anna.page.locator(f"[name={name}][aria-label='{label}']").check()


def _about(anna: Reader, name: str, words: str) -> None:
    anna.follow(anna.page.get_by_role("row", name=name).get_by_role("link", name=words))


def _answers(anna: Reader, label: str, words: str) -> None:
    anna.page.get_by_role("group", name=label).get_by_label(words, exact=True).check()


def _signs_here(anna: Reader, file: str) -> None:
    """Leon is thirteen: his mother signs on Anna's telephone, and so does he."""
    anna.open(file)
    _about(anna, "Leon", "Zapisz zgodę")
    anna.press("Podpis na ekranie")
    _marks(anna, "asked", "edukacja: SP Wierzbowo", "zdrowie: PUP w Brzezinie")
    anna.looks_right("zgody-ekran")
    anna.press("Przekaż urządzenie")
    anna.looks_right("zgody-podpis")
    address = anna.page.url
    anna.open("/skrzynka/")
    assert anna.page.url == address
    _answers(anna, "edukacja: SP Wierzbowo", "Zgadzam się")
    _answers(anna, "zdrowie: PUP w Brzezinie", "Nie zgadzam się")
    write(anna, agreed_name="Leon Malinowski", name="Marta Malinowska")
    anna.press("Podpisuję")
    assert "Prosimy oddać urządzenie" in anna.text()
    anna.looks_right("zgody-podpisana")
    anna.press("Pracownik: zaloguj się ponownie")
    anna.sign_in()


def test_marta_agrees_refuses_and_takes_one_item_back(texts: None, person: Callable[[str], Reader]) -> None:
    anna, halina = person("anna"), person("halina")
    marta, leon = ("Marta Malinowska", "12.04.1990", "mother"), ("Leon Malinowski", "05.09.2013", "son")
    _case(anna, "Malinowscy", marta, leon)
    file = anna.page.url.removeprefix(anna.url)
    assert anna.text().count("Nie przekazano klauzuli") == 2
    anna.looks_right("zgody-poczatek")
    anna.press("Zapisz przekazanie klauzuli")
    anna.looks_right("zgody-klauzula")
    _send(anna)
    _about(anna, "Marta", "Zapisz zgodę")
    _marks(anna, "given", "edukacja: SP Wierzbowo", "mieszkalnictwo: PCPR w Brzezinie")
    anna.page.locator("summary", has_text="nie zgodziła").click()
    _marks(anna, "refused", "zdrowie: PUP w Brzezinie")
    anna.looks_right("zgody-nowa")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("zgody-nowa-ciemna")
    anna.page.emulate_media(color_scheme="light")
    anna.press("Zapisz zgodę")
    assert anna.text().count("Obowiązuje") == 2
    assert "Odmowa" in anna.text()
    anna.press("Dołącz skan")
    anna.looks_right("zgody-skan")
    anna.page.locator("[name=file]").set_input_files(
        {"name": "zgoda.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    anna.press("Dołącz skan")
    assert "zgoda.pdf" in anna.text()
    anna.looks_right("zgody-potwierdzenie")
    with anna.page.expect_download() as paper:
        anna.page.get_by_role("link", name="Pobierz PDF").click()
    assert paper.value.suggested_filename == "potwierdzenie.pdf"
    anna.press("Wycofaj")
    anna.page.get_by_label("edukacja").uncheck()
    anna.looks_right("zgody-wycofanie")
    anna.press("Wycofaj zgodę")
    assert (anna.text().count("Obowiązuje"), anna.text().count("Wycofana")) == (1, 1)
    _signs_here(anna, file)
    anna.open(file)
    anna.looks_right("zgody-sprawy")
    halina.open("/zgody/?status=all")
    halina.looks_right("zgody-lista")


@pytest.mark.once
def test_without_script_a_consent_is_signed_on_the_screen(texts: None, chromium: Browser, served: Served) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    _case(anna, "Sosnowscy", ("Zofia Sosnowska", "12.04.1990", "single"))
    _about(anna, "Zofia", "Zapisz zgodę")
    anna.press("Podpis na ekranie")
    _marks(anna, "asked", "edukacja: SP Wierzbowo")
    anna.press("Przekaż urządzenie")
    _answers(anna, "edukacja: SP Wierzbowo", "Zgadzam się")
    write(anna, name="Zofia Sosnowska")
    anna.press("Podpisuję")
    assert "Prosimy oddać urządzenie" in anna.text()
    anna.press("Pracownik: zaloguj się ponownie")
    assert "/logowanie/" in anna.page.url
    context.close()
