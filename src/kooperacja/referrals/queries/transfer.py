"""Whether another centre has accepted what a family needs there, before its case is given away."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.directory.kinds import InstitutionKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.referrals.models import ReferralState, Side

CENTRES = (InstitutionKind.WELFARE_CENTRE, InstitutionKind.SOCIAL_SERVICES_CENTRE)
TAKEN = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.ANSWERED, ReferralState.CLOSED)


def accepted_by_another_centre(actor: Actor, case: Case) -> Verdict:
    """The letter carries the basis and what is told there; its acceptance is the word of the other side."""
    with snapshot():
        sides = visible(Side, actor, Purpose.JOINT_HELP).filter(case_id=case.pk, referral__state__in=TAKEN)
        if sides.filter(referral__addressee__kind__in=CENTRES).exclude(referral__addressee_id=case.owner_id).exists():
            return YES
    return no(
        "case.no_acceptance",
        _("No other welfare centre has accepted a referral of this case yet."),
        _("Write a referral from this case to the other centre. When it is accepted, give the case away."),
    )
