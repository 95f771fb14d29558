"""Whether a family was told who keeps its data, before it is written down that it was informed."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.consents.models import NoticeWay, PrivacyNotice
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no


def was_told(actor: Actor, case: Case) -> Verdict:
    """At least one person of the case got the privacy notice (art. 13 and 14 RODO); one put off does not count."""
    with snapshot():
        rows = visible(PrivacyNotice, actor, Purpose.JOINT_HELP).owned().filter(case_id=case.pk)
        if rows.exclude(way=NoticeWay.DEFERRED).exists():
            return YES
    return no(
        "notice.none",
        _("Nobody of this family has been given the privacy notice yet."),
        _("Give it, and write it down on the page of consents and notices of this case."),
    )
