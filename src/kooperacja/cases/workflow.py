"""The states of a case and the moves between them (a first part of domain.md E.2)."""

from django.utils.translation import gettext_lazy as _

from kooperacja.cases.access import can_activate, can_close, can_reopen
from kooperacja.foundation.workflow import Move, State, Workflow

CASE_FLOW = Workflow(
    "case",
    states=(
        State("intake", _("Initial recognition"), "calm", "inbox"),
        State("active", _("Active case"), "accent", "run"),
        State("closed", _("Closed case"), "ok", "done"),
    ),
    moves=(
        Move("activate", frozenset({"intake"}), "active", can_activate, _("Begin the assessment"), icon="run"),
        Move(
            "close",
            frozenset({"intake", "active"}),
            "closed",
            can_close,
            _("Close the case"),
            icon="done",
            asks=("close_reason", "closed_on"),
        ),
        Move("reopen", frozenset({"closed"}), "active", can_reopen, _("Resume the case"), icon="run"),
    ),
)
