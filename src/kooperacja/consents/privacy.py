"""Where notices and consents keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the consent)"

HOLDINGS = (
    Holding("consents.PrivacyNotice", 1, "client", "subject", RETENTION, "erase"),
    Holding("consents.Consent", 1, "client", "subject", RETENTION, "erase"),
    Holding("consents.ConsentItem", 1, "client", "subject", RETENTION, "erase"),
    Holding("consents.Wording", 0, "worker", "author", RETENTION, "keep"),
)
