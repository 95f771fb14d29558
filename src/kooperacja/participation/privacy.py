"""Where answers about taking part keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the case)"

HOLDINGS = (Holding("participation.Participation", 1, "client", "subject", RETENTION, "erase"),)
