"""Who makes a diagnosis. Rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| Diagnosis, Workshop | the dossier | the household | coordination (level 1, no word about the family) |
| AreaRating | the dossier | the household | that of the area (`kinds.CATEGORY_OF`); the level follows from it |

All belong to the institution that leads the case. Pure: what rows the actor reaches is asked at the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.cases.access import can_lead, can_work
from kooperacja.cases.models import Case
from kooperacja.diagnosis.kinds import CATEGORY_OF
from kooperacja.diagnosis.models import Diagnosis, DiagnosisState, Workshop
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import writing

# Who makes questionnaires: the regional centre for all, a manager for the own institution.
DEFINERS = frozenset({Role.ROPS_COORDINATOR, Role.INSTITUTION_MANAGER})
LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}


def can_define(actor: Actor) -> Verdict:
    if actor.is_system or actor.role in DEFINERS:
        return YES
    return no(
        "questionnaire.not_by_you",
        _("A questionnaire is changed by the manager of an institution or by a regional centre (ROPS)."),
        _("Tell your manager which question is missing."),
    )


def can_begin(actor: Actor, case: Case) -> Verdict:
    return can_work(actor, case)


def can_rate(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Areas, as long as it is being made."""
    if diagnosis.state == DiagnosisState.DRAFT:
        return can_work(actor, diagnosis.case)
    return no(
        "diagnosis.not_open",
        _("This diagnosis is finished and stays as it is."),
        _("What changed since then is the next diagnosis."),
    )


def can_rate_area(actor: Actor, area: str) -> Verdict:
    """Whoever may not process this kind of data does not rate the area either."""
    if CATEGORY_OF[area] in writing(actor).categories:
        return YES
    return no(
        "diagnosis.not_authorised",
        _("You are not authorised to process data about this area."),
        _("Ask a worker of your institution who is, or your manager for the authorisation."),
    )


def can_finish(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """The key worker, the coordinator of the team or the manager (domain.md E.2)."""
    return first_no([can_rate(actor, diagnosis), can_lead(actor, diagnosis.case)])


def can_hold(actor: Actor, workshop: Workshop) -> Verdict:
    """Writing down that a workshop was held, or was not."""
    return can_work(actor, workshop.case)
