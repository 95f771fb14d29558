"""Where people are kept."""

from kooperacja.foundation.privacy import Holding

RETENTION = "as the case, then the archival class of the institution (proposal [I]: 10 years)"

HOLDINGS = (
    Holding("people.Person", 2, "client", "self", RETENTION, "erase"),
    Holding("people.Pesel", 2, "client", "person", RETENTION, "erase"),
    Holding("people.Household", 2, "client", "subject", RETENTION, "erase"),
    Holding("people.Relation", 2, "client", "person", RETENTION, "erase"),
    Holding("people.Occupation", 2, "client", "person", RETENTION, "erase"),
    # The strictest kinds are of class 4: a protected address, and who reported.
    Holding("people.Detail", 4, "client", "person", RETENTION, "erase"),
)
