"""Reads of referrals: a line (`rows`), a worker's home (`home`), the list (`listing`), a page (`page`,
`history`), one side and what forms offer (`sides`), what a letter lacks (`letters`).

All need an open snapshot (`with reading(request):`) and take the purpose of the page.
"""

from kooperacja.referrals.queries.home import Task, inbox, inbox_count, late, returned_to, waiting
from kooperacja.referrals.queries.listing import Filters, ListPage, referral_list, sheet_chunk
from kooperacja.referrals.queries.page import ReferralPage, referral_page
from kooperacja.referrals.queries.rows import Due, Row, described, row_of
from kooperacja.referrals.queries.sides import get_side

__all__ = [
    "Due",
    "Filters",
    "ListPage",
    "ReferralPage",
    "Row",
    "Task",
    "described",
    "get_side",
    "inbox",
    "inbox_count",
    "late",
    "referral_list",
    "referral_page",
    "returned_to",
    "row_of",
    "sheet_chunk",
    "waiting",
]
