"""Where actions between institutions keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the case)"

HOLDINGS = (
    Holding("tasks.Task", 1, "worker", "author", RETENTION, "keep"),
    Holding("tasks.TaskSide", 1, "client", "subject", RETENTION, "erase"),
    Holding("tasks.TaskText", 2, "client", "subject", RETENTION, "erase"),
)
