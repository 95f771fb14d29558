"""The states and moves of a plan (domain.md E.3). Pure; touches no database."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import Move, Rule, State, Workflow
from kooperacja.plans import access
from kooperacja.plans.models import LIVE, PREPARED, Plan, PlanState

LOOKS: dict[str, tuple[Text, str, str]] = {
    PlanState.DRAFT: (pgettext_lazy("state of a plan", "Plan is being written"), "calm", "pen"),
    PlanState.CONSULTED: (_("Plan with the family"), "accent", "users"),
    PlanState.SUBMITTED: (_("Plan before the team"), "warn", "clock"),
    PlanState.APPROVED: (_("Plan approved"), "accent", "check"),
    PlanState.SIGNED: (_("Plan signed"), "accent", "pen"),
    PlanState.IN_FORCE: (_("Plan in force"), "ok", "run"),
    PlanState.UNDER_REVIEW: (_("Plan under review"), "warn", "eye"),
    PlanState.AMENDED: (_("Replaced by a later version"), "calm", "file"),
    PlanState.COMPLETED: (_("Plan completed"), "ok", "done"),
    PlanState.TERMINATED: (_("Plan terminated"), "stop", "stop"),
}
STATES = tuple(State(value, label, tone, icon, label) for value, (label, tone, icon) in LOOKS.items())
TEAM = ("decided_on", "votes_for", "votes_against", "abstained", "recused")


def _move(
    name: str,
    route: tuple[tuple[str, ...], str],
    allowed: Rule,
    *,
    label: Text,
    look: tuple[str, str] = ("check", "plain"),
    asks: tuple[str, ...] = (),
) -> Move:
    return Move(name, frozenset(map(str, route[0])), route[1], allowed, label, *look, asks)


MOVES = (
    _move("consult", (("draft",), "consulted"), access.can_move, label=_("Send to the family"), look=("users", "go")),
    _move("rewrite", (("consulted",), "draft"), access.can_move, label=_("Go on writing"), look=("pen", "plain")),
    _move(
        "submit", (("consulted",), "submitted"), access.can_coordinate, label=_("Give to the team"), look=("send", "go")
    ),
    _move(
        "return",
        (("submitted",), "draft"),
        access.can_coordinate,
        label=_("Return to be improved"),
        look=("back", "no"),
    ),
    _move(
        "approve",
        (("submitted",), "approved"),
        access.can_coordinate,
        label=_("Approve the plan"),
        look=("check", "go"),
        asks=TEAM,
    ),
    _move("sign", (("approved",), "signed"), access.can_sign, label=_("Sign the plan"), look=("pen", "go")),
    _move(
        "enforce",
        (("signed",), "in_force"),
        access.can_coordinate,
        label=_("Put the plan in force"),
        look=("run", "go"),
    ),
    _move(
        "review", (("in_force",), "under_review"), access.can_move, label=_("Begin the review"), look=("eye", "plain")
    ),
    _move("resume", (("under_review",), "in_force"), access.can_move, label=_("The plan goes on"), look=("run", "go")),
    _move(
        "amend", (LIVE, "amended"), access.can_coordinate, label=_("Replace by a later version"), look=("file", "plain")
    ),
    _move("complete", (LIVE, "completed"), access.can_coordinate, label=_("Complete the plan"), look=("done", "plain")),
    _move(
        "terminate",
        ((*PREPARED, *LIVE), "terminated"),
        access.can_coordinate,
        label=_("Terminate the plan"),
        look=("x", "no"),
        asks=("reason_code",),
    ),
)

FLOW = Workflow("plan", STATES, MOVES)
# Made by signatures, and by the version that follows; on the page they are links and not buttons.
BY_OTHERS = frozenset({"sign", "amend"})


def offered(actor: Actor, plan: Plan) -> list[Move]:
    return [move for move in FLOW.available(plan, actor) if move.name not in BY_OTHERS]
