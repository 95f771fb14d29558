"""The fictional county of the demonstration: who is in it (`county`, `people`, `families`), what
they write (`texts`), what happens in two years (`plan` and what it is made of), and `load`.

Nothing here is used by a real installation.
"""

from kooperacja.config.demo.accounts import accounts
from kooperacja.config.demo.load import load

__all__ = ["accounts", "load"]
