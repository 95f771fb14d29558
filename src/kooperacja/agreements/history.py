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
from kooperacja.agreements.models import Advice, SuspendReason, WithdrawReason
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
    "agreement.drop_clause": (gettext_lazy("The end of a clause was written in"), "x", "calm"),
    "agreement.opinion": (gettext_lazy("An opinion was given"), "eye", "accent"),
    "agreement.negotiate": (gettext_lazy("Presented for negotiation"), "users", "accent"),
    "agreement.review": (gettext_lazy("Sent for an opinion"), "eye", "accent"),
    "agreement.amend": (gettext_lazy("Changed by annex or accession no."), "plus", "ok"),
    "agreement.accede": (gettext_lazy("A party has acceded"), "building", "ok"),
    "agreement.change_last_day": (gettext_lazy("The last day was changed"), "cal", "accent"),
    "agreement.warn": (gettext_lazy("The parties were told that it expires soon"), "clock", "warn"),
    "agreement.renew": (pgettext_lazy("agreement", "Renewed"), "right", "ok"),
    "agreement.withdraw": (gettext_lazy("A party has left"), "log-out", "warn"),
    "agreement.submit": (gettext_lazy("Sent for signature"), "send", "accent"),
    "agreement.back_to_draft": (gettext_lazy("Taken back to draft"), "back", "calm"),
    "agreement.enforce": (gettext_lazy("Brought into force"), "handshake", "ok"),
    "agreement.suspend": (pgettext_lazy("agreement", "Suspended"), "pause", "warn"),
    "agreement.resume": (gettext_lazy("Resumed"), "run", "ok"),
    "agreement.end": (gettext_lazy("Terminated"), "x", "stop"),
    "agreement.discard": (gettext_lazy("Discarded"), "x", "calm"),
}
# Codes of reasons and of opinions, which are all different words.
CODES = {value: label for choices in (SuspendReason, WithdrawReason, Advice) for value, label in choices.choices}


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
    if "category" in facts:
        return _("%(category)s, up to level %(level)s") % {
            "category": Category(facts["category"]).label,
            "level": facts["level"],
        }
    code = facts.get("code") or facts.get("advice", "")
    told = (names.get(facts.get("institution", 0)), facts.get("number"), CODES.get(code))
    return ", ".join(str(word) for word in told if word)
