"""Lawful sharing for programs: locks, bases, windows, emergency accesses, trials and the rules by role."""

from kooperacja.sharing.api import emergencies, locks, readers, rules, trials, windows
from kooperacja.sharing.api.endpoints import API

__all__ = ["API", "emergencies", "locks", "readers", "rules", "trials", "windows"]
