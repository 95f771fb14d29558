"""Statements that the door keeps, beside the same ones built anew: they must say the same.

Text and parameters are compared, not answers, so that a difference shows even where the data of the test
cannot tell. The only difference that may be is how often a value stands in a list.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from kooperacja.access.prepared import Build, Leaf, Shelf, Statement, fresh

LIST_OR_VALUE = re.compile(r"IN \((%s(?:, %s)*)\)|%s")


def said(statement: Statement) -> tuple[str, str, list[Any]]:
    """Its name, its text with lists of one length, and its values in order, a list as a set."""
    left = list(statement.params)
    values: list[Any] = []
    for found in LIST_OR_VALUE.finditer(statement.sql):
        number = found.group().count("%s")
        taken, left = left[:number], left[number:]
        values.append(frozenset(taken) if found.group(1) else taken)
    assert not left, statement
    return statement.name, LIST_OR_VALUE.sub("?", statement.sql), values


@contextmanager
def beside_fresh() -> Iterator[None]:
    known = Shelf.statements
    compared: set[tuple[int, Any]] = set()

    def statements(shelf: Shelf, shape: Any, values: Sequence[Leaf], build: Build) -> list[Statement]:
        answer = known(shelf, shape, values, build)
        if (id(shelf), shape) not in compared:
            compared.add((id(shelf), shape))
            assert list(map(said, answer)) == [said(one) for one in fresh(build(values))]
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "statements", statements)
        yield
