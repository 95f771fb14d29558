"""Locks as people name them, and acts on an agreement that are tried and taken back."""

from kooperacja.sharing.actions.locks import Lock, set_lock
from kooperacja.sharing.actions.trials import try_act

__all__ = ["Lock", "set_lock", "try_act"]
