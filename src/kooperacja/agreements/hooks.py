"""Where packages above tell what ends and what stays when an agreement ends: they know the windows and
the letters, this package knows only the papers. A test prints the list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kooperacja.agreements.models import Agreement
from kooperacja.foundation.errors import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence for people; `stays` tells what a recipient keeps from what stops at once."""

    text: Text
    stays: bool


# Called in this order when the page or the print of an agreement is made; each in a few statements.
AT_THE_END: list[Callable[[Agreement], Iterable[Line]]] = []
