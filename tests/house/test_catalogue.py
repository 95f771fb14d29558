"""Polish words: every package's catalogue is complete, compiled, and says the same thing in the same way."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import Finding, Module, assert_kept, chain, modules, packages, sample
from tools import messages

WORDS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "npgettext"}


@pytest.mark.parametrize("package", packages())
def test_the_polish_catalogue_of_a_package_is_complete(package: str) -> None:
    if problems := list(messages.check(package)):
        pytest.fail("\n".join(problems), pytrace=False)


def test_the_same_words_are_translated_the_same_in_every_package() -> None:
    if problems := list(messages.conflicts(messages.translations(packages()))):
        pytest.fail("\n".join(problems), pytrace=False)


def _translated_inside(module: Module) -> Iterator[Finding]:
    for string in ast.walk(module.tree):
        if not isinstance(string, ast.JoinedStr):
            continue
        for node in ast.walk(string):
            if isinstance(node, ast.Call) and chain(node.func)[-1] in WORDS:
                yield module.find(node, "a sentence is translated inside an f-string")


def test_no_sentence_is_translated_inside_an_f_string() -> None:
    """Python 3.11 hands such a string out as one piece, so that its words would never reach the catalogue."""
    assert list(_translated_inside(sample("cases/bad.py", "def f(n: int) -> str:\n    return f\"{n} {_('days')}\"\n")))
    assert_kept(finding for module in modules() for finding in _translated_inside(module))
