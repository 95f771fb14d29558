"""What is done with cases: `case` (its life and people), `team`, `notes`."""

from kooperacja.cases.actions.case import (
    activate_case,
    add_member,
    close_case,
    correct_family,
    join_member,
    open_case,
    record_interview,
    reopen_case,
)
from kooperacja.cases.actions.notes import correct_note, write_note
from kooperacja.cases.actions.team import appoint_worker, change_key_worker, recall_worker

__all__ = [
    "activate_case",
    "add_member",
    "appoint_worker",
    "change_key_worker",
    "close_case",
    "correct_family",
    "correct_note",
    "join_member",
    "open_case",
    "recall_worker",
    "record_interview",
    "reopen_case",
    "write_note",
]
