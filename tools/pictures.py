"""Takes the pictures of the documentation: `python tools/pictures.py URL PASSWORD`.

Everything in them is invented. Start `./kooperacja demo`, and give the address and the password that
it prints.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "obrazy"
DESK, PHONE = (1280, 900), (375, 760)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the page at `path`; `first` follows the first link of its table."""

    name: str
    path: str
    size: tuple[int, int] = DESK
    first: bool = False


SHOTS = {
    "anna@gops.example": (
        Shot("pulpit", "/"),
        Shot("pulpit-telefon", "/", PHONE),
        Shot("skrzynka", "/skrzynka/"),
        Shot("skierowania", "/skierowania/"),
        Shot("teczka", "/rodziny/", first=True),
    ),
    "halina@gops.example": (Shot("porozumienia", "/porozumienia/"),),
    "jan@police.example": (Shot("dostep-ratunkowy", "/dostep-ratunkowy/"), Shot("zasady-dostepu", "/zasady-dostepu/")),
    "zofia@bpo.example": (Shot("poradnia-skierowanie", "/skierowania/nowe/"),),
    "piotr@school.example": (Shot("pulpit-szkola", "/"), Shot("instytucje", "/instytucje/")),
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
    page.screenshot(path=FOLDER / f"{shot.name}.png")


def main(url: str, password: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for email in SHOTS:
            take(browser, url.rstrip("/"), email, password)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
