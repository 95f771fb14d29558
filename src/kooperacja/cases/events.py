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
    "case.qualify": Words(_("Family proposed"), "users"),
    "case.inform": Words(_("Family informed"), "check", "accent"),
    "case.refuse": Words(_("Does not take part"), "x"),
    "case.assess": Words(_("Assessment begun"), "run", "accent"),
    "case.plan": Words(_("Diagnosis ready, plan begun"), "pen", "accent"),
    "case.begin": Words(_("Work by the plan begun"), "run", "accent"),
    "case.review": Words(_("Review begun"), "clock"),
    "case.go_on": Words(_("Review ended"), "check", "ok"),
    "case.suspend": Words(_("Work suspended"), "pause", "warn"),
    "case.resume": Words(_("Work resumed"), "run", "accent"),
    "case.propose_closing": Words(_("Closing proposed"), "check"),
    "case.keep_open": Words(_("Not closed yet"), "run"),
    "case.transfer": Words(_("Given to another commune"), "send"),
    "case.archive": Words(_("Put into the archive"), "lock"),
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
