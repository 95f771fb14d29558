"""The trail of a team in words: what was done, for which institution, whom it named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.audit.queries import Step
from kooperacja.foundation.errors import Text

# action: words, icon, tone.
WORDS: dict[str, tuple[Text, str, str]] = {
    "team.found": (gettext_lazy("The team was founded"), "users", "accent"),
    "team.change": (gettext_lazy("The name or the agreement was changed"), "pen", "calm"),
    "team.add_act": (gettext_lazy("A founding act was written down"), "file", "calm"),
    "team.remove_act": (gettext_lazy("A founding act was taken out"), "trash", "warn"),
    "team.open_seat": (gettext_lazy("A seat was opened"), "plus", "calm"),
    "team.name_worker": (gettext_lazy("A worker was named"), "user", "accent"),
    "team.state": (gettext_lazy("A statement of confidentiality was signed"), "check", "ok"),
    "team.end_seat": (gettext_lazy("A seat has ended"), "x", "warn"),
    "team.declare_conflict": (gettext_lazy("A conflict of interest was declared"), "warn", "warn"),
    "team.end_conflict": (gettext_lazy("A conflict of interest has ended"), "check", "calm"),
    "team.start": (gettext_lazy("The team began its work"), "run", "ok"),
    "team.end": (gettext_lazy("The team was ended"), "x", "stop"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One step for the timeline; `detail` says whom it was about, `by` who did it."""

    text: Text
    detail: str
    by: str
    at: datetime
    icon: str
    tone: str


def told(step: Step, names: Mapping[int, str], holders: Mapping[int, str]) -> Event:
    """`names` of institutions by their numbers, `holders` by the numbers of their seats."""
    text, icon, tone = WORDS.get(step.action, (step.action, "note", "calm"))
    about = (names.get(step.facts.get("institution", 0), ""), holders.get(step.facts.get("seat", 0), ""))
    by = names.get(step.institution_id) or _("a machine")
    detail = about if step.action != "team.open_seat" else about[:1]
    return Event(text, ", ".join(filter(None, detail)), by, step.at, icon, tone)
