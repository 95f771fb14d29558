"""Where cases keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from 1 January after closing)"

HOLDINGS = (
    Holding("cases.Case", 1, "client", "subject", RETENTION, "erase"),
    Holding("cases.Note", 3, "client", "subject", RETENTION, "erase"),
)
