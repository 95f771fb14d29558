"""A leave is planned, a colleague sees the files, a leaver's files are handed over: at browsers."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_leave_is_planned_and_the_files_of_a_leaver_change_hands(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    anna.open("/rodziny/nowa/")
    write(anna, family_name="Sarna", learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.press("Zastępstwa")
    anna.looks_right()
    anna.press("Zaplanuj nieobecność")
    anna.page.get_by_label("Pierwszy dzień").fill("02.11.2026")
    anna.page.get_by_label("Ostatni dzień").fill("06.11.2026")
    anna.page.get_by_label("Kto zastępuje w większości spraw").select_option(label="Iga Klon, pracownik socjalny")
    anna.press("Pokaż sprawy")
    anna.looks_right("zastepstwo-nowe")
    anna.press("Zapisz zastępstwo")
    assert "Zastępstwo obejmuje 2 sprawy." in anna.text()
    anna.looks_right("zastepstwa")
    iga = person("iga")
    assert "Sarna" in iga.open("/rodziny/").inner_text("main")
    anna.page.get_by_role("link", name="Zakończ", exact=True).click()
    anna.follow(anna.page.get_by_role("button", name="Zakończ teraz"))
    assert "Sarna" not in iga.open("/rodziny/").inner_text("main")

    halina = person("halina")
    halina.page.emulate_media(color_scheme="dark")
    halina.open("/zastepstwa/przekazanie/")
    halina.page.get_by_label("Czyje sprawy").select_option(label="Anna Lis, pracownik socjalny")
    halina.page.get_by_label("Dlaczego").select_option(label="pracownik odchodzi")
    halina.page.get_by_label("Kto przejmuje większość").select_option(label="Iga Klon, pracownik socjalny")
    halina.press("Pokaż sprawy")
    halina.looks_right("przekazanie-ciemne")
    halina.press("Przekaż sprawy")
    assert "Sarna" in iga.open("/rodziny/").inner_text("main")
    halina.open("/zastepstwa/bez-opiekuna/")
    halina.looks_right("bez-opiekuna-ciemne")
    assert "Każda sprawa ma opiekuna" in halina.text()
