"""The states and moves of an agreement, in their first form (domain.md E.4).

Signing is no move: each party signs for itself, and several may do it at once. What a signature
adds is an interval of the party; the pacts follow from it.
"""

from datetime import date

from django.utils.translation import pgettext_lazy

from kooperacja.agreements import access
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow

STATES = (
    State("draft", pgettext_lazy("agreement", "Draft"), "calm", "draft"),
    State("for_signature", pgettext_lazy("agreement", "For signature"), "warn", "pen"),
    State("in_force", pgettext_lazy("agreement", "In force"), "ok", "handshake"),
    State("suspended", pgettext_lazy("agreement", "Suspended"), "warn", "pause"),
    State("ended", pgettext_lazy("agreement", "Ended"), "calm", "x"),
)
# What the calendar says of an agreement that is in force by its papers.
EXPIRED = State("expired", pgettext_lazy("agreement", "Expired"), "calm", "clock")
AWAITED = State("awaited", pgettext_lazy("agreement", "Not in force yet"), "accent", "cal")


def _move(name: str, way: str, allowed: Rule, label: Text, look: str, *asks: str) -> Move:
    """`way` leads from states to a state, `look` is the style of the button and its icon."""
    sources, _arrow, target = way.partition(" -> ")
    style, icon = look.split()
    return Move(name, frozenset(sources.split()), target, allowed, label, icon, style, asks)


MOVES = (
    _move(
        "submit",
        "draft -> for_signature",
        access.can_submit,
        pgettext_lazy("agreement", "Send for signature"),
        "go send",
    ),
    _move(
        "enforce",
        "for_signature -> in_force",
        access.can_enforce,
        pgettext_lazy("agreement", "Bring into force"),
        "go handshake",
    ),
    _move(
        "back_to_draft",
        "for_signature -> draft",
        access.can_back_to_draft,
        pgettext_lazy("agreement", "Take back to draft"),
        "plain back",
    ),
    _move("resume", "suspended -> in_force", access.can_resume, pgettext_lazy("agreement", "Resume"), "go run"),
    _move(
        "suspend",
        "in_force -> suspended",
        access.can_suspend,
        pgettext_lazy("agreement", "Suspend"),
        "plain pause",
        "code",
    ),
    _move(
        "end", "in_force suspended -> ended", access.can_end, pgettext_lazy("agreement", "Terminate"), "no x", "reason"
    ),
    _move(
        "discard",
        "draft for_signature -> ended",
        access.can_discard,
        pgettext_lazy("agreement", "Discard"),
        "no x",
        "reason",
    ),
)

AGREEMENT_FLOW = Workflow("agreement", STATES, MOVES)


def shown_state(state: str, valid_on: date | None, valid_until: date | None, day: date) -> State:
    """The state by the papers and the calendar. Only "in force" depends on the day."""
    known = AGREEMENT_FLOW.state(state)
    if state != "in_force":
        return known
    if valid_until is not None and valid_until < day:
        return EXPIRED
    return AWAITED if valid_on is not None and valid_on > day else known
