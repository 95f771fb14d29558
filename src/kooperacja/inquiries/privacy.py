"""Where requests between institutions keep personal data."""

from kooperacja.foundation.privacy import Holding

RETENTION = "archival class of the institution (proposal [I]: 10 years from the answer)"

HOLDINGS = (
    Holding("inquiries.Inquiry", 1, "worker", "author", RETENTION, "keep"),
    Holding("inquiries.InquirySide", 1, "client", "subject", RETENTION, "erase"),
    Holding("inquiries.InquiryText", 2, "client", "subject", RETENTION, "erase"),
)
