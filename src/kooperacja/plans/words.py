"""What happened to a plan, and what differs between versions, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.errors import Text

STEPS: dict[str, Text] = {
    "make": pgettext_lazy("plan", "Begun"),
    "remark": _("Remarks of the family were written down"),
    "consult": _("Given to the family"),
    "rewrite": _("Writing went on"),
    "submit": _("Given to the team; institutions were offered their actions"),
    "return": _("Returned to be improved"),
    "approve": _("Approved by the team"),
    "signature": _("A signature was written down"),
    "sign": _("Signed by the family and the key worker"),
    "scan": _("The signed paper was attached"),
    "enforce": _("Put in force"),
    "review": _("The review began"),
    "resume": _("Reviewed; it goes on"),
    "amend": _("Replaced by a later version"),
    "complete": pgettext_lazy("plan", "Completed"),
    "terminate": pgettext_lazy("plan", "Terminated"),
}
DIFFERENCES: dict[tuple[str, str], Text] = {
    ("added", "goal"): _("New goal"),
    ("gone", "goal"): _("Goal that is gone"),
    ("changed", "goal"): _("Goal that changed"),
    ("added", "task"): _("New action"),
    ("gone", "task"): _("Action that is gone"),
}
