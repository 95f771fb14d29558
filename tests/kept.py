"""Statements that the door keeps, beside the same ones built anew: they must say the same.

Text and parameters are compared, not answers, so that a difference shows even where the data of the test
cannot tell. The product compares them at the first use; here they are compared at the second one, whose values
are others. The processes of a whole run tell one another what they keep, so that each statement is built in one
of them.
"""

import copy
import hashlib
import io
import os
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from django.db import connection
from typing_extensions import override

from kooperacja.access.prepared import Build, Leaf, Shelf, Statement, fresh, said

# A whole run names a folder, in which its processes tell one another what has been compared.
KEPT = os.environ.get("KOOPERACJA_TEST_KEPT", "")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def told(shape: Any) -> Path | None:
    """Where the run keeps the statements of this shape that were compared on this engine; what has no name of its
    own is not kept.
    """
    name = ADDRESS.sub("", repr(shape))
    if not KEPT or not name.startswith("(((") or "<lambda>" in name:
        return None
    folder = Path(KEPT) / f"compared-{connection.vendor}"
    folder.mkdir(exist_ok=True)
    return folder / hashlib.sha256(name.encode()).hexdigest()


def _nothing() -> Callable[[Any, Any], None]:
    return lambda _row, _other: None


class _Pickler(pickle.Pickler):
    """Django's compiler holds a local function that does nothing where a related row needs not know its owner."""

    @override
    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, FunctionType) and obj.__code__.co_code == _nothing().__code__.co_code:
            return _nothing, ()
        return NotImplemented


def keep(place: Path, kept: Sequence[Any]) -> None:
    """For the other processes of the run, which then need not build these statements at all."""
    held = io.BytesIO()
    parted = []
    for one in kept:
        compiler = copy.copy(one.statement.compiler)
        compiler.connection = None
        parted.append(replace(one, statement=replace(one.statement, compiler=compiler)))
    _Pickler(held, pickle.HIGHEST_PROTOCOL).dump(parted)
    written = place.with_suffix(f".{os.getpid()}")
    written.write_bytes(held.getvalue())
    written.rename(place)


@contextmanager
def beside_fresh() -> Iterator[None]:
    known = Shelf.statements
    uses: Counter[tuple[int, Any]] = Counter()

    def statements(shelf: Shelf, shape: Any, values: Sequence[Leaf], build: Build) -> list[Statement]:
        uses[id(shelf), shape] += 1
        use = uses[id(shelf), shape]
        place = told(shape) if use == 1 else None
        if place and place.exists():
            shelf._kept[connection.vendor, shape] = pickle.loads(place.read_bytes())  # noqa: S301 - of this run.
        answer = known(shelf, shape, values, build)
        kept = shelf._kept[connection.vendor, shape]
        if place and kept is not None and not place.exists():
            keep(place, kept)
        if use == 2 and not KEPT:
            assert list(map(said, answer)) == [said(one) for one in fresh(build(values))]
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "statements", statements)
        yield
