"""This package keeps no tables: facts lie in `access`, and what they are about in `people` and `cases`."""

from kooperacja.foundation.privacy import Holding

HOLDINGS: tuple[Holding, ...] = ()
