"""Data are handed over with script and without: a lock with its ways out, a window that closes, a letter that is
asked back, and what the family reads.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def new_family(anna: Reader, name: str) -> None:
    """A new case with a mother and a daughter; leaves the reader at the page of handing over."""
    anna.open("/rodziny/nowa/")
    write(anna, family_name=name, learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    case = anna.page.url.removeprefix(anna.url)
    for first, born, kinship in (("Marta", "14.03.1990", "mother"), ("Ola", "05.06.2014", "daughter")):
        anna.open(f"{case}osoba/")
        write(anna, first_name=first, last_name=name, born_on=born)
        anna.page.locator("[name=kinship]").select_option(kinship)
        anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.open(case)
    anna.press("Przekaż dane")


def mark(reader: Reader, name: str) -> None:
    """Mark a cell by its words; the page answers by itself."""
    with reader.page.expect_response(lambda answer: "/przekaz/" in answer.url):
        reader.page.get_by_role("checkbox", name=name).check()


def test_a_lock_says_what_to_do_a_window_opens_and_closes_and_the_family_reads_it(
    person: Callable[[str], Reader],
) -> None:
    anna = person("anna")
    new_family(anna, "Malinowscy")
    mark(anna, "tożsamość, Marta Malinowscy: PCPR w Brzezinie")
    anna.page.get_by_role("button", name="Przekaż dane 1 odbiorcy").wait_for()
    mark(anna, "koordynacja pomocy, sprawa: SP Wierzbowo")
    anna.page.get_by_role("button", name="Przekaż dane 2 odbiorcom").wait_for()
    with anna.page.expect_response(lambda answer: "zablokowane" in answer.url):
        anna.page.get_by_role("button", name="Dlaczego nie? tożsamość, Marta Malinowscy: SP Wierzbowo").click()
    anna.page.get_by_role("heading", name="Nie przekażesz do SP Wierzbowo").wait_for()
    assert "Co możesz zrobić" in anna.text()
    anna.looks_right("przekaz")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("przekaz-ciemny")
    anna.page.emulate_media(color_scheme="light")
    anna.press("Przekaż dane 2 odbiorcom")
    assert "2 wpisy są w rejestrze" in anna.text()
    anna.looks_right("rejestr")
    anna.follow(anna.page.get_by_role("row", name="PCPR w Brzezinie").get_by_role("link").first)
    entry = anna.page.url.removeprefix(anna.url)
    anna.looks_right("wpis")
    olga = person("olga")
    olga.open("/udostepnienia/otrzymane/")
    olga.looks_right("otrzymane")
    olga.open(entry)
    assert "Malinowscy" not in olga.text()
    olga.press("Potwierdź odbiór")
    olga.press("Potwierdź odbiór")
    assert "Odbiór jest potwierdzony" in olga.text()
    _close(anna, entry)
    anna.open(entry)
    anna.follow(anna.page.get_by_role("link", name="Marta Malinowscy"))
    anna.looks_right("kto-dostal")
    assert "Zamknęliśmy okno 02.11.2026" in anna.text()


def _close(anna: Reader, entry: str) -> None:
    anna.open(entry)
    anna.press("Zamknij okno")
    anna.press("Zamknij okno")
    assert "Okno jest zamknięte" in anna.text()


def test_without_script_what_is_previewed_is_sent(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    new_family(anna, "Lipowie")
    anna.press("Dlaczego nie? tożsamość, Marta Lipowie: SP Wierzbowo, brak podstawy")
    assert "Nie przekażesz do SP Wierzbowo" in anna.text()
    anna.page.get_by_role("checkbox", name="tożsamość, Marta Lipowie: PCPR w Brzezinie").check()
    anna.page.get_by_role("checkbox", name="Pismem: PCPR w Brzezinie").check()
    anna.press("Pokaż podgląd")
    anna.press("Zapisz i wróć później")
    assert "To Twój szkic" in anna.text()
    anna.press("Przekaż dane 1 odbiorcy")
    assert "1 wpis jest w rejestrze" in anna.text()
    anna.press("Poproś o zwrot pisma")
    anna.press("Poproś o zwrot pisma")
    assert "poproszono o zwrot" in anna.text()
    context.close()
