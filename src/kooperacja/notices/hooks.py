"""Where packages above say which objects of notices are closed to their reader by now: they know the door,
this package knows the notices. A test prints the list.
"""

from collections.abc import Callable, Collection

from kooperacja.foundation.actor import Actor

# Of these objects, told by kind and id, those of the package's own kind that the actor may not see any more.
# At most `queries.PORTION` are asked at once.
Object = tuple[str, int]
CLOSED: list[Callable[[Actor, Collection[Object]], set[Object]]] = []
