"""Where diagnoses keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the case)"

HOLDINGS = (
    Holding("diagnosis.Diagnosis", 1, "client", "subject", RETENTION, "erase"),
    Holding("diagnosis.AreaRating", 3, "client", "subject", RETENTION, "erase"),
    Holding("diagnosis.Workshop", 1, "client", "subject", RETENTION, "erase"),
)
