"""What is done with cases: `case` (its people), `way` (its moves), `team`, `notes`."""

from kooperacja.cases.actions.case import add_member, correct_family, join_member, open_case, record_interview
from kooperacja.cases.actions.notes import correct_note, write_note
from kooperacja.cases.actions.team import appoint_worker, change_key_worker, recall_worker
from kooperacja.cases.actions.way import (
    archive_case,
    assess_case,
    begin_case,
    close_case,
    go_on_case,
    inform_case,
    keep_open_case,
    plan_case,
    propose_closing_case,
    qualify_case,
    refuse_case,
    reopen_case,
    resume_case,
    review_case,
    suspend_case,
    transfer_case,
)

__all__ = [
    "add_member",
    "appoint_worker",
    "archive_case",
    "assess_case",
    "begin_case",
    "change_key_worker",
    "close_case",
    "correct_family",
    "correct_note",
    "go_on_case",
    "inform_case",
    "join_member",
    "keep_open_case",
    "open_case",
    "plan_case",
    "propose_closing_case",
    "qualify_case",
    "recall_worker",
    "record_interview",
    "refuse_case",
    "reopen_case",
    "resume_case",
    "review_case",
    "suspend_case",
    "transfer_case",
    "write_note",
]
