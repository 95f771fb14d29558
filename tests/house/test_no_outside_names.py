"""The tree names no host of packages, no machine and no tool of those who wrote it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import exceptions
from tests.house.tree import ROOT, Finding, assert_kept, tracked

# Words are put together, so that this file does not find itself.
HOSTS = (
    *("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "proxy.gol" + "ang.org"),
    *("arti" + "factory", "nexus" + "/repository", "index" + "-url", "index" + "_url", "UV_IN" + "DEX"),
)
TOOLS = (
    *("clau" + "de", "anth" + "ropic", "open" + "ai", "chat" + "gpt", "copi" + "lot", "co-auth" + "ored-by"),
    *("language" + " model", "generated" + " by ai", "l" + "lm", "helper" + "-", "sub" + "agent"),
)
MACHINES = re.compile(r"(?<![\w.~}*$)-])/(?:wo" + r"rk|ro" + r"ot|home/\w+|Users/\w+|t" + r"mp)(?:/|\b)")
# Words of that kind which stand alone, such as the two letters for artificial intelligence.
LONE = re.compile(r"(?<![\w-])(A" + r"I|G" + r"PT-?\d*)(?![\w-])")
BINARY = {".png", ".jpg", ".mo", ".woff2", ".ico", ".gz", ".xlsx"}
# What others wrote is not ours to word.
NOT_OURS = {"vendor", "data"}


def ours() -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix not in BINARY and not NOT_OURS & set(path.parts) and path.name != "LICENSE"
    ]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def findings(pattern: re.Pattern[str]) -> Iterator[Finding]:
    for path in ours():
        name = path.relative_to(ROOT).as_posix()
        for match in pattern.finditer(text_of(path)):
            line = text_of(path).count("\n", 0, match.start()) + 1
            yield Finding(f"{name}: {match.group().lower()}", f"{name}:{line}")


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![a-z])(?<!no-emit-)(?:{joined})", re.IGNORECASE)


def test_no_host_of_packages_is_named() -> None:
    assert_kept(findings(any_of(HOSTS)), exceptions.HOSTS_NAMED)


def test_no_tool_of_the_writers_is_named() -> None:
    assert_kept([*findings(any_of(TOOLS)), *findings(LONE)])


def test_no_path_of_a_machine_is_named() -> None:
    assert_kept(findings(MACHINES), exceptions.PATHS_NAMED)


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_pins_versions_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    said = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    packages = [line for line in said if not line.startswith(" ")]
    assert packages
    assert [line for line in packages if not re.match(r"[\w.\[\]-]+==\S+( ;.*)? \\$", line)] == []
    assert [line for line in said if line.startswith(" ") and "--hash=sha256:" not in line] == []
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(packages)


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml", "poetry.lock", "package-lock.json", ".npmrc", "pip.conf"])
def test_files_that_name_hosts_are_not_kept(name: str) -> None:
    assert [path for path in tracked() if path.name == name] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (any_of(HOSTS), "--extra-" + "index" + "-url=https://example.org"),
        (any_of(TOOLS), "Written with " + "Clau" + "de."),
        (LONE, "an " + "A" + "I wrote it"),
        (MACHINES, 'PATH = "/' + 'work/main"'),
        (MACHINES, "in /" + "home/anna/src"),
        (MACHINES, "open('/" + "tmp/x')"),
    ],
)
def test_the_patterns_notice_what_they_forbid(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
