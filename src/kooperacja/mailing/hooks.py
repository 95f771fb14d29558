"""Where packages above say on which page the object of a notice stands: they know the page and who may open it."""

from collections.abc import Callable

from kooperacja.foundation.actor import Actor

# The address of the object (kind and id), or empty: not of this package, or closed to the actor by now.
PAGES: list[Callable[[Actor, str, int], str]] = []
