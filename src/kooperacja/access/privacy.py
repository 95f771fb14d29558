"""Where the kernel keeps personal data: facts about workers and opaque ids of clients."""

from kooperacja.foundation.privacy import Holding

FACTS = "as long as the trail: a logged ground must evaluate again (I2)"

HOLDINGS = (
    Holding("access.Anchor", 1, "client", "self", FACTS, "keep"),
    Holding("access.Authorisation", 1, "worker", "user", FACTS, "keep"),
    Holding("access.Declaration", 1, "worker", "user", FACTS, "keep"),
    Holding("access.Appointment", 1, "worker", "user", FACTS, "keep"),
    Holding("access.Part", 1, "client", "subject", FACTS, "keep"),
    Holding("access.Basis", 1, "client", "subject", FACTS, "keep"),
    Holding("access.Share", 1, "client", "subject", FACTS, "keep"),
    Holding("access.Emergency", 2, "client", "subject", FACTS, "keep"),
    Holding("access.Veto", 2, "client", "anchor", FACTS, "keep"),
)
