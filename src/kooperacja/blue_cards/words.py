"""The steps of a card, and how a deadline was counted, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from kooperacja.foundation.errors import Text
from kooperacja.foundation.working_days import Deadline
from kooperacja.ui.formats import date_text

# Move, the column of its day, and its words: the way in its order.
STEPS: tuple[tuple[str, str, Text], ...] = (
    ("fill", "filled_on", pgettext_lazy("step of a card", "Card A filled in")),
    ("hand_over", "handed_on", pgettext_lazy("step of a card", "Handed over to the interdisciplinary team")),
    ("receive", "received_on", pgettext_lazy("step of a card", "Received by the team")),
    ("name_group", "named_on", pgettext_lazy("step of a card", "Diagnostic and help group named")),
    ("accept", "accepted_on", pgettext_lazy("step of a card", "Received by the group")),
    ("meet", "met_on", pgettext_lazy("step of a card", "First meeting of the group")),
    ("tell_absent", "told_on", pgettext_lazy("step of a card", "Absent suspect informed")),
    ("end", "ended_on", pgettext_lazy("step of a card", "Procedure ended")),
)


def explained(deadline: Deadline) -> str:
    """Such as: 5 working days from 03.11.2026 (11.11.2026 is free: Independence Day)."""
    sentence = ngettext(
        "%(count)s working day from %(start)s", "%(count)s working days from %(start)s", deadline.days
    ) % {"count": deadline.days, "start": date_text(deadline.start)}
    free = ", ".join(f"{date_text(day)} {name}" for day, name in deadline.holidays)
    return _("%(counted)s (free: %(days)s)") % {"counted": sentence, "days": free} if free else str(sentence)
