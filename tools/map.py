#!/usr/bin/env python3
"""The map of the house: what each package answers, on which floor it stands, which rooms it has.

    python tools/map.py            # write docs/map.md anew
    python tools/map.py --check    # change nothing, exit 1 if the map is stale

It reads `.importlinter`, the docstrings of the packages and their files; it starts no Django.
"""

import ast
import sys
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kooperacja"
MAP = ROOT / "docs" / "map.md"

# The rooms in the order in which somebody reads a package that he does not know.
ROOMS = (
    "models",
    "workflow",
    "access",
    "actions",
    "queries",
    "forms",
    "views",
    "urls",
    "api",
    "cli",
    "privacy",
    "hooks",
    "templates",
)
# Folders and files that say nothing about what a package does.
UNSAID = {"__init__", "__main__", "__pycache__", "apps", "locale", "migrations", "static", "data"}

HEAD = """\
# Map of the house

Written by `python tools/map.py` from `.importlinter`, the docstrings of the packages and their
files; a test fails when it is stale.

A package may import what stands below it, never up, and never sideways within one floor. *In italics*: designed and
not built yet.

"""


@dataclass(frozen=True, slots=True)
class Place:
    """A package on its floor; one in parentheses is designed and not built."""

    name: str
    is_built: bool


def _contract(name: str, option: str) -> list[str]:
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser[f"importlinter:contract:{name}"][option].split("\n")


def floors() -> list[tuple[Place, ...]]:
    """The floors from the top, as import-linter checks them."""
    lines = _contract("floors", "layers")
    return [tuple(map(_place, line.split("|"))) for line in lines if line.strip()]


def _place(word: str) -> Place:
    name = word.strip()
    return Place(name.strip("()"), not name.startswith("("))


def built() -> list[str]:
    return [place.name for floor in floors() for place in floor if place.is_built]


def docstring(package: str) -> str:
    module = ast.parse((SOURCE / package / "__init__.py").read_text(encoding="utf-8"))
    return ast.get_docstring(module) or ""


def rooms(package: str) -> tuple[list[str], list[str]]:
    """The rooms that a package has, and its other files and folders, both without their endings.
    In the ground floor and in the composition a file name means nothing but itself.
    """
    found = {path.stem for path in (SOURCE / package).iterdir() if path.is_dir() or path.suffix == ".py"} - UNSAID
    if package in _contract("rooms", "without_rooms"):
        return [], sorted(found)
    return [room for room in ROOMS if room in found], sorted(found - set(ROOMS))


def routes(package: str) -> int:
    """How many addresses a package declares."""
    file = SOURCE / package / "urls.py"
    if not file.exists():
        return 0
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sum(isinstance(call.func, ast.Name) and call.func.id == "Route" for call in calls)


def text() -> str:
    parts = [HEAD, *map(_floor_line, floors()), "\n", *map(_section, built())]
    return "".join(parts).rstrip("\n") + "\n"


def _floor_line(floor: tuple[Place, ...]) -> str:
    words = (f"[{place.name}](#{place.name})" if place.is_built else f"*{place.name}*" for place in floor)
    return f"1. {' · '.join(words)}\n"


def _section(package: str) -> str:
    own, also = rooms(package)
    lines = [f"## {package}", "", docstring(package), ""]
    if own:
        lines.append(f"- Rooms: {_names(own)}")
    if also:
        lines.append(f"- {'Besides' if own else 'Files'}: {_names(also)}")
    if number := routes(package):
        lines.append(f"- Addresses: {number}")
    lines.append(f"- Source: [src/kooperacja/{package}](../src/kooperacja/{package}/)")
    return "\n".join(lines) + "\n\n"


def _names(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def main(arguments: list[str]) -> int:
    fresh = text()
    if "--check" in arguments:
        stale = not MAP.exists() or MAP.read_text(encoding="utf-8") != fresh
        print("docs/map.md is stale: run python tools/map.py" if stale else "docs/map.md is fresh")
        return int(stale)
    MAP.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
