"""The trail of an agreement in words. It names institutions and no persons: agreements are read by
everybody, and those who sign are known by their posts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kooperacja.agreements.labels import Category
from kooperacja.agreements.models import SuspendReason
from kooperacja.audit.queries import Step
from kooperacja.foundation.errors import Text

# action: words, icon, tone.
WORDS: dict[str, tuple[Text, str, str]] = {
    "agreement.draft": (gettext_lazy("Drafted"), "draft", "calm"),
    "agreement.import": (gettext_lazy("Read from a file"), "draft", "calm"),
    "agreement.change": (gettext_lazy("The draft was changed"), "pen", "calm"),
    "agreement.add_party": (gettext_lazy("A party was named"), "building", "calm"),
    "agreement.remove_party": (gettext_lazy("A party was taken out"), "building", "calm"),
    "agreement.add_clause": (gettext_lazy("A clause was added"), "plus", "calm"),
    "agreement.end_clause": (gettext_lazy("A clause has ended"), "x", "warn"),
    "agreement.sign": (gettext_lazy("A signature was recorded"), "pen", "accent"),
    "agreement.void_signature": (gettext_lazy("A signature does not count any more"), "back", "warn"),
    "agreement.withdraw": (gettext_lazy("A party has left"), "log-out", "warn"),
    "agreement.submit": (gettext_lazy("Sent for signature"), "send", "accent"),
    "agreement.back_to_draft": (gettext_lazy("Taken back to draft"), "back", "calm"),
    "agreement.enforce": (gettext_lazy("Brought into force"), "handshake", "ok"),
    "agreement.suspend": (pgettext_lazy("agreement", "Suspended"), "pause", "warn"),
    "agreement.resume": (gettext_lazy("Resumed"), "run", "ok"),
    "agreement.end": (gettext_lazy("Terminated"), "x", "stop"),
    "agreement.discard": (gettext_lazy("Discarded"), "x", "calm"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One step for the timeline; `detail` says whom or what it was about, `by` who did it."""

    text: Text
    detail: str
    by: str
    at: datetime
    icon: str
    tone: str


def told(step: Step, names: Mapping[int, str]) -> Event:
    text, icon, tone = WORDS.get(step.action, (step.action, "note", "calm"))
    by = names.get(step.institution_id) or _("a machine")
    return Event(text, _detail(step.facts, names), by, step.at, icon, tone)


def _detail(facts: Mapping[str, Any], names: Mapping[int, str]) -> str:
    if "institution" in facts:
        return names.get(facts["institution"], "")
    if "category" in facts:
        return _("%(category)s, up to level %(level)s") % {
            "category": Category(facts["category"]).label,
            "level": facts["level"],
        }
    code = facts.get("code", "")
    return str(SuspendReason(code).label) if code in SuspendReason.values else ""
