"""G.1, steps 5 and 9: ten areas are rated with the family, workshops are held, the next diagnosis shows the change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_disclosure import new_family
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
AREAS = ("housing", "income", "work", "health", "addiction", "parenting", "school", "safety", "ties", "rights")


def test_a_diagnosis_is_made_with_the_family_and_repeated(
    person: Callable[[str], Reader], served: Served, tmp_path: Path
) -> None:
    anna = person("anna")
    here = _begun(anna, served)
    _rated(anna, dict.fromkeys(AREAS, 2), pictures=True)
    _held(anna, here)
    anna.open(here)
    anna.open(_made(anna) + "ruch/finish/")
    anna.press("Zakończ diagnozę")
    assert "Diagnoza zakończona" in anna.text()
    anna.press("Zacznij następną diagnozę")
    _rated(anna, {"school": 4, "income": 3}, pictures=False)
    anna.open(here)
    assert "+2" in anna.text()
    anna.looks_right("diagnoza-porownanie")
    with anna.page.expect_download() as found:
        anna.page.get_by_role("link", name="Diagnoza (PDF)").click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF-")
    _asked_otherwise(person("halina"), tmp_path)


def _begun(anna: Reader, served: Served) -> str:
    """Of a family that has agreed: its way there is that of `cases` and is not walked here."""
    new_family(anna, "Lipowscy")
    case = anna.page.url.removeprefix(anna.url).removesuffix("przekaz/")
    served.rows("UPDATE cases_case SET state = 'assessment'")
    anna.open(case)
    anna.press("Diagnoza")
    anna.press("Zacznij diagnozę")
    return f"{case}diagnoza/"


def _made(anna: Reader) -> str:
    """The address of the diagnosis whose page is open."""
    return (anna.page.locator("a[href$='/pdf/']").get_attribute("href") or "").removesuffix("pdf/")


def _rated(anna: Reader, scores: dict[str, int], *, pictures: bool) -> None:
    made = _made(anna)
    for area, score in scores.items():
        anna.open(f"{made}obszary/{area}/")
        anna.page.locator(f"[name=score][value='{score}']").check()
        write(anna, known_on="02.11.2026")
        choose(anna, "source", "wizyta w domu")
        if pictures and area == "housing":
            write(anna, needs="Piec dymi, okna są nieszczelne.", words="Zimą siedzimy w jednym pokoju.")
            anna.looks_right("diagnoza-obszar")
        anna.press("Zapisz")


def _held(anna: Reader, here: str) -> None:
    for number in range(2):
        anna.open(here.replace("diagnoza", "warsztaty"))
        write(anna, day="02.11.2026")
        anna.press("Zapisz")
        anna.open(anna.page.locator("a[href$='/ruch/hold/']").get_attribute("href") or "")
        write(anna, from_family="2")
        if number == 0:
            anna.looks_right("diagnoza-warsztat")
        anna.press("Wpisz, że się odbył")
    assert "odbyte: 2 z 2" in anna.text()
    anna.looks_right("diagnoza")


def _asked_otherwise(halina: Reader, folder: Path) -> None:
    """The manager downloads the workbook and gives it back as it is: its code is not hers."""
    halina.open("/kwestionariusze/")
    halina.looks_right("kwestionariusze")
    with halina.page.expect_download() as found:
        halina.page.get_by_role("link", name="Excel").click()
    book = folder / "arkusz.xlsx"
    found.value.save_as(book)
    halina.press("Wczytaj skoroszyt")
    halina.page.locator("input[type=file]").set_input_files(book)
    halina.press("Sprawdź i zapisz")
    assert "należy do kwestionariusza kogoś innego" in halina.text()
    # The browser itself complains of a refusal that the journey expects.
    halina.complaints.clear()
    halina.looks_right("kwestionariusz-blad")
