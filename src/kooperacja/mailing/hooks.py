"""What packages above tell: on which page the object of a notice stands, and which messages of their own wait."""

from collections.abc import Callable
from typing import Protocol

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from kooperacja.foundation.actor import Actor

# The address of the object (kind and id), or empty: not of this package, or closed to the actor by now.
PAGES: list[Callable[[Actor, str, int], str]] = []


class Outbox(Protocol):
    """Messages of a package above. `claim` gives one message to one sender and moves its next try; nothing where
    another one was quicker or nobody needs it any more. `ended` tells that it went, or was refused for good.
    """

    def waiting(self) -> list[int]: ...

    def claim(self, pk: int, backend: EmailBackend) -> EmailMessage | None: ...

    def ended(self, pk: int, *, is_sent: bool) -> None: ...


OUTBOXES: list[Callable[[], Outbox]] = []
