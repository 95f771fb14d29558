"""How a package declares where it holds personal data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """One table with personal data.

    `data_class` is 0–5 of domain.md 8; `whose` is ``worker`` or ``client``; `path` leads from the
    row to the person (lookup syntax, ``self`` for the person's own row); `at_end` is ``erase``,
    ``anonymise`` or ``keep`` (with the reason in `retention`).
    """

    model: str
    data_class: int
    whose: str
    path: str
    retention: str
    at_end: str
