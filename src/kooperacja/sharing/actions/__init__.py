"""Locks as people name them, what a file shows to partners, and acts that are tried and taken back."""

from kooperacja.sharing.actions.emergencies import name_subject
from kooperacja.sharing.actions.locks import Lock, declare_own_conflict, lift_lock, set_lock
from kooperacja.sharing.actions.trials import try_act, try_withdrawal
from kooperacja.sharing.actions.windows import (
    close_window,
    end_basis,
    open_window,
    place_reader,
    recall_reader,
    record_basis,
)

__all__ = [
    "Lock",
    "close_window",
    "declare_own_conflict",
    "end_basis",
    "lift_lock",
    "name_subject",
    "open_window",
    "place_reader",
    "recall_reader",
    "record_basis",
    "set_lock",
    "try_act",
    "try_withdrawal",
]
