"""The states and moves of a referral (domain.md E.1). Each move of the addressee answers the sender.

Why a redirect does not pass the letter on: the sender's legal basis is for this addressee. To hand
the letter to a third institution is a new disclosure, which needs a basis of its own, and it is the
sender who has or has not got one. So the addressee names the better institution with a reason, and
the sender may send a new referral there, prefilled from the first, under a basis chosen anew.
"""

from datetime import datetime
from typing import Protocol

from django.utils.translation import pgettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow
from kooperacja.referrals import access


class Shown(Protocol):
    """What of a referral decides how its state reads."""

    state: str
    confirmed_at: datetime | None


def _state(value: str, label: Text, tone: str, icon: str, short: Text = "") -> State:
    return State(value, label, tone, icon, short or label)


STATES = (
    _state("draft", pgettext_lazy("referral", "Draft"), "calm", "draft"),
    _state("sent", pgettext_lazy("referral", "Sent"), "calm", "send"),
    _state("received", pgettext_lazy("referral", "Received"), "accent", "inbox"),
    _state("accepted", pgettext_lazy("referral", "Accepted"), "accent", "check"),
    _state(
        "returned",
        pgettext_lazy("referral", "Returned for completion"),
        "warn",
        "back",
        pgettext_lazy("referral", "Returned"),
    ),
    _state("declined", pgettext_lazy("referral", "Declined"), "stop", "stop"),
    _state("redirected", pgettext_lazy("referral", "Passed on"), "warn", "arrow"),
    _state("in_progress", pgettext_lazy("referral", "In progress"), "accent", "run"),
    _state(
        "answered",
        pgettext_lazy("referral", "Done, to be confirmed"),
        "warn",
        "bell",
        pgettext_lazy("referral", "To be confirmed"),
    ),
    _state("closed", pgettext_lazy("referral", "Confirmed"), "ok", "done"),
    _state("withdrawn", pgettext_lazy("referral", "Withdrawn"), "calm", "x"),
)
# "Confirmed" is said only where the one who asked has confirmed (ui.md).
UNCONFIRMED = State("closed", pgettext_lazy("referral", "Closed without confirmation"), "calm", "clock")


def _move(
    name: str,
    sources: str,
    target: str,
    allowed: Rule,
    *,
    label: Text,
    look: tuple[str, str] = ("check", "plain"),
    asks: tuple[str, ...] = (),
) -> Move:
    return Move(name, frozenset(sources.split()), target, allowed, label, *look, asks)


MOVES = (
    _move(
        "send",
        "draft",
        "sent",
        access.can_send,
        label=pgettext_lazy("move", "Send the referral"),
        look=("send", "go"),
    ),
    _move("receive", "sent", "received", access.can_receive, label=pgettext_lazy("move", "Open"), look=("inbox", "go")),
    _move(
        "accept",
        "received",
        "accepted",
        access.can_accept,
        label=pgettext_lazy("move", "Accept the referral"),
        look=("check", "go"),
    ),
    _move(
        "return",
        "received",
        "returned",
        access.can_return,
        label=pgettext_lazy("move", "Return for completion"),
        look=("back", "plain"),
        asks=("reason_code", "text"),
    ),
    _move(
        "redirect",
        "received",
        "redirected",
        access.can_redirect,
        label=pgettext_lazy("move", "Pass to another institution"),
        look=("arrow", "plain"),
        asks=("better", "reason_code", "text"),
    ),
    _move(
        "decline",
        "received",
        "declined",
        access.can_decline,
        label=pgettext_lazy("move", "Decline the referral"),
        look=("x", "no"),
        asks=("reason_code", "better", "text"),
    ),
    _move(
        "resend",
        "returned",
        "sent",
        access.can_resend,
        label=pgettext_lazy("move", "Send again"),
        look=("send", "go"),
    ),
    _move(
        "assign",
        "accepted",
        "in_progress",
        access.can_assign,
        label=pgettext_lazy("move", "Name the worker who leads it"),
        look=("user", "go"),
        asks=("worker",),
    ),
    _move(
        "report_done",
        "in_progress",
        "answered",
        access.can_report_done,
        label=pgettext_lazy("move", "Report as done"),
        look=("done", "go"),
        asks=("text",),
    ),
    _move(
        "open_case",
        "accepted in_progress",
        "in_progress",
        access.can_take_to_case,
        label=pgettext_lazy("move", "Open a case"),
        look=("plus", "plain"),
        asks=("case",),
    ),
    _move(
        "link_case",
        "accepted in_progress",
        "in_progress",
        access.can_take_to_case,
        label=pgettext_lazy("move", "Add to a case"),
        look=("link", "plain"),
        asks=("case",),
    ),
    _move(
        "reassign",
        "in_progress",
        "in_progress",
        access.can_assign,
        label=pgettext_lazy("move", "Change the worker who leads it"),
        look=("user", "plain"),
        asks=("worker",),
    ),
    _move(
        "confirm",
        "answered",
        "closed",
        access.can_confirm,
        label=pgettext_lazy("move", "Confirm as done"),
        look=("done", "go"),
    ),
    _move(
        "not_done",
        "answered",
        "in_progress",
        access.can_say_what_is_missing,
        label=pgettext_lazy("move", "Say what is missing"),
        look=("back", "plain"),
        asks=("text",),
    ),
    _move(
        "withdraw",
        "draft sent received returned",
        "withdrawn",
        access.can_withdraw,
        label=pgettext_lazy("move", "Withdraw the referral"),
        look=("x", "no"),
        asks=("text",),
    ),
    _move(
        "close_unconfirmed",
        "answered",
        "closed",
        access.can_close_unconfirmed,
        label=pgettext_lazy("move", "Close without confirmation"),
    ),
)
FLOW = Workflow("referral", STATES, MOVES)

# Opening is a move that happens by itself; taking to a case makes sense once.
SILENT = frozenset({"receive"})
TO_A_CASE = frozenset({"open_case", "link_case"})
DRAFT, RECEIVED, ANSWERED = "draft", "received", "answered"
SENDING = frozenset({"send", "resend"})
# Whose step is next, as a party.
TURN = {
    "draft": "sender",
    "sent": "addressee",
    "received": "addressee",
    "accepted": "addressee",
    "in_progress": "addressee",
    "returned": "sender",
    "answered": "sender",
}
# The addressee has it, and no case of it may be there yet.
BEFORE_CASE = ("received", "accepted", "in_progress")
# While the sender still writes, or writes again.
WRITABLE = ("draft", "returned")
# Without an answer of the addressee, whoever has to act now.
OPEN = ("sent", "received", "returned", "accepted", "in_progress")
ENDED = ("declined", "redirected", "withdrawn", "closed")


def offered(actor: Actor, referral: Shown, *, has_case: bool) -> list[Move]:
    """The moves to show as buttons: those of the table, without what happens by itself."""
    hidden = SILENT | (TO_A_CASE if has_case else frozenset())
    return [move for move in FLOW.available(referral, actor) if move.name not in hidden]


def shown(referral: Shown) -> State:
    """The state as people read it."""
    if referral.state == UNCONFIRMED.value and not referral.confirmed_at:
        return UNCONFIRMED
    return FLOW.state(referral.state)
