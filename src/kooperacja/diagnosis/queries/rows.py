"""The rows of diagnoses, for actions, and what a case asks before a plan is written."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.diagnosis.models import Diagnosis, DiagnosisState, Workshop, WorkshopState
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no

HELP = Purpose.JOINT_HELP


def get_diagnosis(actor: Actor, ref: str, purpose: str) -> Diagnosis:
    """The row of the actor's own institution, for an action; missing and forbidden are the same."""
    with snapshot():
        return visible(Diagnosis, actor, purpose).owned().select_related("case").get(ref=ref)


def get_workshop(actor: Actor, ref: str, purpose: str) -> Workshop:
    with snapshot():
        return visible(Workshop, actor, purpose).owned().select_related("case").get(ref=ref)


def workshops_held(actor: Actor, case_pk: int) -> int:
    with snapshot():
        return len(visible(Workshop, actor, HELP).owned().filter(case_id=case_pk, state=WorkshopState.HELD).all("pk"))


def may_plan(actor: Actor, case: Case) -> Verdict:
    """A plan is written after a finished diagnosis (domain.md E.2): areas rated, workshops held or a reason."""
    with snapshot():
        rows = visible(Diagnosis, actor, HELP).owned()
        found = rows.filter(case_id=case.pk, state=DiagnosisState.FINISHED).exists()
    if found:
        return YES
    return no(
        "diagnosis.none_finished",
        _("The family has no finished diagnosis yet."),
        _("Rate the ten areas and finish the diagnosis on the page “Diagnosis” of this case."),
    )
