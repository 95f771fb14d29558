"""The states and moves of a disclosure (domain.md E.12). Pure; touches no database."""

from django.utils.translation import pgettext_lazy

from kooperacja.disclosures import access
from kooperacja.disclosures.models import DisclosureState
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow

LOOKS = {
    DisclosureState.PREPARED: ("calm", "draft"),
    DisclosureState.WAITING: ("warn", "users"),
    DisclosureState.REFUSED: ("stop", "stop"),
    DisclosureState.DISCLOSED: ("accent", "send"),
    DisclosureState.ACKNOWLEDGED: ("ok", "done"),
    DisclosureState.REVOKED: ("calm", "lock"),
    DisclosureState.RECALLED: ("warn", "back"),
    DisclosureState.RETURNED: ("calm", "done"),
}
STATES = tuple(State(value, value.label, *look, value.label) for value, look in LOOKS.items())


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
        "disclose",
        "prepared",
        "disclosed",
        access.can_disclose,
        label=pgettext_lazy("move", "Hand the data over"),
        look=("send", "go"),
    ),
    _move(
        "ask",
        "prepared",
        "waiting",
        access.can_ask,
        label=pgettext_lazy("move", "Ask for a second person"),
        look=("users", "plain"),
    ),
    _move(
        "approve",
        "waiting",
        "disclosed",
        access.can_approve,
        label=pgettext_lazy("move", "Approve and hand over"),
        look=("check", "go"),
    ),
    _move(
        "refuse",
        "waiting",
        "refused",
        access.can_refuse,
        label=pgettext_lazy("move", "Do not approve"),
        look=("x", "no"),
        asks=("reason_code",),
    ),
    _move(
        "acknowledge",
        "disclosed",
        "acknowledged",
        access.can_acknowledge,
        label=pgettext_lazy("move", "Confirm receipt"),
        look=("check", "go"),
    ),
    _move(
        "close",
        "disclosed acknowledged",
        "revoked",
        access.can_close,
        label=pgettext_lazy("move", "Close the window"),
        look=("lock", "no"),
    ),
    _move(
        "recall",
        "disclosed acknowledged",
        "recalled",
        access.can_recall,
        label=pgettext_lazy("move", "Ask for the letter back"),
        look=("back", "no"),
    ),
    _move(
        "confirm",
        "recalled",
        "returned",
        access.can_confirm,
        label=pgettext_lazy("move", "Confirm that it was taken back"),
        look=("done", "go"),
        asks=("proof", "proved_on"),
    ),
)

FLOW = Workflow("disclosure", STATES, MOVES)
