"""Where packages above say what they do when a mistake in data of a person or a family was put right: they know where
copies went, this package knows what was wrong.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kooperacja.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Corrected:
    """Data of one category, where they lie and about whom. A copy that was made before `since` does not carry the
    mistake; None where that is not known. The name of a person stands on every copy about that person.
    """

    owner_id: int
    anchor_id: int
    subject_id: int
    category: str
    since: datetime | None = None
    is_name: bool = False


class Follow(Protocol):
    def __call__(self, *, actor: Actor, corrected: Corrected) -> None: ...


# In the transaction of the correction; a refusal takes it back.
CORRECTED: list[Follow] = []
