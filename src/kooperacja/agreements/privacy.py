"""Agreements hold no personal data of clients; signatories are named by post."""

from kooperacja.foundation.privacy import Holding

HOLDINGS: tuple[Holding, ...] = ()
