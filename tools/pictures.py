"""Takes the pictures of the documentation, in which everything is invented.

`python tools/pictures.py URL PASSWORD` takes those of lists and desks: start `./kooperacja demo`, and give the address
and the password that it prints. `python tools/pictures.py` walks the journeys of the tests and takes over what stands
in the documents of what they look at (`looks_right("name")`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kooperacja.config import machine

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "obrazy"
DESK = (1280, 900)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the page at `path`; `first` follows the first link of its table, `then` is what comes after the
    address of that page.
    """

    name: str
    path: str
    size: tuple[int, int] = DESK
    first: bool = False
    then: str = ""


SHOTS = {
    "anna@gops.example": (
        Shot("pulpit", "/"),
        Shot("skrzynka", "/skrzynka/"),
        Shot("skierowania", "/skierowania/"),
        Shot("teczka", "/rodziny/", first=True),
        Shot("zgody", "/rodziny/?q=malinowscy", first=True, then="zgody/"),
    ),
    "halina@gops.example": (Shot("porozumienia", "/porozumienia/"),),
    "jan@police.example": (Shot("dostep-ratunkowy", "/dostep-ratunkowy/"), Shot("zasady-dostepu", "/zasady-dostepu/")),
    "zofia@bpo.example": (Shot("poradnia-skierowanie", "/skierowania/nowe/"),),
    "piotr@school.example": (Shot("instytucje", "/instytucje/"),),
    "grazyna@mostek.example": (
        Shot("zespol", "/zespoly/?q=PZK+Wierzbowo", (1280, 1100), first=True),
        Shot("warianty", "/warianty/"),
    ),
}


def take(browser: Browser, url: str, email: str, password: str) -> None:
    page = browser.new_context(locale="pl-PL").new_page()
    page.goto(f"{url}/logowanie/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Hasło").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Zaloguj").click()
    for shot in SHOTS[email]:
        _take(page, url, shot)


def _take(page: Page, url: str, shot: Shot) -> None:
    width, height = shot.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{url}{shot.path}")
    if shot.first:
        with page.expect_navigation():
            page.locator("table tbody a").first.click()
    if shot.then:
        page.goto(page.url + shot.then)
    page.screenshot(path=FOLDER / f"{shot.name}.png")


def from_demo(url: str, password: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=machine.chromium(), args=["--no-sandbox"])
        for email in SHOTS:
            take(browser, url.rstrip("/"), email, password)
        browser.close()


def from_journeys() -> None:
    """Each picture that is there, that a journey takes, and that the demonstration does not take, as wide as it is."""
    of_demo = {shot.name for shots in SHOTS.values() for shot in shots}
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "pytest", "-q", "-m", "browser", "tests/journeys"]
        subprocess.run(words, cwd=ROOT, env={**os.environ, "KOOPERACJA_PICTURES": folder}, check=True)
        for picture in FOLDER.glob("*.png"):
            taken = Path(folder) / f"{picture.stem}-{_width(picture)}.png"
            if picture.stem not in of_demo and taken.exists():
                shutil.copyfile(taken, picture)


def _width(picture: Path) -> int:
    """From the header of a PNG file."""
    return int.from_bytes(picture.read_bytes()[16:20], "big")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    if sys.argv[1:]:
        from_demo(*sys.argv[1:3])
    else:
        from_journeys()
