"""Meetings name workers; an item about a family is in the family's file and names nobody."""

from kooperacja.foundation.privacy import Holding

TEAM = "as the team: it shows who sat in it"
RETENTION = "archival class of the institution (proposal [I]: as the case)"

HOLDINGS = (
    Holding("meetings.Meeting", 1, "worker", "planned_by", TEAM, "keep"),
    Holding("meetings.Invitation", 1, "worker", "user", TEAM, "keep"),
    Holding("meetings.Dispatch", 1, "worker", "invitation__user", "until sent; then as the meeting", "keep"),
    Holding("meetings.GeneralItem", 1, "worker", "added_by", TEAM, "keep"),
    Holding("meetings.CaseItem", 1, "client", "subject", RETENTION, "erase"),
)
