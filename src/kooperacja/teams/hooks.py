"""Where packages above follow who sits in a team: what a post opened ends with it. A test prints the list."""

from collections.abc import Callable

from kooperacja.foundation.actor import Actor
from kooperacja.teams.models import Seat

# The holder of this seat has signed the statement; the holder sits there no longer. In the transaction of the act.
STATED: list[Callable[[Actor, Seat], None]] = []
LEFT: list[Callable[[Actor, Seat], None]] = []
