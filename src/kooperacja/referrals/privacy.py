"""Where referrals keep personal data; each party keeps its own copies."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the referral)"

HOLDINGS = (
    Holding("referrals.Referral", 1, "worker", "author", RETENTION, "keep"),
    Holding("referrals.Side", 1, "client", "subject", RETENTION, "erase"),
    Holding("referrals.Letter", 2, "client", "subject", RETENTION, "erase"),
    Holding("referrals.Answer", 2, "client", "subject", RETENTION, "erase"),
)
