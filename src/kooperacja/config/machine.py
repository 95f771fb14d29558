"""What this machine has to offer: found, never installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

POSTGRESQL_NEEDED = 15


def checkout() -> Path | None:
    """The source checkout that this code runs from, or None where only the package is installed."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").exists() else None


def program(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def chromium() -> str | None:
    """The system's browser, or the one that KOOPERACJA_CHROMIUM names. The shell without windows draws the same
    pages and needs a third less of the processor.
    """
    named = os.environ.get("KOOPERACJA_CHROMIUM")
    others = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return named or program("chromium-headless-shell", *others)


def postgresql() -> Path | None:
    """The folder of a PostgreSQL server's programs, the newest that is new enough."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_of, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((found for found in candidates if _serves(found)), None)


def _version_of(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _serves(folder: Path) -> bool:
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return False
    answer = _output(str(folder / "postgres"), "--version")
    version = re.search(r"\d+", answer)
    return version is not None and int(version[0]) >= POSTGRESQL_NEEDED


def fonts() -> list[str]:
    """Families that can show Polish text, of those that the pages ask for first."""
    installed = _output("fc-list", ":lang=pl", "family") if program("fc-list") else ""
    return [name for name in ("Open Sans", "Noto Sans", "DejaVu Sans") if name in installed]


def free_megabytes(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 1_000_000


def writable(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - programs found above.
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
