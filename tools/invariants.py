#!/usr/bin/env python3
"""Write into `docs/invariants.md` which tests prove each invariant now.

    python tools/invariants.py            # write the lines under each invariant anew
    python tools/invariants.py --check    # change nothing, exit 1 if they are stale

The sentences of the document are written by people, the indented lines under them by this tool. A test proves an
invariant when its docstring, or the docstring of its file, or a comment in it, names the number: I19.
"""

import ast
import re
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "invariants.md"
TESTS = ROOT / "tests"

SENTENCE = re.compile(r"^- \*\*I(\d+)\*\* ")
NUMBER = re.compile(r"\bI(\d{1,2})\b(?:\s?–\s?I(\d{1,2})\b)?")
WAITS = "waits for a later package"

Proofs = dict[int, list[str]]


def numbers(words: str) -> Iterator[int]:
    """`I7, I11–I13` names 7, 11, 12 and 13."""
    for first, last in NUMBER.findall(words):
        yield from range(int(first), int(last or first) + 1)


@cache
def proofs() -> Proofs:
    found: Proofs = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for number, test in sorted(set(_named(path)), key=lambda pair: (pair[0], pair[1])):
            found[number].append(test)
    return found


def _named(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    yield from ((number, where) for number in numbers(ast.get_docstring(tree) or ""))
    for function in functions:
        name = f"{where}::{function.name}"
        yield from ((number, name) for number in numbers(ast.get_docstring(function) or ""))
    for line, comment in _comments(path):
        inside = [one for one in functions if _first(one) <= line <= (one.end_lineno or one.lineno)]
        name = f"{where}::{inside[-1].name}" if inside else where
        yield from ((number, name) for number in numbers(comment))


def _first(function: ast.FunctionDef) -> int:
    """The line above a test and its decorators, where a comment about it stands."""
    return min([function.lineno, *(one.lineno for one in function.decorator_list)]) - 1


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def text() -> str:
    """The document with its indented lines written anew."""
    found = proofs()
    return "".join(f"{line}\n" for line in _lines(DOCUMENT.read_text(encoding="utf-8").splitlines(), found))


def _lines(present: list[str], found: Proofs) -> Iterator[str]:
    for line in present:
        if line.startswith("  - "):
            continue
        yield line
        if match := SENTENCE.match(line):
            yield from (f"  - `{test}`" for test in found.get(int(match[1]), []))
            if int(match[1]) not in found:
                yield f"  - {WAITS}"


def main(arguments: list[str]) -> int:
    fresh = text()
    if "--check" in arguments:
        stale = DOCUMENT.read_text(encoding="utf-8") != fresh
        print("docs/invariants.md is stale: run python tools/invariants.py" if stale else "docs/invariants.md is fresh")
        return int(stale)
    DOCUMENT.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
