"""The source as the rules of the house read it: every file parsed once, and what a rule finds in it."""

import ast
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache, cached_property
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any

import pytest

from tools.map import ROOT, SOURCE

# Rooms that speak with the outside; they hold no rules and no statements of the database.
EDGES = frozenset({"views", "urls", "api", "cli"})
# Packages that own no tables, so that none of their files may speak to the database's models.
WITHOUT_TABLES = frozenset({"foundation", "ui", "config"})


@dataclass(frozen=True)
class Module:
    """One file: `cases/actions/notes.py` is in the room `actions` of the package `cases`."""

    path: Path

    @property
    def short(self) -> str:
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def where(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        return self.path.relative_to(SOURCE).parts[0].removesuffix(".py")

    @property
    def room(self) -> str:
        parts = self.path.relative_to(SOURCE).parts
        return parts[1].removesuffix(".py") if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def function_of(self, node: ast.AST) -> str:
        """The name of the function that a node stands in, or `module`."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                return node.name
        return "module"

    def find(self, node: ast.AST, what: str) -> "Finding":
        line = getattr(node, "lineno", 1)
        return Finding(f"{self.short} {self.function_of(node)}: {what}", f"{self.where}:{line}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a rule. The key names it without a line number, so that an exception stays true."""

    key: str
    where: str


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product, without migrations, which a machine writes."""
    paths = (path for path in SOURCE.rglob("*.py") if "migrations" not in path.relative_to(SOURCE).parts)
    return tuple(map(Module, sorted(paths)))


def sample(short: str, text: str) -> Module:
    """A file that is not there, to show that a rule notices what it forbids."""
    module = Module(SOURCE / short)
    module.__dict__["text"] = text
    return module


@cache
def packages() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in SOURCE.glob("*/__init__.py")))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SOURCE.glob("*/templates/**/*") if path.is_file()))


def chain(node: ast.AST) -> list[str]:
    """`Side._base_manager.filter(…).update(…)` as its names, from the left."""
    if isinstance(node, ast.Call | ast.Subscript):
        return chain(node.func if isinstance(node, ast.Call) else node.value)
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else ["…"]


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node, chain(node.func)[-1]


def texts(node: ast.AST) -> Iterator[str]:
    """Every plain string in a piece of source."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def assert_kept(findings: Iterable[Finding], exceptions: Mapping[str, str] | None = None) -> None:
    """No finding but the named exceptions, and no exception that is no longer needed."""
    named = exceptions or {}
    found = list(findings)
    wrong = [f"{one.where}  {one.key}" for one in found if one.key not in named]
    idle = sorted(named.keys() - {one.key for one in found})
    told = [*wrong, *(f"tests/house/exceptions.py  no longer needed: {key}" for key in idle)]
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def each(names: str, values: Iterable[Any], told: Callable[[Any], str] = str) -> Callable[[Callable[..., None]], Any]:
    """A test that is asked for every value, as `parametrize` does, in one item: a run spends more on an
    item than such a test does on its value. All values are asked, and every one that fails is told.
    """
    fields = names.split(", ")

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        def asked(**fixtures: Any) -> None:
            faults = []
            for value in values:
                given = dict(zip(fields, value if len(fields) > 1 else (value,), strict=True))
                try:
                    test(**given, **fixtures)
                except (AssertionError, pytest.fail.Exception) as fault:
                    who = ", ".join(told(one) for one in given.values())
                    faults.append(f"{who}: {fault}")
            if faults:
                pytest.fail("\n\n".join(faults), pytrace=False)

        rest = [given for name, given in signature(test).parameters.items() if name not in fields]
        asked.__signature__ = Signature([given.replace(kind=Parameter.KEYWORD_ONLY) for given in rest])  # type: ignore[attr-defined]
        asked.__name__, asked.__qualname__ = test.__name__, test.__qualname__
        asked.__doc__, asked.__module__ = test.__doc__, test.__module__
        asked.pytestmark = getattr(test, "pytestmark", [])  # type: ignore[attr-defined]
        return asked

    return decorate


def assert_fresh(path: Path, text: str, command: str) -> None:
    """A file that is written by a machine says what it would say now. The commands set the variable."""
    if os.environ.get("KOOPERACJA_WRITE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    present = path.read_text(encoding="utf-8") if path.exists() else ""
    name = path.relative_to(ROOT).as_posix()
    change = "\n".join(unified_diff(present.splitlines(), text.splitlines(), name, "now", lineterm="", n=1))
    if change:
        pytest.fail(f"{name} is stale; look at the change, and if it is meant: {command}\n{change}", pytrace=False)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git knows and what is not ignored."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        # An archive without its history: then what lies in the root and in the folders that are shipped.
        inside = (
            path
            for name in ("src", "tests", "tools", "bench", "docs", "requirements")
            for path in (ROOT / name).rglob("*")
        )
        found = (path for path in (*ROOT.iterdir(), *inside) if path.is_file() and "__pycache__" not in path.parts)
        return tuple(sorted(found))
    return tuple(sorted(path for name in listed if name and (path := ROOT / name).is_file()))
