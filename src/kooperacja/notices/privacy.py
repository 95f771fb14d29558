"""Where notices keep personal data: whose notice it is, and nothing of clients."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="notices.Notice",
        data_class=1,
        whose="worker",
        path="user",
        retention="2 years from the event (proposal [I])",
        at_end="erase",
    ),
)
