"""Where e-mails keep personal data: whose they are, and nothing of clients."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="mailing.MailChoice",
        data_class=1,
        whose="worker",
        path="user",
        retention="as the account",
        at_end="erase",
    ),
    Holding(
        model="mailing.Mail",
        data_class=1,
        whose="worker",
        path="user",
        retention="2 years from writing (proposal [I])",
        at_end="erase",
    ),
)
