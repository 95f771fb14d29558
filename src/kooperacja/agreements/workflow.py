"""The states and moves of an agreement and of an annex (domain.md E.4).

Signing is no move: each party signs for itself, and several may do it at once. What a signature
adds is an interval of the party; the pacts follow from it. So "partly signed" is derived from the
signatures, as "expiring" and "expired" are from the calendar: nobody writes them, nothing can lag.
"""

from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

from kooperacja.agreements import access
from kooperacja.agreements.law import days_of_warning
from kooperacja.agreements.models import Agreement
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow

STATES = (
    State("draft", pgettext_lazy("agreement", "Draft"), "calm", "draft"),
    State("negotiated", pgettext_lazy("agreement", "In negotiation"), "accent", "users"),
    State("legal_review", pgettext_lazy("agreement", "For an opinion"), "warn", "eye"),
    State("for_signature", pgettext_lazy("agreement", "For signature"), "warn", "pen"),
    State("in_force", pgettext_lazy("agreement", "In force"), "ok", "handshake"),
    State("suspended", pgettext_lazy("agreement", "Suspended"), "warn", "pause"),
    State("renewed", pgettext_lazy("agreement", "Renewed"), "calm", "right"),
    State("terminated", pgettext_lazy("agreement", "Terminated"), "calm", "x"),
    State("discarded", pgettext_lazy("agreement", "Discarded"), "calm", "trash"),
)
PARTLY_SIGNED = State("partly_signed", pgettext_lazy("agreement", "Partly signed"), "warn", "pen")
# What the calendar says of an agreement that is in force by its papers.
EXPIRING = State("expiring", pgettext_lazy("agreement", "Expiring"), "warn", "clock")
EXPIRED = State("expired", pgettext_lazy("agreement", "Expired"), "calm", "clock")
AWAITED = State("awaited", pgettext_lazy("agreement", "Not in force yet"), "accent", "cal")
# An annex that took effect has become a part of the agreement.
APPLIED = State("applied", pgettext_lazy("annex", "Took effect"), "ok", "check")
DERIVED = (PARTLY_SIGNED, EXPIRING, EXPIRED)


def _move(name: str, way: str, allowed: Rule, label: Text, look: str, *asks: str) -> Move:
    """`way` leads from states to a state, `look` is the style of the button and its icon."""
    sources, _arrow, target = way.partition(" -> ")
    style, icon = look.split()
    return Move(name, frozenset(sources.split()), target, allowed, label, icon, style, asks)


NEGOTIATE = pgettext_lazy("agreement", "Present for negotiation")
REVIEW = pgettext_lazy("agreement", "Send for an opinion")
SUBMIT = pgettext_lazy("agreement", "Send for signature")
ENFORCE = pgettext_lazy("agreement", "Bring into force")
BACK = pgettext_lazy("agreement", "Take back to draft")
RESUME = pgettext_lazy("agreement", "Resume")
SUSPEND = pgettext_lazy("agreement", "Suspend")
RENEW = pgettext_lazy("agreement", "Renew")
TERMINATE = pgettext_lazy("agreement", "Terminate")
DISCARD = pgettext_lazy("agreement", "Discard")

MOVES = (
    _move("negotiate", "draft -> negotiated", access.can_negotiate, NEGOTIATE, "go users"),
    _move("submit", "negotiated legal_review -> for_signature", access.can_submit, SUBMIT, "go send"),
    _move("review", "negotiated -> legal_review", access.can_review, REVIEW, "plain eye"),
    _move("enforce", "for_signature -> in_force", access.can_enforce, ENFORCE, "go handshake"),
    _move(
        "back_to_draft",
        "negotiated legal_review for_signature -> draft",
        access.can_back_to_draft,
        BACK,
        "plain back",
    ),
    _move("resume", "suspended -> in_force", access.can_resume, RESUME, "go run"),
    _move("suspend", "in_force -> suspended", access.can_suspend, SUSPEND, "plain pause", "code"),
    _move("renew", "in_force suspended -> renewed", access.can_renew, RENEW, "plain right"),
    _move("end", "in_force suspended -> terminated", access.can_end, TERMINATE, "no x", "reason"),
    _move(
        "discard",
        "draft negotiated legal_review for_signature -> discarded",
        access.can_discard,
        DISCARD,
        "no trash",
        "reason",
    ),
)
# What follows from another act: a successor that comes into force renews the earlier agreement.
BY_ITSELF = frozenset({"renew"})

AGREEMENT_FLOW = Workflow("agreement", STATES, MOVES)


def shown_state(agreement: Agreement, day: date) -> State:
    """The state by the papers, the signatures and the calendar."""
    if agreement.state == "for_signature":
        signed = [party.has_signed for party in agreement.parties.all()]
        return PARTLY_SIGNED if any(signed) and not all(signed) else AGREEMENT_FLOW.state(agreement.state)
    if agreement.state != "in_force":
        return AGREEMENT_FLOW.state(agreement.state)
    return APPLIED if agreement.is_annex else _by_calendar(agreement, day)


def _by_calendar(agreement: Agreement, day: date) -> State:
    if agreement.valid_until is not None and agreement.valid_until < day:
        return EXPIRED
    if agreement.valid_on is not None and agreement.valid_on > day:
        return AWAITED
    expires = agreement.valid_until is not None and agreement.valid_until <= last_expiring_day(day)
    return EXPIRING if expires else AGREEMENT_FLOW.state(agreement.state)


def last_expiring_day(day: date) -> date:
    """An agreement that ends on this day or earlier is expiring on `day`."""
    return day + timedelta(days=days_of_warning(day))
