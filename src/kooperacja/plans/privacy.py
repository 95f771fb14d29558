"""Where plans keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the case)"

HOLDINGS = (
    Holding("plans.Plan", 1, "client", "subject", RETENTION, "erase"),
    Holding("plans.PlanGoal", 3, "client", "subject", RETENTION, "erase"),
    Holding("plans.PlanLine", 1, "client", "subject", RETENTION, "erase"),
    Holding("plans.PlanRemark", 2, "client", "subject", RETENTION, "erase"),
    Holding("plans.PlanSignature", 2, "client", "subject", RETENTION, "erase"),
)
