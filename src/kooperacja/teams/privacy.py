"""Teams name workers only; what they decide about a family is kept with the family's file."""

from kooperacja.foundation.privacy import Holding

RETENTION = "as the team: it shows who sat in it, and since when he was bound to confidentiality"

HOLDINGS = (
    Holding("teams.ModelVariant", 1, "worker", "recorded_by", RETENTION, "keep"),
    Holding("teams.Team", 1, "worker", "founded_by", RETENTION, "keep"),
    Holding("teams.FoundingAct", 1, "worker", "recorded_by", RETENTION, "keep"),
    Holding("teams.Seat", 1, "worker", "user", RETENTION, "keep"),
    Holding("teams.ConflictOfInterest", 1, "worker", "seat__user", RETENTION, "keep"),
)
