"""This package keeps no data: a paper is made when it is asked for, and the trail says so without a name."""

from kooperacja.foundation.privacy import Holding

HOLDINGS: tuple[Holding, ...] = ()
