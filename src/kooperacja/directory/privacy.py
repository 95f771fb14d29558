"""Where the directory keeps personal data: workers only."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="directory.Membership",
        data_class=1,
        whose="worker",
        path="user",
        retention="as the account",
        at_end="keep",
    ),
    Holding(
        model="directory.Institution",
        data_class=0,
        whose="worker",
        path="dpo_contact",
        retention="as long as the institution exists; a contact named by post",
        at_end="keep",
    ),
)
