"""The writers of the facts that grounds are made of. Nothing is deleted; facts end.

`facts`: appointments, parts, authorisations, statements; `handing`: many appointments at once; `vetoes`;
`emergencies`; `windows`: bases and shares; `law`: the tables derived from files; `loading`: an invented world.
"""

from kooperacja.access.actions.emergencies import break_glass, end_emergency, review_emergency
from kooperacja.access.actions.facts import (
    add_part,
    appoint,
    authorise,
    declare_confidentiality,
    end_authorisations,
    end_part,
    inbox_of,
    new_anchor,
    recall,
    replace_key_worker,
)
from kooperacja.access.actions.handing import appoint_each, end_each
from kooperacja.access.actions.law import load_law
from kooperacja.access.actions.loading import into_empty_installation
from kooperacja.access.actions.vetoes import (
    declare_conflict,
    hide_from,
    lift_veto,
    protect_address,
    protect_reporter,
    restrict,
    seal,
)
from kooperacja.access.actions.windows import close_share, end_basis, open_share, record_basis

__all__ = [
    "add_part",
    "appoint",
    "appoint_each",
    "authorise",
    "break_glass",
    "close_share",
    "declare_confidentiality",
    "declare_conflict",
    "end_authorisations",
    "end_basis",
    "end_each",
    "end_emergency",
    "end_part",
    "hide_from",
    "inbox_of",
    "into_empty_installation",
    "lift_veto",
    "load_law",
    "new_anchor",
    "open_share",
    "protect_address",
    "protect_reporter",
    "recall",
    "record_basis",
    "replace_key_worker",
    "restrict",
    "review_emergency",
    "seal",
]
