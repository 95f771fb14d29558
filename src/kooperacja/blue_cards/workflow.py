"""The states and moves of a Blue Card. Pure; touches no database."""

from django.utils.translation import pgettext_lazy

from kooperacja.blue_cards import access
from kooperacja.blue_cards.models import BlueCard, CardState
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.workflow import Move, State, Workflow

LOOKS = {
    CardState.FILLED: ("warn", "clock"),
    CardState.HANDED: ("warn", "send"),
    CardState.RECEIVED: ("warn", "clock"),
    CardState.NAMED: ("warn", "clock"),
    CardState.ACCEPTED: ("warn", "clock"),
    CardState.MET: ("info", "info"),
    CardState.MONITORED: ("info", "info"),
    CardState.CONCLUDED: ("calm", "done"),
}
STATES = tuple(State(value, value.label, *look, value.label) for value, look in LOOKS.items())
MOVES = (
    Move(
        "hand_over",
        frozenset({"filled"}),
        "handed",
        access.can_hand_over,
        pgettext_lazy("move", "Hand the card over to the team"),
        "send",
        "go",
        ("team", "day"),
    ),
    Move(
        "receive",
        frozenset({"handed"}),
        "received",
        access.can_receive,
        pgettext_lazy("move", "Write down the receipt by the team"),
        "check",
        "go",
        ("day",),
    ),
    Move(
        "name_group",
        frozenset({"received"}),
        "named",
        access.can_name_group,
        pgettext_lazy("move", "Name the group"),
        "check",
        "go",
        ("members", "day"),
    ),
    Move(
        "accept",
        frozenset({"named"}),
        "accepted",
        access.can_act,
        pgettext_lazy("move", "Write down the receipt by the group"),
        "check",
        "go",
        ("day",),
    ),
    Move(
        "meet",
        frozenset({"accepted"}),
        "met",
        access.can_act,
        pgettext_lazy("move", "Write down the first meeting"),
        "check",
        "go",
        ("day", "absence_on"),
    ),
    Move(
        "monitor",
        frozenset({"met"}),
        "monitored",
        access.can_act,
        pgettext_lazy("move", "Begin the monitoring"),
        "check",
        "go",
    ),
    Move(
        "end",
        frozenset({"met", "monitored"}),
        "concluded",
        access.can_end,
        pgettext_lazy("move", "End the procedure"),
        "x",
        "no",
        ("reason_code", "day"),
    ),
)
CARD_FLOW = Workflow("bluecard", STATES, MOVES)
# Made by the first entry of the monitoring, in its transaction; naming the group has a page of its own.
BY_AN_ENTRY, WITH_MEMBERS = "monitor", "name_group"


def offered(actor: Actor, card: BlueCard) -> list[Move]:
    return [move for move in CARD_FLOW.available(card, actor) if move.name != BY_AN_ENTRY]
