"""Giving an action, answering for it, writing down what happens with it, and reminding of it."""

from kooperacja.tasks.actions.answering import accept, cancel, confirm, fail, reject, report, send_back, start
from kooperacja.tasks.actions.giving import Wanted, change, give, hand_over, prepare
from kooperacja.tasks.actions.noting import help_with, note
from kooperacja.tasks.actions.reminding import remind

__all__ = [
    "Wanted",
    "accept",
    "cancel",
    "change",
    "confirm",
    "fail",
    "give",
    "hand_over",
    "help_with",
    "note",
    "prepare",
    "reject",
    "remind",
    "report",
    "send_back",
    "start",
]
