import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from kooperacja.config import addresses, cli, doctor, serving, words
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.errors import Conflict, KooperacjaError

pytestmark = pytest.mark.installation

BARE = {name: value for name, value in os.environ.items() if not name.startswith(("KOOPERACJA_", "DJANGO_"))}
BARE["LANGUAGE"] = "en"


def kooperacja(*given: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kooperacja", *given]
    return subprocess.run(command, env=BARE | more, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    words.speak("en")


def try_command(run: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(cli, "PLAIN", (Command("try", "Try", no_arguments, run),))  # type: ignore[arg-type]
    return cli.main(["try"])


def raising(error: BaseException) -> object:
    def run(options: Namespace) -> int:
        raise error

    return run


# ---- Help


@pytest.mark.parametrize(("language", "sentence"), [("pl_PL.UTF-8", "Sprawdź wszystko"), ("en_GB", "Check everything")])
def test_help_needs_no_secret_and_speaks_the_language_of_the_terminal(
    tmp_path: Path, language: str, sentence: str
) -> None:
    done = kooperacja("--help", LANG=language, LC_ALL="", LANGUAGE="", KOOPERACJA_DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert sentence in done.stdout
    for name in ("demo", "run", "migrate", "test", "doctor", "routes", "messages"):
        assert re.search(rf"^    {name} ", done.stdout, re.MULTILINE), name


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "pl"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "uk_UA.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "pl:en"}, "pl"),
    ],
)
def test_polish_unless_another_language_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words.language() == language


def test_commands_of_two_words_make_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def arguments(parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def run(options: Namespace) -> None:
        seen.append(options.file)

    commands = [Command(f"import {what}", f"Read {what}", arguments, run) for what in ("people", "areas")]
    parser = cli.build_parser(commands)
    options = parser.parse_args(["import", "areas", "x.csv"])
    options.run(options)
    assert seen == ["x.csv"]
    assert "run" not in parser.parse_args(["import"])
    assert "areas, people" in parser.format_help()


# ---- Refusals are sentences


def test_a_refusal_is_a_sentence_with_its_ways_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = KooperacjaError("some.code", "This [cannot] be done.", ways=["Ask somebody."])
    assert try_command(raising(refusal), monkeypatch) == 2
    shown = capsys.readouterr()
    assert shown.err == "This [cannot] be done.\nAsk somebody.\n"
    assert shown.out == ""


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database is locked"), "The database cannot be used: database is locked"),
        (OSError(errno.ENOSPC, "No space left"), "The disk is full"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.csv"), "There is no file or folder a.csv."),
        (PermissionError(errno.EACCES, "denied", "b.csv"), "No permission to use b.csv."),
        (ImproperlyConfigured("The secret is not set."), "The secret is not set."),
    ],
)
def test_the_machine_s_refusals_are_sentences_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, sentence: str
) -> None:
    assert try_command(raising(error), monkeypatch) == 2
    assert sentence in capsys.readouterr().err


def test_a_fault_of_ours_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        try_command(raising(ZeroDivisionError()), monkeypatch)
    with pytest.raises(OSError, match="strange"):
        try_command(raising(OSError(errno.EPROTO, "strange")), monkeypatch)


def test_ctrl_c_is_not_an_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    assert try_command(raising(KeyboardInterrupt()), monkeypatch) == 130


def test_without_a_secret_the_product_does_not_start_and_says_why() -> None:
    done = kooperacja("run")
    assert done.returncode == 2
    assert "KOOPERACJA_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


# ---- Serving


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Conflict, match=f"Port {port} is taken"):
            serving.require_free("127.0.0.1", port)
    with pytest.raises(KooperacjaError, match="does not belong to this machine"):
        serving.require_free("192.0.2.7", 8000)


def test_an_older_database_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "pending_migrations", lambda: 3)
    monkeypatch.setattr(serving, "require_free", lambda host, port: None)
    with pytest.raises(KooperacjaError, match="kooperacja migrate"):
        serving._run(Namespace(host="127.0.0.1", port=1))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/ui/mark.svg", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.long
