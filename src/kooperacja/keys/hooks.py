"""Where packages above say what they have sealed: they know the rows, this package knows the keys.

A test prints the lists.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """A key that was taken out to be used: its row, whose it is, and the secret."""

    pk: int
    institution_id: int
    secret: bytes


# Seals at most so many values of the institution anew, those that another key has sealed, and says how
# many; 0 means that none is left. Called in the transaction of the portion.
RESEAL: list[Callable[[Hand, int], int]] = []
# How many values each of these keys has sealed, by the id of the key.
SEALED: list[Callable[[Iterable[int]], Mapping[int, int]]] = []
