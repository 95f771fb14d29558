"""G.2: Anna fills a card, the interdisciplinary team names a group that meets; each date is told with its reason, and
who cooperates about the family finds nothing.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.cast import MONDAY
from tests.journeys.conftest import CHROMIUM, HERE, Reader, Served, _database, _environment
from tests.journeys.test_disclosure import new_family
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

FILLED, MET = datetime.fromisoformat("2026-11-03T09:00:00+00:00"), datetime.fromisoformat("2026-11-16T12:00:00+00:00")
DATES = {
    "Przekazano zespołowi": ("10.11.2026", "5 dni roboczych od 03.11.2026"),
    "Powołano grupę": ("10.11.2026", "3 dni robocze od 05.11.2026"),
    "Pierwsze posiedzenie": ("17.11.2026", "5 dni roboczych od 09.11.2026"),
    "Powiadomiono": ("19.11.2026", "3 dni robocze od 16.11.2026"),
}


@pytest.fixture(scope="module")
def prepared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with its interdisciplinary team, for this journey alone; it walks on SQLite only."""
    folder = tmp_path_factory.mktemp("by_law")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    program = [sys.executable, str(HERE / "statute.py"), MONDAY.isoformat()]
    subprocess.run(program, env=_environment(folder, _database(folder, "")), check=True)
    return folder


def test_a_card_goes_its_way_and_the_cooperation_sees_nothing(person: Callable[[str], Reader], served: Served) -> None:
    served.goes_to(FILLED)
    anna = person("anna")
    card = _filled(anna)
    for key in ("ewa", "piotr"):
        other = person(key)
        other.open("/")
        assert "Procedury" not in other.page.locator("body").inner_text()
        other.open(card, status=404)
        other.open("/procedury/", status=404)
    served.goes_to(MET)
    anna.sign_in()
    _step(anna, card, "hand_over", "05.11.2026", "Przekaż kartę zespołowi", team="Zespół interdyscyplinarny")
    iga = person("iga")
    _step(iga, card, "receive", "05.11.2026", "Zapisz otrzymanie przez zespół")
    _group(iga, card)
    _step(anna, card, "accept", "09.11.2026", "Zapisz otrzymanie przez grupę")
    anna.open(f"{card}ruch/meet/")
    write(anna, day="16.11.2026", absence_on="16.11.2026")
    anna.press("Zapisz pierwsze posiedzenie")
    told = anna.text()
    for step, words in DATES.items():
        line = next(line for line in anna.page.locator("tbody tr").all_inner_texts() if step in line)
        assert all(word in line for word in words), (step, line)
    assert "11.11.2026" in told
    anna.looks_right("procedura")
    anna.open("/procedury/")
    assert "Marta Jaworscy" in anna.text()
    anna.looks_right("procedury")


def _filled(anna: Reader) -> str:
    new_family(anna, "Jaworscy")
    anna.open(anna.page.url.removeprefix(anna.url).removesuffix("przekaz/"))
    anna.follow(anna.page.locator("main").get_by_role("link", name="Niebieska Karta – A"))
    write(anna, happened_on="02.11.2026", course="Popychanie w obecności córki.")
    choose(anna, "place", "w domu")
    anna.page.get_by_label("Przemoc fizyczna").check()
    anna.page.locator("select[name^=part_]").first.select_option("victim")
    anna.page.get_by_text("Inna osoba 1", exact=True).click()
    write(anna, other1_first="Adam", other1_last="Jaworski")
    anna.page.locator("[name=other1_part]").select_option("suspect")
    anna.looks_right("procedura-karta-a")
    anna.press("Wypełnij kartę")
    assert "Karta jest wypełniona" in anna.page.locator("body").inner_text()
    assert "/zgody/" not in anna.page.locator("main").inner_html()
    return anna.page.url.removeprefix(anna.url)


def _step(reader: Reader, card: str, move: str, day: str, button: str, **chosen: str) -> None:
    reader.open(f"{card}ruch/{move}/")
    for name, words in chosen.items():
        choose(reader, name, words)
    write(reader, day=day)
    reader.press(button)


def _group(iga: Reader, card: str) -> None:
    """Without a signed statement nobody is let in, and the page says who."""
    iga.open(f"{card}ruch/name_group/")
    for name in ("Anna Lis", "Jan Klon", "Piotr Sowa"):
        iga.page.get_by_label(name).check()
    write(iga, day="09.11.2026")
    iga.page.get_by_role("button", name="Powołaj grupę").click()
    iga.page.get_by_text("Piotr Sowa nie podpisał(a) oświadczenia").first.wait_for()
    # The browser itself complains of a refusal that the journey expects.
    iga.complaints.clear()
    iga.looks_right("procedura-grupa")
    iga.page.get_by_label("Piotr Sowa").uncheck()
    iga.press("Powołaj grupę")
    assert "Grupa jest powołana" in iga.page.locator("body").inner_text()
