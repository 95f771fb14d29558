"""The states and moves of an action (domain.md E.3). Pure; touches no database."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow
from kooperacja.tasks import access
from kooperacja.tasks.models import TaskState

LOOKS: dict[str, tuple[Text, str, str]] = {
    TaskState.PROPOSED: (_("Proposed"), "warn", "inbox"),
    TaskState.ACCEPTED: (pgettext_lazy("state of an action", "Accepted"), "accent", "check"),
    TaskState.REJECTED: (_("Acceptance refused"), "stop", "stop"),
    TaskState.IN_PROGRESS: (pgettext_lazy("state of an action", "In progress"), "accent", "run"),
    TaskState.REPORTED: (_("Done, to be confirmed"), "warn", "clock"),
    TaskState.CONFIRMED: (pgettext_lazy("state of an action", "Confirmed"), "ok", "done"),
    TaskState.NOT_DONE: (_("Not done"), "stop", "x"),
    TaskState.CANCELLED: (pgettext_lazy("state of an action", "Cancelled"), "calm", "x"),
}
STATES = tuple(State(value, label, tone, icon, label) for value, (label, tone, icon) in LOOKS.items())


def _move(
    name: str,
    route: tuple[tuple[str, ...], str],
    allowed: Rule,
    *,
    label: Text,
    look: tuple[str, str] = ("check", "plain"),
    asks: tuple[str, ...] = (),
) -> Move:
    return Move(name, frozenset(route[0]), route[1], allowed, label, *look, asks)


MOVES = (
    _move("accept", (("proposed",), "accepted"), access.can_accept, label=_("Accept the action"), look=("check", "go")),
    _move(
        "reject",
        (("proposed",), "rejected"),
        access.can_accept,
        label=_("Reject the action"),
        look=("x", "no"),
        asks=("reason_code",),
    ),
    _move(
        "start",
        (("accepted", "in_progress"), "in_progress"),
        access.can_take,
        label=_("Name who leads it"),
        look=("user", "plain"),
        asks=("worker_id",),
    ),
    _move(
        "report",
        (("accepted", "in_progress"), "reported"),
        access.can_take,
        label=_("Report that it is done"),
        look=("done", "go"),
        asks=("text",),
    ),
    _move(
        "confirm",
        (("reported",), "confirmed"),
        access.can_give,
        label=_("Confirm that it is done"),
        look=("done", "go"),
    ),
    _move(
        "send_back",
        (("reported",), "in_progress"),
        access.can_give,
        label=_("It is not done yet"),
        look=("back", "plain"),
        asks=("text",),
    ),
    _move(
        "fail",
        (("accepted", "in_progress", "reported"), "not_done"),
        access.can_fail,
        label=_("Write down that it was not done"),
        look=("x", "plain"),
        asks=("reason_code",),
    ),
    _move(
        "cancel",
        (("proposed", "accepted", "in_progress"), "cancelled"),
        access.can_give,
        label=_("Cancel the action"),
        look=("x", "no"),
        asks=("reason_code",),
    ),
)

FLOW = Workflow("task", STATES, MOVES)
