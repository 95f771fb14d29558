"""The family's way: the states of a case and the moves between them (domain.md E.2).

Each move has an action of its name in `actions`; what must be true before it is in `hooks.CONDITIONS`.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.cases import access
from kooperacja.foundation.workflow import Move, State, Workflow

BEFORE_WORK = frozenset({"intake", "eligibility", "informed", "assessment", "planning"})
IN_WORK = frozenset({"active", "review"})

CASE_FLOW = Workflow(
    "case",
    states=(
        State("intake", _("Initial recognition"), "calm", "inbox"),
        State("eligibility", pgettext_lazy("case", "Choice of families"), "accent", "users"),
        State("informed", pgettext_lazy("case", "Family informed"), "accent", "check"),
        State("assessment", pgettext_lazy("case", "Diagnosis"), "accent", "eye"),
        State("planning", pgettext_lazy("case", "Planning"), "accent", "pen"),
        State("active", _("Active case"), "accent", "run"),
        State("review", pgettext_lazy("case", "Review"), "warn", "clock"),
        State("suspended", pgettext_lazy("case", "Suspended"), "calm", "pause"),
        State("closing", pgettext_lazy("case", "To be closed"), "warn", "check"),
        State("closed", _("Closed case"), "ok", "done"),
        State("archived", pgettext_lazy("case", "In the archive"), "calm", "lock"),
        State("refused", pgettext_lazy("case", "Does not take part"), "calm", "x"),
        State("transferred", pgettext_lazy("case", "Given to another commune"), "calm", "send"),
    ),
    moves=(
        Move("qualify", frozenset({"intake", "refused"}), "eligibility", access.can_qualify, _("Propose the family")),
        Move(
            "inform",
            frozenset({"eligibility"}),
            "informed",
            access.can_inform,
            _("Write down the talk with the family"),
            icon="users",
            asks=("talked_on",),
        ),
        Move("assess", frozenset({"informed"}), "assessment", access.can_assess, _("Begin the assessment"), icon="run"),
        Move("plan", frozenset({"assessment"}), "planning", access.can_plan, _("Go on to the plan"), icon="pen"),
        Move(
            "begin",
            frozenset({"planning"}),
            "active",
            access.can_coordinate,
            _("Begin the work by the plan"),
            icon="run",
        ),
        Move("review", frozenset({"active"}), "review", access.can_review, _("Begin the review"), icon="clock"),
        Move("go_on", frozenset({"review"}), "active", access.can_review, _("End the review"), icon="run"),
        Move(
            "suspend",
            IN_WORK,
            "suspended",
            access.can_coordinate,
            pgettext_lazy("case", "Suspend"),
            icon="pause",
            asks=("suspend_reason", "resume_on"),
        ),
        Move("resume", frozenset({"suspended"}), "active", access.can_coordinate, _("Resume the work"), icon="run"),
        Move("propose_closing", IN_WORK, "closing", access.can_propose_closing, _("Propose to close"), icon="check"),
        Move("keep_open", frozenset({"closing"}), "active", access.can_coordinate, _("Do not close yet"), icon="run"),
        Move(
            "close",
            BEFORE_WORK | {"refused", "closing"},
            "closed",
            access.can_close,
            _("Close the case"),
            icon="done",
            asks=("close_reason", "closed_on"),
        ),
        Move(
            "refuse",
            frozenset({"eligibility", "informed"}),
            "refused",
            access.can_lead,
            _("The family does not take part"),
            icon="x",
            style="no",
            asks=("refuse_reason",),
        ),
        Move(
            "transfer",
            BEFORE_WORK | IN_WORK | {"suspended", "refused"},
            "transferred",
            access.can_transfer,
            _("Give to another commune"),
            icon="send",
            style="no",
        ),
        Move("reopen", frozenset({"closed"}), "eligibility", access.can_reopen, _("Resume the case"), icon="run"),
        Move(
            "archive",
            frozenset({"closed"}),
            "archived",
            access.can_archive,
            _("Put into the archive"),
            icon="lock",
            asks=("retention",),
        ),
    ),
)
