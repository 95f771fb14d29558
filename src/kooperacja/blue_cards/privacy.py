"""Where Blue Cards keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the end of the procedure)"

HOLDINGS = (
    Holding("blue_cards.BlueCard", 4, "client", "subject", RETENTION, "erase"),
    Holding("blue_cards.CardPerson", 4, "client", "subject", RETENTION, "erase"),
    Holding("blue_cards.CardAddress", 4, "client", "subject", RETENTION, "erase"),
    Holding("blue_cards.CardSeat", 4, "client", "subject", RETENTION, "erase"),
    Holding("blue_cards.CardEntry", 4, "client", "subject", RETENTION, "erase"),
    Holding("blue_cards.PassedRequest", 1, "worker", "worker", "5 years from the answer (proposal [I])", "erase"),
)
