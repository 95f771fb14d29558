"""Agreements hold no personal data of clients; signatories are named by post."""

from kooperacja.foundation.privacy import Holding

RETENTION = "as the agreement: it shows which two people brought it into force (I16)"

HOLDINGS = (
    Holding("agreements.Agreement", 1, "worker", "prepared_by", RETENTION, "keep"),
    Holding("agreements.Opinion", 1, "worker", "recorded_by", RETENTION, "keep"),
    Holding("agreements.AgreementParty", 1, "worker", "signed_by", RETENTION, "keep"),
)
