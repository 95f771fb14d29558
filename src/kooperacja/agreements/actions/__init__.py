"""What is done with agreements: `drafts`, `contents` (parties, clauses), `force`, `pacts`.

Whatever changes a party, a clause or a period in force derives the pacts of that agreement again,
in the same transaction.
"""

from kooperacja.agreements.actions.contents import add_clause, add_party, end_clause, remove_party
from kooperacja.agreements.actions.drafts import change_agreement, draft_agreement, import_agreements
from kooperacja.agreements.actions.force import (
    back_to_draft,
    discard,
    end,
    enforce,
    record_signature,
    resume,
    submit,
    suspend,
    withdraw_party,
)
from kooperacja.agreements.actions.pacts import rebuild, rederive

__all__ = [
    "add_clause",
    "add_party",
    "back_to_draft",
    "change_agreement",
    "discard",
    "draft_agreement",
    "end",
    "end_clause",
    "enforce",
    "import_agreements",
    "rebuild",
    "record_signature",
    "rederive",
    "remove_party",
    "resume",
    "submit",
    "suspend",
    "withdraw_party",
]
