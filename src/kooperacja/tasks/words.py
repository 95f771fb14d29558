"""What happened to an action, why somebody said no, and what is written about it, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.errors import Text
from kooperacja.tasks.models import TaskNote, TaskReason

STEPS: dict[str, Text] = {
    "prepare": pgettext_lazy("task", "Written down"),
    "hand_over": pgettext_lazy("task", "Offered"),
    "accept": pgettext_lazy("task", "Accepted"),
    "reject": pgettext_lazy("task", "Rejected"),
    "start": _("It was named who leads it"),
    "report": _("Reported as done"),
    "confirm": pgettext_lazy("task", "Confirmed as done"),
    "send_back": _("Sent back: it is not done yet"),
    "fail": _("Written down that it was not done"),
    "cancel": pgettext_lazy("task", "Cancelled"),
    "note": _("Entry of the monitoring card"),
    "help": _("An institution that is to help has answered"),
    "remind": _("A reminder went out"),
}
REASONS: dict[str, tuple[TaskReason, ...]] = {
    "reject": (TaskReason.NOT_OURS, TaskReason.NO_CAPACITY, TaskReason.TOO_SOON, TaskReason.UNCLEAR),
    "fail": (TaskReason.FAMILY, TaskReason.ABSENT, TaskReason.NO_CAPACITY, TaskReason.OBSOLETE),
    "cancel": (TaskReason.OBSOLETE, TaskReason.FAMILY, TaskReason.UNCLEAR),
}
# What people write by themselves; a report comes with its move.
NOTES = tuple((one.value, one.label) for one in TaskNote if one != TaskNote.REPORT)


def reasons_for(move: str) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in REASONS[move]]
