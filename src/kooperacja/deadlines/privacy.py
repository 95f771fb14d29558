"""Where deadlines keep personal data: whose calendar it is, and nothing of clients."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="deadlines.CalendarAddress",
        data_class=1,
        whose="worker",
        path="user",
        retention="1 year from its end (proposal [I])",
        at_end="erase",
    ),
)
