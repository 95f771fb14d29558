"""Handing data over, the second person, closing and asking back, and what the recipient answers."""

from kooperacja.disclosures.actions.correcting import take_correction
from kooperacja.disclosures.actions.deferral import defer, tell
from kooperacja.disclosures.actions.disclosing import Chosen, disclose
from kooperacja.disclosures.actions.drafts import save_draft
from kooperacja.disclosures.actions.looking import let_in, let_out
from kooperacja.disclosures.actions.moving import acknowledge, approve, close, confirm, recall, refuse
from kooperacja.disclosures.actions.naming import decide_names

__all__ = [
    "Chosen",
    "acknowledge",
    "approve",
    "close",
    "confirm",
    "decide_names",
    "defer",
    "disclose",
    "let_in",
    "let_out",
    "recall",
    "refuse",
    "save_draft",
    "take_correction",
    "tell",
]
