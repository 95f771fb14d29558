"""`docs/invariants.md` names the tests that prove each invariant, and they are there."""

import re

from tests.house.tree import assert_fresh
from tools import invariants

ALL = range(1, 43)
# What this house must prove from its first day: the kernel, the trail, and what two people do at once.
FROM_THE_FIRST_DAY = {1, 2, 3, 7, 8, 11, 12, 13, 14, 15, 16, 19, 20, 24, 25, 26, 28, 29, 35, 36, 42}


def test_the_document_says_which_tests_prove_an_invariant() -> None:
    assert_fresh(invariants.DOCUMENT, invariants.text(), "python tools/invariants.py")


def test_no_invariant_is_lost() -> None:
    numbers = [int(number) for number in re.findall(r"^- \*\*I(\d+)\*\* ", invariants.text(), flags=re.MULTILINE)]
    assert numbers == list(ALL)


def test_no_test_names_an_invariant_that_does_not_exist() -> None:
    assert set(invariants.proofs()) <= set(ALL)


def test_what_must_hold_from_the_first_day_is_proved() -> None:
    missing = sorted(FROM_THE_FIRST_DAY - invariants.proofs().keys())
    assert [f"I{number}" for number in missing] == [], "no test names these"
