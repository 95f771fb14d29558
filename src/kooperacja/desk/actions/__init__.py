"""What a worker arranges for himself (`saved`), and a manager for the workers (`workers`)."""

from kooperacja.desk.actions.saved import delete_view, save_view
from kooperacja.desk.actions.workers import (
    Added,
    add_first_administrator,
    add_worker,
    authorise_worker,
    close_account,
    end_inbox_duty,
    end_membership,
    give_inbox_duty,
    record_statement,
    revoke_authorisations,
)

__all__ = [
    "Added",
    "add_first_administrator",
    "add_worker",
    "authorise_worker",
    "close_account",
    "delete_view",
    "end_inbox_duty",
    "end_membership",
    "give_inbox_duty",
    "record_statement",
    "revoke_authorisations",
    "save_view",
]
