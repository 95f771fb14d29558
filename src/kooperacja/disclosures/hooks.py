"""What packages above do when data were handed over, and where they say what else they handed over in letters of
their own, for “Who got my data”: they know the letters, this package knows what a person is told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor


class Somebody(Protocol):
    """Whom the list is about."""

    @property
    def anchor_id(self) -> int: ...
    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def born_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Written:
    """One letter that went out: to whom, about which of those people, what was in it without its content, why, and
    on what basis. `worker` is who answers for it.
    """

    day: date
    institution: str
    subject_id: int
    what: str
    why: str
    source: str
    worker: str


# For these people and this purpose of reading; only what they may know of. In a constant number of statements.
WRITTEN: list[Callable[[Actor, Sequence[Somebody], str], Iterable[Written]]] = []


class HandedOver(Protocol):
    def __call__(self, *, actor: Actor, entry: RegisterEntry) -> None: ...


# The giver's entry, in the transaction that handed over; a refusal takes it back.
HANDED_OVER: list[HandedOver] = []

# Where the reader knows that a request of this person (by the anchor) is answered by the data-protection officer: the
# address at which it is passed on; empty for everybody else, to whom the list says what it always says.
TO_OFFICER: list[Callable[[Actor, int], str]] = []
