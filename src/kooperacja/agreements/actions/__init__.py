"""What is done with agreements: `drafts`, `annexes`, `contents` (parties, clauses), `signing` (opinions,
signatures, leaving), `force` (moves), `effects` (of an annex), `pacts`.

Whatever changes a party, a clause or a period in force derives the pacts of that agreement again,
in the same transaction.
"""

from kooperacja.agreements.actions.annexes import draft_accession, draft_annex
from kooperacja.agreements.actions.contents import add_clause, add_party, drop_clause, end_clause, remove_party
from kooperacja.agreements.actions.drafts import change_agreement, draft_agreement, import_agreements
from kooperacja.agreements.actions.force import (
    discard,
    end,
    enforce,
    negotiate,
    resume,
    review,
    submit,
    suspend,
    warn_expiring,
)
from kooperacja.agreements.actions.pacts import rebuild, rederive
from kooperacja.agreements.actions.signing import back_to_draft, give_opinion, record_signature, withdraw_party
from kooperacja.agreements.actions.telling import mark_seen

__all__ = [
    "add_clause",
    "add_party",
    "back_to_draft",
    "change_agreement",
    "discard",
    "draft_accession",
    "draft_agreement",
    "draft_annex",
    "drop_clause",
    "end",
    "end_clause",
    "enforce",
    "give_opinion",
    "import_agreements",
    "mark_seen",
    "negotiate",
    "rebuild",
    "record_signature",
    "rederive",
    "remove_party",
    "resume",
    "review",
    "submit",
    "suspend",
    "warn_expiring",
    "withdraw_party",
]
