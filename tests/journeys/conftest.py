"""A town that is really served, and browsers of its people: SQLite or PostgreSQL, one clock."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Locator, Page

from kooperacja.config import database, machine
from kooperacja.config.demo.county import email
from tests.cast import MONDAY, PASSWORD
from tests.migrated import clone_to

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHROMIUM = machine.chromium()
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where the pictures of the documentation go when a maintainer asks for them.
PICTURES = os.environ.get("KOOPERACJA_PICTURES")

WIDE, NARROW = 1280, 375

# Two frames later a change of scheme or width has begun its transitions; then they are waited for.
SETTLED = """() => new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)))
    .then(() => Promise.allSettled(document.getAnimations().map(each => each.finished)))
    .then(() => true)"""


def _database(folder: Path, name: str) -> str:
    """The address of a journey's own database, on the engine that the suite runs on."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'town.sqlite3'}"
    settings = connection.settings_dict
    login = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
    host = settings["HOST"].replace("/", "%2F")
    return f"postgresql://{login}@{host}:{settings['PORT']}/{name}"


def _environment(folder: Path, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "KOOPERACJA_DATABASE_URL": url,
        "KOOPERACJA_DATA_DIR": str(folder),
        "KOOPERACJA_TESTING": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }


def _program(*words: str) -> list[str]:
    return [sys.executable, str(HERE / "serve.py"), *words, MONDAY.isoformat()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """The address of the served town, and its database for what no page shows."""

    url: str
    database_url: str
    server: subprocess.Popen[str]

    def goes_to(self, instant: datetime) -> None:
        """From now the town lives at another instant; whoever was signed in then is no longer."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(f"{instant.isoformat()}\n")
        self.server.stdin.flush()
        assert self.server.stdout.readline().strip() == "moved"

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows read from the served database by a connection of the test's own."""
        options = database.settings(self.database_url, Path())
        if options["ENGINE"].endswith("sqlite3"):
            import sqlite3

            with sqlite3.connect(options["NAME"]) as link:
                return list(link.execute(statement))
        import psycopg

        place = {"host": options["HOST"], "port": options["PORT"], "dbname": options["NAME"]}
        with psycopg.connect(user=options["USER"], password=options["PASSWORD"], **place) as link:
            return list(link.execute(statement))


# The database that every journey of this process copies.
TEMPLATE = f"journey_{os.getpid()}_template"


@pytest.fixture(scope="session")
def prepared(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town before anything has happened in it, made once: its data folder, and on PostgreSQL its database."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "static").mkdir()
    with django_db_blocker.unblock():
        clone_to(folder / "town.sqlite3" if connection.vendor == "sqlite" else TEMPLATE)
    environment = _environment(folder, _database(folder, TEMPLATE))
    subprocess.run(_program("prepare"), env=environment, check=True)
    return folder


@pytest.fixture(scope="module")
def served(prepared: Path, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("town"), _free_port()
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    name = f"journey_{os.getpid()}"
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            clone_to(name, of=TEMPLATE)
    url = _database(folder, name)
    with subprocess.Popen(
        _program(str(port)),
        env=_environment(folder, url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == "ready"
        yield Served(f"http://127.0.0.1:{port}", url, server)
        server.terminate()


class Reader:
    """A person at a browser. Every page that is opened is checked by axe, on a desk and a telephone."""

    def __init__(self, page: Page, url: str, key: str, asked_by_axe: tuple[int, ...] = (WIDE, NARROW)) -> None:
        self.page, self.url, self.key, self.asked_by_axe = page, url, key, asked_by_axe
        self.complaints: list[str] = []
        page.set_default_timeout(8000)
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str, *, status: int = 200) -> Page:
        answer = self.page.goto(f"{self.url}{address}")
        assert answer is not None
        assert answer.status == status, (address, answer.status)
        if status != HTTPStatus.OK:
            # The browser itself complains of a refusal that the journey expects.
            self.complaints.clear()
        return self.page

    def sign_in(self) -> "Reader":
        self.open("/logowanie/")
        self.page.get_by_label("E-mail").fill(email(self.key))
        self.page.get_by_label("Hasło").fill(PASSWORD)
        self.follow(self.page.get_by_role("button", name="Zaloguj"))
        return self

    def press(self, name: str) -> Page:
        """Press a button or a link by its words; the page that it leads to is there on return."""
        return self.follow(
            self.page.get_by_role("button", name=name, exact=True)
            .or_(self.page.get_by_role("link", name=name, exact=True))
            .first
        )

    def follow(self, target: Locator) -> Page:
        with self.page.expect_navigation():
            target.click()
        return self.page

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def looks_right(self, picture: str = "") -> None:
        """Axe finds nothing, nothing scrolls sideways, the policy stopped nothing of ours."""
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=2000)
            if width in self.asked_by_axe:
                self._axe()
            if PICTURES and picture:
                self.page.screenshot(path=f"{PICTURES}/{picture}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": WIDE, "height": 900})
        assert self.complaints == []

    def _axe(self) -> None:
        # Colours that are still on their way from one scheme to the other are nobody's choice.
        self.page.evaluate(SETTLED)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        # What passes is counted and not described: that would take as long as finding what does not.
        asked = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
        found = self.page.evaluate(asked, RULES)["violations"]
        faults = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
        assert faults == [], (self.page.url, faults)


@pytest.fixture
def person(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Callable[[str], Reader]]:
    """`person("anna")` is Anna, signed in, at a browser of her own."""
    opened = []
    # The database does not change how a narrow page looks: in a usual run axe reads it on one engine.
    everywhere = connection.vendor == "sqlite" or "not full" not in request.config.getoption("markexpr")
    widths = (WIDE, NARROW) if everywhere else (WIDE,)

    def sign_in(key: str) -> Reader:
        context = chromium.new_context(locale="pl-PL", timezone_id="Europe/Warsaw")
        opened.append(context)
        return Reader(context.new_page(), served.url, key, widths).sign_in()

    yield sign_in
    for context in opened:
        context.close()
