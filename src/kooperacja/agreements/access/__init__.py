"""Who may prepare, judge, sign, bring into force, suspend and end an agreement or an annex, and why not.

Nobody opens data to himself (I16): one person sends a paper for signature and another brings it into
force, one person signs for one party only, and the institutions whose data it opens must have signed.
A role alone decides nothing here: a coordinator of an institution that is no party has no voice in it.
Everybody who is signed in may read agreements: they are level 0.
"""

from kooperacja.agreements.access.annexes import can_accede, can_admit, can_amend, required
from kooperacja.agreements.access.conditions import CATEGORIES, HIGHEST_LEVEL, KEEPERS, PARTIES_NEEDED, party_of
from kooperacja.agreements.access.papers import (
    can_advise,
    can_back_to_draft,
    can_change,
    can_discard,
    can_draft,
    can_end,
    can_end_clause,
    can_enforce,
    can_follow,
    can_negotiate,
    can_renew,
    can_resume,
    can_review,
    can_sign,
    can_submit,
    can_succeed,
    can_suspend,
    can_warn,
    can_withdraw,
)

__all__ = [
    "CATEGORIES",
    "HIGHEST_LEVEL",
    "KEEPERS",
    "PARTIES_NEEDED",
    "can_accede",
    "can_admit",
    "can_advise",
    "can_amend",
    "can_back_to_draft",
    "can_change",
    "can_discard",
    "can_draft",
    "can_end",
    "can_end_clause",
    "can_enforce",
    "can_follow",
    "can_negotiate",
    "can_renew",
    "can_resume",
    "can_review",
    "can_sign",
    "can_submit",
    "can_succeed",
    "can_suspend",
    "can_warn",
    "can_withdraw",
    "party_of",
    "required",
]
