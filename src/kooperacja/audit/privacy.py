"""Where the trail keeps personal data: identifiers only, so it may outlive the erased person."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (
    Holding(
        model="audit.Entry",
        data_class=1,
        whose="worker",
        path="user_id",
        retention="10 years from the entry (proposal [I]); the chain stays whole (I29)",
        at_end="keep",
    ),
    Holding(
        model="audit.EntrySubject",
        data_class=1,
        whose="client",
        path="subject_id",
        retention="as the entry; the identifier leads nowhere once the person is erased",
        at_end="keep",
    ),
    Holding(
        model="audit.Once",
        data_class=0,
        whose="worker",
        path="user_id",
        retention="30 days (proposal [I])",
        at_end="erase",
    ),
)
