"""Size and manner of the source: files, packages, functions, names, docstrings, open ends."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

from tests.house import exceptions
from tests.house.conftest import Told
from tests.house.tree import ROOT, SOURCE, Finding, Module, assert_kept, each, modules, packages, tracked

Function = ast.FunctionDef | ast.AsyncFunctionDef

MOST_LINES, ASKED_LINES = 600, 400
PACKAGE_LINES = 1500
STYLE_LINES, SCRIPT_LINES, COMPONENTS = 1500, 200, 15
MEDIAN_LINES, LONG_LINES = 8, 30
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "managers"} | {
    "service",
    "services",
}
VAGUE_VERBS = ("process_", "handle_", "manage_", "do_", "perform_", "update_")
STATIC = SOURCE / "ui" / "static" / "ui"
# Joined, so that this file does not find itself.
OPEN_END = re.compile(
    r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b(?P<issue>\(#\d+\))?"
)


@cache
def python_files() -> tuple[Path, ...]:
    """All that people write: the product, its tests, tools and benchmarks; a machine writes migrations."""
    mine = (path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts)
    return tuple(path for path in mine if path.relative_to(ROOT).parts[0] in {"src", "tests", "tools", "bench"})


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def at(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


# ---- Size


def test_no_file_is_longer_than_600_lines(told: Told) -> None:
    sizes = {path: lines_of(path) for path in python_files()}
    told("files over 400 lines", {at(path): size for path, size in sizes.items() if size > ASKED_LINES})
    assert_kept(Finding(f"{size} lines", at(path)) for path, size in sizes.items() if size > MOST_LINES)


def test_no_package_holds_more_than_1500_lines_of_code(told: Told) -> None:
    """Reasons, sentences and blank lines are not counted (docs/decisions/0017)."""
    sizes: dict[str, int] = defaultdict(int)
    code: dict[str, int] = defaultdict(int)
    for module in modules():
        sizes[module.package] += len(module.text.splitlines())
        # The shapes for programs repeat what queries return; docs/decisions/0019 says why they do not count.
        code[module.package] += _lines_of_code(module) if module.room != "api" else 0
    ordered = sorted(sizes, key=lambda package: -sizes[package])
    told("lines of packages, and of code in them", {name: f"{sizes[name]:>5} {code[name]:>5}" for name in ordered})
    long = (
        Finding(name, f"src/kooperacja/{name}: {code[name]} lines") for name in ordered if code[name] > PACKAGE_LINES
    )
    assert_kept(long, exceptions.LONG_PACKAGES)


def _lines_of_code(module: Module) -> int:
    """Lines on which something is said to the machine: without blanks, comments and docstrings."""
    said = [node for node in ast.walk(module.tree) if isinstance(node, ast.Expr) and _is_said(node)]
    words = {line for node in said for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    lines = enumerate(module.text.splitlines(), 1)
    return sum(
        number not in words and bool(line.strip()) and not line.lstrip().startswith("#") for number, line in lines
    )


def _is_said(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_styles_script_and_components_stay_small() -> None:
    assert sum(map(lines_of, SOURCE.glob("*/static/**/*.css"))) <= STYLE_LINES
    own = [path for path in SOURCE.glob("*/static/**/*.js") if "vendor" not in path.parts]
    assert sum(map(lines_of, own)) <= SCRIPT_LINES
    assert len(list((SOURCE / "ui/templates/ui/components").iterdir())) <= COMPONENTS


# ---- Functions


@cache
def functions() -> tuple[tuple[str, Function], ...]:
    """Functions of the product, each with its place."""
    return tuple(
        (f"{module.where}:{node.lineno}", node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: words are no weight."""
    first = function.body[0]
    words = (first.end_lineno or 0) - first.lineno + 1 if _is_said(first) else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - words


def test_functions_are_short(told: Told) -> None:
    sizes = sorted(length(function) for _, function in functions())
    long = quantiles(sizes, n=100)[94]
    told("functions", {"number": len(sizes), "median": median(sizes), "95 of 100": long, "longest": sizes[-1]})
    assert median(sizes) <= MEDIAN_LINES
    assert long <= LONG_LINES


def _bare(function: Function) -> Iterator[str]:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    yield from (one.arg for one in named if one.annotation is None and one.arg not in {"self", "cls"})
    if function.returns is None:
        yield "return"


def test_every_function_is_annotated() -> None:
    assert_kept(Finding(f"{one.name}: {what}", where) for where, one in functions() for what in _bare(one))


# ---- Names


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {
        (part.removesuffix(".py"), path)
        for path in python_files()
        for part in path.relative_to(ROOT).parts[1:]
        if part.removesuffix(".py").removeprefix("test_") in VAGUE
    }
    assert_kept(Finding(name, at(path)) for name, path in names)


def test_an_action_is_named_by_its_own_verb() -> None:
    assert_kept(
        module.find(node, node.name)
        for module in modules()
        if module.room == "actions"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith(VAGUE_VERBS)
    )


def test_tests_are_named_as_sentences() -> None:
    """`test_rebuilding_changes_nothing`: a thing and what is true of it, three words or more."""
    tests = [path for path in python_files() if path.name.startswith("test_") and "tests" in path.parts]
    assert_kept(
        Finding(node.name, at(path, node.lineno))
        for path in tests
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and len(node.name.split("_")) < 4
    )


# ---- Words


@each("package", packages())
def test_a_package_says_what_it_answers_and_holds_no_code(package: str) -> None:
    tree = ast.parse((SOURCE / package / "__init__.py").read_text(encoding="utf-8"))
    assert len((ast.get_docstring(tree) or "").split()) > 8
    assert len(tree.body) == 1, "a package's __init__ holds its paragraph and no code"


def test_open_ends_name_their_issue() -> None:
    kinds = {".py", ".html", ".css", ".js", ".sh", ".toml", ".yml"}
    assert_kept(
        Finding(found.group(), at(path, number))
        for path in tracked()
        if path.suffix in kinds and "vendor" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := OPEN_END.search(line)) and not found["issue"]
    )


def test_what_is_silenced_says_which_rule() -> None:
    """`noqa` and `type: ignore` name their code, so that they silence nothing else."""
    bare = re.compile(r"#\s*(no" + r"qa(?!:\s*[A-Z])|type:\s*ig" + r"nore(?!\[))")
    assert_kept(
        Finding(line.strip(), at(path, number))
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    )


# ---- Actions


def public_actions() -> Iterator[tuple[str, str, Function]]:
    for module in modules():
        if module.room != "actions":
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module.package}.{node.name}", f"{module.where}:{node.lineno}", node


def test_an_action_knows_no_request() -> None:
    named = {"request", "session", "form"}
    assert_kept(
        Finding(f"{name}: {given.arg}", where)
        for name, where, function in public_actions()
        for given in (*function.args.args, *function.args.kwonlyargs)
        if given.arg in named
    )


def test_no_action_has_a_default_actor() -> None:
    """An act without somebody who did it would make the trail say nothing."""
    for name, where, function in public_actions():
        defaults = dict(zip([one.arg for one in function.args.kwonlyargs], function.args.kw_defaults, strict=True))
        assert defaults.get("actor") is None, f"{where} {name}"


def test_no_exception_goes_without_a_reason() -> None:
    for name, listed in vars(exceptions).items():
        if isinstance(listed, dict) and not name.startswith("__"):
            assert [key for key, reason in listed.items() if len(reason.split()) < 3] == [], name
