"""Where packages above join: what a dossier is called and who may attach to it, and what stands on a file.

A test prints the lists.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import Verdict


@dataclass(frozen=True, slots=True)
class About:
    """Whom a file can be about: a key for forms, the name that the reader sees, the anchor."""

    key: str
    name: str
    anchor_id: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier to which files are attached, as the reader sees it. `number` holds no name."""

    ref: str
    number: str
    address: str
    anchor_id: int
    whom: tuple[About, ...]
    can_attach: Verdict


# Given the actor, the reference in the address and the purpose; raises `NotFound` for what is not seen.
DOSSIER: list[Callable[[Actor, str, str], Dossier]] = []
# Given the id of a file, says in a sentence what stands on it, so that it cannot be withdrawn; or nothing.
IN_USE: list[Callable[[int], str]] = []
