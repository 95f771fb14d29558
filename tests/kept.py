"""Statements that the door keeps, beside the same ones built anew: they must say the same.

Text and parameters are compared, not answers, so that a difference shows even where the data of the test
cannot tell. The only difference that may be is how often a value stands in a list.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kooperacja.access import prepared
from kooperacja.access.prepared import Build, Leaf, Shelf, Statement, fresh

# A whole run names a folder, in which its processes tell one another what has been compared.
KEPT = os.environ.get("KOOPERACJA_TEST_KEPT", "")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
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


def told(shape: Any) -> Path | None:
    """Where the run keeps that this shape was compared on this engine; what has no name of its own always is."""
    name = ADDRESS.sub("", repr(shape))
    if not KEPT or not name.startswith("(((") or "<lambda>" in name:
        return None
    folder = Path(KEPT) / f"compared-{connection.vendor}"
    folder.mkdir(exist_ok=True)
    return folder / hashlib.sha256(name.encode()).hexdigest()


def mark_once(shelf: Shelf, shape: Any, values: Sequence[Leaf], build: Build) -> None:
    """Puts a statement on its shelf whose second marking and whose comparison another process of the run has made."""
    marked = prepared._marked(prepared._marks(values, 0), build)
    shelf._kept[connection.vendor, shape] = marked


@contextmanager
def beside_fresh() -> Iterator[None]:
    known = Shelf.statements
    compared: set[tuple[int, Any]] = set()

    def statements(shelf: Shelf, shape: Any, values: Sequence[Leaf], build: Build) -> list[Statement]:
        if (id(shelf), shape) in compared:
            return known(shelf, shape, values, build)
        compared.add((id(shelf), shape))
        place = told(shape)
        if place and place.exists():
            mark_once(shelf, shape, values, build)
            return known(shelf, shape, values, build)
        answer = known(shelf, shape, values, build)
        assert list(map(said, answer)) == [said(one) for one in fresh(build(values))]
        if place and shelf._kept[connection.vendor, shape] is not None:
            place.touch()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "statements", statements)
        yield
