"""Anna keeps the family card of a child: at a desk and on a telephone, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def _opened(anna: Reader, family: str, child: str) -> None:
    """The page of a child whose family was just written down."""
    anna.open("/rodziny/nowa/")
    write(anna, family_name=family)
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.open(f"{anna.page.url.removeprefix(anna.url)}osoba/")
    write(anna, first_name=child, born_on="03.02.2015")
    choose(anna, "kinship", "córka")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.press(child)


def _in_row(anna: Reader, kind: str, words: str) -> None:
    anna.follow(anna.page.locator("#card tr").filter(has_text=kind).get_by_role("link", name=words))


def _written(anna: Reader, kind: str, **fields: str) -> None:
    anna.press("Dopisz do karty")
    anna.press(kind)
    write(anna, **fields)
    anna.press("Zapisz")


def test_what_is_known_is_written_put_right_and_kept_in_the_history(
    person: Callable[[str], Reader],
) -> None:
    anna = person("anna")
    _opened(anna, "Lipa", "Łucja")
    anna.looks_right()
    anna.press("Dopisz do karty")
    anna.looks_right()
    anna.press("adres")
    anna.looks_right("karta-rodziny-adres")
    write(anna, text="ul. Lipowa 4, Wierzbowo", paper="oświadczenie matki")
    anna.press("Zapisz")
    _written(anna, "telefon lub e-mail", text="500 100 201")
    _written(anna, "zdrowie", text="astma, leki wziewne w plecaku", paper="karta informacyjna")
    _in_row(anna, "telefon", "Popraw")
    write(anna, text="500 100 210")
    anna.press("Zapisz")
    _in_row(anna, "adres", "Zakończ")
    anna.looks_right()
    write(anna, until="02.11.2026")
    anna.press("Zapisz")
    anna.page.get_by_text("Historia karty").click()
    assert all(word in anna.text() for word in ("500 100 201", "500 100 210", "nie obowiązywało", "ul. Lipowa 4"))
    anna.looks_right("karta-rodziny")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("karta-rodziny-ciemna")
    anna.press("Nie pokazuj…")
    assert anna.page.url.endswith("/blokady/")
    anna.open("/rodziny/")
    anna.follow(anna.page.get_by_role("row", name="Lipa").get_by_role("link").first)
    with anna.page.expect_download() as found:
        anna.page.get_by_role("link", name="Karta rodziny (PDF)").click()
    assert found.value.suggested_filename == "karta-rodziny.pdf"


@pytest.mark.once
def test_without_script_the_card_is_written(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    _opened(anna, "Sosna", "Hela")
    _written(anna, "telefon lub e-mail", text="500 100 201")
    assert "500 100 201" in anna.text()
    context.close()
