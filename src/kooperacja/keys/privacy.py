"""No personal data: keys are random bytes."""

from kooperacja.foundation.privacy import Holding

HOLDINGS: tuple[Holding, ...] = ()
