"""Reads of referrals: a line (`rows`), a worker's home (`home`), the list (`listing`), a page (`page`).

All need an open snapshot (`with reading(request):`) and take the purpose of the page.
"""

from kooperacja.referrals.queries.home import Task, inbox, inbox_count, late, returned_to, waiting
from kooperacja.referrals.queries.rows import Due, Row, described, row_of

__all__ = ["Due", "Row", "Task", "described", "inbox", "inbox_count", "late", "returned_to", "row_of", "waiting"]
