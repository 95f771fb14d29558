"""G.1, step 6: six of seven are invited, five come, Jan keeps away, four are for it; what the labour office is to do
stays an offer until it accepts.
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
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

PLANNED, HELD, NEXT_DAY = (
    datetime.fromisoformat(f"{day}+01:00") for day in ("2026-11-24T09:00", "2026-12-01T10:00", "2026-12-02T09:00")
)


@pytest.fixture(scope="module")
def prepared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with its team and one family, for this journey alone; it walks on SQLite only."""
    folder = tmp_path_factory.mktemp("gathered")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    program = [sys.executable, str(HERE / "gather.py"), MONDAY.isoformat()]
    subprocess.run(program, env=_environment(folder, _database(folder, "")), check=True)
    return folder


def test_a_team_meets_votes_and_offers_an_action(person: Callable[[str], Reader], served: Served) -> None:
    served.goes_to(PLANNED)
    ewa = person("ewa")
    meeting = _planned(ewa)
    served.goes_to(HELD)
    ewa.sign_in()
    _opened(ewa, meeting)
    jan = person("jan")
    _keeps_away(jan, meeting)
    point = _decided(ewa, meeting)
    _written(ewa, meeting, point)
    anna = person("anna")
    anna.open(f"{meeting}ruch/sign/")
    anna.press("Podpisz protokół")
    anna.open(meeting)
    anna.looks_right("posiedzenie-protokol")
    grazyna = person("grazyna")
    grazyna.open(meeting)
    assert "Szkolenie zespołu" in grazyna.text()
    assert "GOPS.5021" not in grazyna.text()
    served.goes_to(NEXT_DAY)
    tomasz = person("tomasz")
    tomasz.open("/dzialania/")
    tomasz.press("Oferta stażu dla ojca")
    assert "Zaproponowane" in tomasz.text()
    tomasz.press("Przyjmij działanie")


def _planned(ewa: Reader) -> str:
    ewa.open("/zespoly/")
    ewa.press("PZK Wierzbowo")
    ewa.looks_right("zespol-posiedzenia")
    ewa.press("Zaplanuj posiedzenie")
    write(ewa, day="01.12.2026", hour="10:00", place="GOPS, sala 4")
    ewa.looks_right("posiedzenie-plan")
    ewa.press("Zapisz")
    meeting = ewa.page.url.removeprefix(ewa.url)
    ewa.open(f"{meeting}nowa-sprawa/")
    choose(ewa, "case", "GOPS.5021")
    ewa.page.locator("[name=why][value=plan]").check()
    ewa.press("Zapisz")
    ewa.open(f"{meeting}nowy-punkt/")
    write(ewa, title="Szkolenie zespołu w styczniu")
    ewa.press("Zapisz")
    ewa.open(f"{meeting}ruch/invite/")
    ewa.press("Zaproś członków")
    ewa.open(meeting)
    assert "Kworum: 4 z 7" in ewa.text()
    assert ewa.text().count("zaproszono") + ewa.text().count("bez odpowiedzi") >= 1
    ewa.looks_right("posiedzenie-porzadek")
    return meeting


def _opened(ewa: Reader, meeting: str) -> None:
    ewa.open(f"{meeting}ruch/open/")
    ewa.press("Otwórz posiedzenie")
    ewa.open(f"{meeting}obecnosc/")
    for name in ("Ewa Dąb", "Anna Lis", "Piotr Sowa", "Olga Wierzba", "Jan Klon"):
        ewa.page.get_by_label(name).check()
    ewa.looks_right("posiedzenie-obecni")
    ewa.press("Zapisz")


def _keeps_away(jan: Reader, meeting: str) -> None:
    """After it he reads neither the point nor that it is there."""
    jan.open(meeting)
    jan.follow(jan.page.locator("#agenda").get_by_role("link", name="GOPS.5021").first)
    point = jan.page.url.removeprefix(jan.url)
    jan.press("Wyłącz się z tej sprawy")
    jan.follow(jan.page.locator("main form").get_by_role("button").first)
    jan.open(point, status=404)
    jan.open(meeting)
    assert "GOPS.5021" not in jan.text()


def _decided(ewa: Reader, meeting: str) -> str:
    ewa.open(meeting)
    ewa.follow(ewa.page.locator("#agenda").get_by_role("link", name="GOPS.5021").first)
    point = ewa.page.url.removeprefix(ewa.url)
    write(ewa, words="Oferta stażu dla ojca", due_on="18.12.2026")
    choose(ewa, "charged", "PUP")
    votes = ewa.page.locator("select[name^=vote_]")
    assert votes.count() == 4
    for vote in votes.all():
        vote.select_option("for")
    ewa.looks_right("posiedzenie-punkt")
    ewa.press("Zapisz decyzję")
    ewa.open(point)
    assert "za 4, przeciw 0, wstrzymało się 0" in ewa.text()
    return point


def _written(ewa: Reader, meeting: str, point: str) -> None:
    """The minutes are saved while they are written, the room sees what everybody in it may, the next date is forced."""
    with ewa.page.expect_response(lambda answer: answer.url.endswith("protokol/")):
        ewa.page.locator("[name=text]").press_sequentially("Szkoła mówi o frekwencji.")
    ewa.page.get_by_text("Zapisano.").wait_for()
    ewa.open(f"{meeting}ekran/")
    assert "Szkolenie zespołu" in ewa.text()
    assert "GOPS.5021" not in ewa.text()
    ewa.looks_right("posiedzenie-ekran")
    ewa.open(f"{meeting}ruch/finish/")
    write(ewa, next_on="09.03.2027")
    ewa.press("Zakończ protokół")
    assert point.startswith(meeting)
