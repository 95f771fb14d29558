"""The states and moves of a request between institutions. Pure; touches no database."""

from django.utils.translation import pgettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow
from kooperacja.inquiries import access
from kooperacja.inquiries.models import Inquiry, InquiryState

LOOKS = {
    InquiryState.SENT: ("warn", "clock"),
    InquiryState.ANSWERED: ("ok", "done"),
    InquiryState.SHARED: ("ok", "send"),
    InquiryState.REFUSED: ("stop", "stop"),
    InquiryState.WITHDRAWN: ("calm", "x"),
}
STATES = tuple(State(value, value.label, *look, value.label) for value, look in LOOKS.items())


def _move(
    name: str, target: str, allowed: Rule, *, label: Text, look: tuple[str, str], asks: tuple[str, ...] = ()
) -> Move:
    return Move(name, frozenset({InquiryState.SENT.value}), target, allowed, label, *look, asks)


MOVES = (
    _move("share", "shared", access.can_share, label=pgettext_lazy("move", "Hand over"), look=("send", "plain")),
    _move(
        "answer",
        "answered",
        access.can_answer,
        label=pgettext_lazy("move", "Answer"),
        look=("pen", "go"),
        asks=("text",),
    ),
    _move(
        "refuse",
        "refused",
        access.can_refuse,
        label=pgettext_lazy("move", "Refuse the request"),
        look=("x", "no"),
        asks=("reason_code",),
    ),
    _move(
        "write_down",
        "answered",
        access.can_write_down,
        label=pgettext_lazy("move", "Write the answer from paper down"),
        look=("pen", "plain"),
        asks=("text",),
    ),
    _move(
        "write_refusal_down",
        "refused",
        access.can_write_refusal_down,
        label=pgettext_lazy("move", "Write a refusal from paper down"),
        look=("x", "plain"),
        asks=("reason_code",),
    ),
    _move(
        "withdraw",
        "withdrawn",
        access.can_withdraw,
        label=pgettext_lazy("move", "Withdraw the request"),
        look=("x", "no"),
    ),
)

FLOW = Workflow("inquiry", STATES, MOVES)
# Made by a disclosure, in its transaction; on the page it is a link to what may go.
BY_A_DISCLOSURE = "share"


def offered(actor: Actor, inquiry: Inquiry) -> list[Move]:
    return [move for move in FLOW.available(inquiry, actor) if move.name != BY_A_DISCLOSURE]
