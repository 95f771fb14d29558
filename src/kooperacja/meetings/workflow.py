"""The states and moves of a meeting. Pure; touches no database."""

from django.utils.translation import pgettext_lazy

from kooperacja.foundation.workflow import Move, State, Workflow
from kooperacja.meetings import access
from kooperacja.meetings.models import MeetingState

LOOKS = {
    MeetingState.PLANNED: ("calm", "cal"),
    MeetingState.INVITED: ("accent", "send"),
    MeetingState.HELD: ("warn", "run"),
    MeetingState.MINUTES_READY: ("warn", "pen"),
    MeetingState.SIGNED: ("ok", "done"),
    MeetingState.CANCELLED: ("stop", "x"),
}
STATES = tuple(State(value, value.label, *look, value.label) for value, look in LOOKS.items())
PLANNED, INVITED, HELD, READY = (frozenset({one}) for one in ("planned", "invited", "held", "minutes_ready"))
MOVES = (
    Move("invite", PLANNED, "invited", access.can_invite, pgettext_lazy("move", "Invite the members"), "send", "go"),
    Move("open", INVITED, "held", access.can_open, pgettext_lazy("move", "Open the meeting"), "run", "go"),
    Move(
        "finish",
        HELD,
        "minutes_ready",
        access.can_finish,
        pgettext_lazy("move", "Finish the minutes"),
        "check",
        "go",
        ("next_on", "reason"),
    ),
    Move("take_back", READY, "held", access.can_take_back, pgettext_lazy("move", "Take the minutes back"), "arrow"),
    Move("sign", READY, "signed", access.can_sign, pgettext_lazy("move", "Sign the minutes"), "done", "go"),
    Move(
        "cancel",
        PLANNED | INVITED,
        "cancelled",
        access.can_cancel,
        pgettext_lazy("move", "Cancel the meeting"),
        "x",
        "no",
        ("reason",),
    ),
)
MEETING_FLOW = Workflow("meeting", STATES, MOVES)
