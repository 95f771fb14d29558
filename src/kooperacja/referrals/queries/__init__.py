"""Reads of referrals: a line (`rows`), a worker's home (`home`), the list (`listing`), a page (`page`,
`history`), one side and what forms offer (`sides`), what a letter lacks (`letters`).

All need an open snapshot (`with reading(request):`) and take the purpose of the page.
"""

from kooperacja.referrals.queries.home import Task, inbox, inbox_count, late, returned_to, waiting
from kooperacja.referrals.queries.letters import letter_content
from kooperacja.referrals.queries.listing import (
    FIRST_ORDER,
    Filters,
    ListPage,
    inbox_chunk,
    referral_list,
    sheet_chunk,
)
from kooperacja.referrals.queries.page import ReferralPage, letter_of, moves_for_programs, referral_page
from kooperacja.referrals.queries.rows import Due, Row, described, row_of
from kooperacja.referrals.queries.sides import (
    agreement_of_client,
    awaits_receipt,
    case_of_letter,
    choices,
    get_side,
    has_own_task,
    is_draft,
    is_known,
    move_named,
    open_cases,
    possible_workers,
    sees,
    step,
    still_written,
)

__all__ = [
    "FIRST_ORDER",
    "Due",
    "Filters",
    "ListPage",
    "ReferralPage",
    "Row",
    "Task",
    "agreement_of_client",
    "awaits_receipt",
    "case_of_letter",
    "choices",
    "described",
    "get_side",
    "has_own_task",
    "inbox",
    "inbox_chunk",
    "inbox_count",
    "is_draft",
    "is_known",
    "late",
    "letter_content",
    "letter_of",
    "move_named",
    "moves_for_programs",
    "open_cases",
    "possible_workers",
    "referral_list",
    "referral_page",
    "returned_to",
    "row_of",
    "sees",
    "sheet_chunk",
    "step",
    "still_written",
    "waiting",
]
