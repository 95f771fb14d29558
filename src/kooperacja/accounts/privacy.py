"""Where the accounts keep personal data."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="accounts.User",
        data_class=2,
        whose="worker",
        path="self",
        retention="as long as the account is used, then 10 years (proposal [I])",
        at_end="anonymise",
    ),
    Holding(
        model="accounts.AccessToken",
        data_class=1,
        whose="worker",
        path="user",
        retention="2 years after it ended (proposal [I])",
        at_end="erase",
    ),
)