def test_it_migrates_serves_and_stops_cleanly(tmp_path: Path) -> None:
    folder = {"KOOPERACJA_DEBUG": "1", "KOOPERACJA_DATA_DIR": str(tmp_path / "data")}
    assert "applied" in kooperacja("migrate", **folder).stdout
    assert kooperacja("migrate", **folder).stdout.startswith("0 ")
    port = free_port()
    command = [sys.executable, "-m", "kooperacja", "run", "--port", str(port)]
    with (tmp_path / "said").open("w") as said:
        server = subprocess.Popen(command, env=BARE | folder, stdout=said, stderr=said, start_new_session=True)
    try:
        deadline = time.monotonic() + 30
        while not answers(port):
            assert time.monotonic() < deadline, (tmp_path / "said").read_text()
            time.sleep(0.1)
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(timeout=15) == 0
    finally:
        server.kill()
        server.wait()
    assert (tmp_path / "said").read_text().splitlines() == [
        f"Open http://127.0.0.1:{port} - stop with Ctrl+C.",
        "Stopped.",
    ]


# ---- Demonstration


class County:
    """Stands in for the fictional county."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.breaks = False

    def load(self, *, size: str) -> None:
        self.loaded.append(size)
        if self.breaks:
            raise KeyboardInterrupt


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    county = County()
    monkeypatch.setattr(serving.importlib, "import_module", lambda name: county)
    monkeypatch.setattr(serving, "migrate", lambda: 0)
    return county


def test_the_county_is_loaded_once(county: County, tmp_path: Path) -> None:
    serving.prepare_demo(tmp_path, size=None, fresh=False)
    serving.prepare_demo(tmp_path, size=None, fresh=False)
    assert county.loaded == ["small"]


def test_the_county_is_made_anew_when_asked_or_when_the_size_changes(county: County, tmp_path: Path) -> None:
    (tmp_path / "kooperacja.sqlite3").touch()
    serving.prepare_demo(tmp_path, size="large", fresh=False)
    assert not (tmp_path / "kooperacja.sqlite3").exists()
    serving.prepare_demo(tmp_path, size=None, fresh=True)
    serving.prepare_demo(tmp_path, size="small", fresh=False)
    assert county.loaded == ["large", "large", "small"]


def test_half_a_county_is_made_anew(county: County, tmp_path: Path) -> None:
    county.breaks = True
    with pytest.raises(KeyboardInterrupt):
        serving.prepare_demo(tmp_path, size=None, fresh=False)
    county.breaks = False
    serving.prepare_demo(tmp_path, size=None, fresh=False)
    assert county.loaded == ["small", "small"]


def test_the_demonstration_never_uses_the_configured_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in (("DATABASE_URL", "postgresql://real"), ("DATA_DIR", str(tmp_path)), ("DEMO", "")):
        monkeypatch.setenv(f"KOOPERACJA_{name}", value)
    assert serving._demo_folder() == tmp_path / "demo"
    assert os.environ["KOOPERACJA_DATABASE_URL"] == ""


# ---- Looking


def test_routes_are_listed_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    addresses._run(Namespace(json=True))
    rows = json.loads(capsys.readouterr().out)
    assert rows
    for row in rows:
        assert row.keys() == {"name", "path", "methods", "resource", "purpose", "sign_in"}
        assert row["path"].startswith("/")
        assert "^" not in row["path"]


@pytest.mark.django_db
def test_the_doctor_finds_this_machine_fit(capsys: pytest.CaptureFixture[str]) -> None:
    found = {finding.what: finding for finding in doctor.findings()}
    assert found["Python"].good
    assert found["Settings"].good
    assert found["Data folder"].good
    assert all(not finding.needed or finding.what for finding in found.values())


def test_the_doctor_speaks_where_the_settings_refuse() -> None:
    done = kooperacja("doctor")
    assert done.returncode == 1
    assert "KOOPERACJA_SECRET_KEY" in done.stdout
