"""What the acts of the trail are called on the timeline of a case."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import Text


@dataclass(frozen=True, slots=True)
class Words:
    text: Text
    icon: str
    tone: str = "calm"


EVENTS = {
    "case.open": Words(_("Case opened"), "file"),
    "case.activate": Words(_("Assessment begun"), "run", "accent"),
    "case.interview": Words(_("Family interview made"), "check", "ok"),
    "case.member": Words(_("Person added to the family"), "user"),
    "case.family": Words(_("Data of the family corrected"), "pen"),
    "case.appoint": Words(_("Appointed to the team"), "users"),
    "case.key_worker": Words(_("Leads the case"), "key", "accent"),
    "case.substitution": Words(_("Somebody stands in"), "users"),
    "case.recall": Words(_("Recalled from the team"), "x"),
    "case.close": Words(_("Case closed"), "done", "ok"),
    "case.reopen": Words(_("Case resumed"), "run", "accent"),
}
