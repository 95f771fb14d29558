"""What packages above do when a window was opened from here."""

from typing import Protocol

from kooperacja.access.models import Share
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor


class Enter(Protocol):
    def __call__(self, *, actor: Actor, case: Case, share: Share) -> None: ...


# In the transaction that opened it; a refusal takes it back.
OPENED: list[Enter] = []
