"""Several people in the same moment, each in a transaction and a connection of his own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from kooperacja.foundation.errors import Conflict


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run them together; what became of each: ``done`` or ``conflict``."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        start.wait()
        try:
            act()
        except Conflict:
            return "conflict"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(run, acts))
