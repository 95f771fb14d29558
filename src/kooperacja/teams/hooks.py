"""Where packages above follow who sits in a team, and what they tell on its page. A test prints the lists."""

from collections.abc import Callable
from dataclasses import dataclass

from kooperacja.foundation.actor import Actor
from kooperacja.teams.models import Seat, Team


@dataclass(frozen=True, slots=True)
class Link:
    """`note` is a second line below it."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One box beside the team, for one reader. `button` is what may be begun from here."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    button: Link | None = None


# The holder of this seat has signed the statement; the holder sits there no longer. In the transaction of the act.
STATED: list[Callable[[Actor, Seat], None]] = []
LEFT: list[Callable[[Actor, Seat], None]] = []
# Asked in this order; each reads only what this reader may see.
BOXES: list[Callable[[Actor, Team], list[Box]]] = []
