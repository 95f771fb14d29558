"""Writing a plan, the way to its force, and its end."""

from kooperacja.plans.actions.moving import (
    approve_plan,
    complete,
    consult,
    enforce,
    resume,
    return_plan,
    review,
    rewrite,
    submit,
    terminate,
)
from kooperacja.plans.actions.signing import attach_scan, sign_plan
from kooperacja.plans.actions.writing import (
    GoalWords,
    add_action,
    add_goal,
    add_remark,
    change_action,
    change_goal,
    drop_action,
    drop_goal,
    make_plan,
)

__all__ = [
    "GoalWords",
    "add_action",
    "add_goal",
    "add_remark",
    "approve_plan",
    "attach_scan",
    "change_action",
    "change_goal",
    "complete",
    "consult",
    "drop_action",
    "drop_goal",
    "enforce",
    "make_plan",
    "resume",
    "return_plan",
    "review",
    "rewrite",
    "sign_plan",
    "submit",
    "terminate",
]
