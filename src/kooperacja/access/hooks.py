"""Where packages above join a reading: in its snapshot, with what it has already looked up.

A hook may count and remember on the request; it returns no row. A test prints the list.
"""

from collections.abc import Callable
from typing import Any

from kooperacja.foundation.actor import Actor

# Called in this order at the end of each reading, before its snapshot closes.
AT_THE_END: list[Callable[[Actor, Any], None]] = []
