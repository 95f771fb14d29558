"""What is done with texts, notices and consents; the facts that consents open are written by `access`."""

from kooperacja.consents.actions.consents import give_consent
from kooperacja.consents.actions.notices import defer_notice, give_notice
from kooperacja.consents.actions.scans import attach_scan
from kooperacja.consents.actions.screens import Item
from kooperacja.consents.actions.warnings import warn_expiring
from kooperacja.consents.actions.withdrawal import end_consents, try_withdrawal, withdraw
from kooperacja.consents.actions.wordings import approve_text, edit_text, write_text

__all__ = [
    "Item",
    "approve_text",
    "attach_scan",
    "defer_notice",
    "edit_text",
    "end_consents",
    "give_consent",
    "give_notice",
    "try_withdrawal",
    "warn_expiring",
    "withdraw",
    "write_text",
]
