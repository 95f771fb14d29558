"""A window was closed: the other side asks for access, and three clicks later the data have gone lawfully. Then the
labour office is asked by art. 105, with a letter, and answers.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_disclosure import mark, new_family
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
WHY = "Prowadzimy poradnictwo. Okno z danymi się zamknęło."


def _closed_window(anna: Reader) -> tuple[str, str]:
    """Anna shows PCPR who Marta is and closes it again; the address of the entry and of the file."""
    new_family(anna, "Jaworscy")
    file = anna.page.url.removeprefix(anna.url).removesuffix("przekaz/")
    mark(anna, "tożsamość, Marta Jaworscy: PCPR w Brzezinie")
    anna.press("Przekaż dane 1 odbiorcy")
    entry = anna.page.url.removeprefix(anna.url)
    anna.press("Zamknij okno")
    anna.press("Zamknij okno")
    return entry, file


def test_a_closed_window_ends_in_a_lawful_share_and_a_question_in_an_answer(person: Callable[[str], Reader]) -> None:
    anna, olga = person("anna"), person("olga")
    entry, file = _closed_window(anna)
    olga.open(entry)
    olga.press("Poproś o dostęp")
    olga.page.get_by_label("Tożsamość").check()
    write(olga, text=WHY)
    olga.looks_right("prosba-o-dostep")
    olga.press("Wyślij prośbę")
    request = olga.page.url.removeprefix(olga.url)
    olga.looks_right("prosba")
    _three_clicks(anna, request)
    olga.open(request)
    assert "dane przekazane" in olga.text()
    olga.press("Zobacz, co przekazano")
    assert "tożsamość" in olga.text()
    _question(anna, person("tomasz"), file)


def _three_clicks(anna: Reader, request: str) -> None:
    """From the list of deadlines: the request, “Udostępnij”, and handing over what was asked for."""
    anna.open("/terminy/")
    anna.follow(anna.page.locator(f"main a[href='{request}']"))
    anna.looks_right("prosba-do-nas")
    anna.press("Udostępnij")
    assert "Odpowiadasz na prośbę" in anna.text()
    anna.looks_right("przekaz-na-prosbe")
    anna.press("Przekaż dane 1 odbiorcy")
    anna.open(request)
    assert "Przekazano dane i to jest odpowiedź na prośbę" in anna.text()
    anna.open("/prosby/do-nas/")
    anna.looks_right("prosby-do-nas")


def _question(anna: Reader, tomasz: Reader, file: str) -> None:
    anna.open(file)
    anna.press("Zapytaj inną instytucję")
    choose(anna, "person", "Marta")
    choose(anna, "addressee", "PUP")
    anna.page.get_by_label("Zatrudnienie").check()
    write(anna, text="Czy pobiera zasiłek dla bezrobotnych? Do decyzji o zasiłku celowym.")
    anna.looks_right("zapytanie")
    anna.press("Wyślij prośbę")
    question = anna.page.url.removeprefix(anna.url)
    with anna.page.expect_download() as found:
        anna.page.get_by_role("link", name="Pismo (PDF)").click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF-")
    tomasz.open("/skrzynka/")
    tomasz.press("Pokaż prośby")
    tomasz.follow(tomasz.page.get_by_role("row", name="GOPS Wierzbowo").get_by_role("link").first)
    tomasz.press("Odpowiedz")
    write(tomasz, text="Pobiera od 1 września.")
    tomasz.looks_right("odpowiedz")
    tomasz.press("Odpowiedz")
    anna.open(question)
    assert "Pobiera od 1 września." in anna.text()
    anna.looks_right("zapytanie-z-odpowiedzia")
