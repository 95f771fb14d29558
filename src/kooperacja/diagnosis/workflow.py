"""The states and moves of a diagnosis and of a workshop. Pure; touches no database."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.diagnosis import access
from kooperacja.diagnosis.models import DiagnosisState, WorkshopState
from kooperacja.foundation.workflow import Move, State, Workflow

STATES = (
    State(DiagnosisState.DRAFT, _("Diagnosis is being made"), "warn", "pen"),
    State(DiagnosisState.FINISHED, _("Diagnosis finished"), "ok", "done"),
    State(DiagnosisState.ABANDONED, _("Diagnosis abandoned"), "calm", "x"),
)
MOVES = (
    Move(
        "finish",
        frozenset({"draft"}),
        "finished",
        access.can_finish,
        _("Finish the diagnosis"),
        icon="done",
        style="go",
        asks=("without_workshops",),
    ),
    Move("abandon", frozenset({"draft"}), "abandoned", access.can_finish, _("Abandon it"), icon="x", style="no"),
)
FLOW = Workflow("diagnosis", STATES, MOVES)

WORKSHOP_STATES = (
    State(WorkshopState.PLANNED, pgettext_lazy("state of a workshop", "Planned"), "accent", "cal"),
    State(WorkshopState.HELD, pgettext_lazy("state of a workshop", "Held"), "ok", "done"),
    State(WorkshopState.CANCELLED, pgettext_lazy("state of a workshop", "Cancelled"), "calm", "x"),
)
WORKSHOP_MOVES = (
    Move(
        "hold",
        frozenset({"planned"}),
        "held",
        access.can_hold,
        _("Write down that it was held"),
        icon="done",
        style="go",
        asks=("held_on", "from_family", "institutions"),
    ),
    Move(
        "cancel",
        frozenset({"planned"}),
        "cancelled",
        access.can_hold,
        _("Cancel the workshop"),
        icon="x",
        style="no",
        asks=("reason_code",),
    ),
)
WORKSHOP_FLOW = Workflow("workshop", WORKSHOP_STATES, WORKSHOP_MOVES)
