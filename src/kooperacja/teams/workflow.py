"""The states and moves of a team."""

from django.utils.translation import pgettext_lazy

from kooperacja.foundation.workflow import Move, State, Workflow
from kooperacja.teams import access

STATES = (
    State("forming", pgettext_lazy("team", "Being formed"), "accent", "users"),
    State("working", pgettext_lazy("team", "Working"), "ok", "check"),
    State("dissolved", pgettext_lazy("team", "Ended"), "calm", "x"),
)
MOVES = (
    Move(
        "start",
        frozenset({"forming"}),
        "working",
        access.can_start,
        pgettext_lazy("team", "Start the work"),
        "run",
        "go",
    ),
    Move(
        "end",
        frozenset({"forming", "working"}),
        "dissolved",
        access.can_end,
        pgettext_lazy("team", "End the team"),
        "x",
        "no",
        ("reason",),
    ),
)
TEAM_FLOW = Workflow("team", STATES, MOVES)
