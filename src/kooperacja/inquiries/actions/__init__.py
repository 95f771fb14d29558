"""Asking another institution, answering, and taking a request back."""

from kooperacja.inquiries.actions.answering import answer, put_off, refuse, withdraw, write_down, write_refusal_down
from kooperacja.inquiries.actions.asking import Wanted, ask_access, ask_again, ask_information
from kooperacja.inquiries.actions.attaching import attach

__all__ = [
    "Wanted",
    "answer",
    "ask_access",
    "ask_again",
    "ask_information",
    "attach",
    "put_off",
    "refuse",
    "withdraw",
    "write_down",
    "write_refusal_down",
]
