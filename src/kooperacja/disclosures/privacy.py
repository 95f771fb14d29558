"""Where disclosures keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the disclosure)"

HOLDINGS = (
    Holding("disclosures.Disclosure", 1, "worker", "author", RETENTION, "keep"),
    Holding("disclosures.RegisterEntry", 1, "client", "subject", RETENTION, "erase"),
    Holding("disclosures.DisclosedItem", 1, "client", "subject", RETENTION, "erase"),
    # A letter may carry data on health, and of class 4 where the second person approved it.
    Holding("disclosures.Copy", 4, "client", "subject", "as the file that it was taken into", "erase"),
    Holding("disclosures.Correction", 1, "client", "subject", RETENTION, "erase"),
    Holding("disclosures.Draft", 1, "client", "subject", "until it is handed over or thrown away", "erase"),
    Holding("disclosures.NamingDecision", 1, "worker", "author", RETENTION, "keep"),
)
