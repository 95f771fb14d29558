"""What every act on what others may see of a file asks first."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import Anchor
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.actions.checks import belongs, may_work
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.access import writing

JOINT_HELP = Purpose.JOINT_HELP


def is_at_the_file(actor: Actor, case: Case) -> None:
    """Whoever sees the file in an emergency alone decides nothing about it (I17): an emergency opens reading,
    and neither taking out nor writing.
    """
    door.require(actor, door.EXPORT, case, JOINT_HELP)


def may_show(actor: Actor, case: Case, category: str) -> None:
    """Appointed to the file, or its supervisor, and himself authorised for what is shown: nobody shows to
    others what he may not work on.
    """
    may_work(actor, case)
    if category not in writing(actor).categories:
        raise NotAllowed("share.not_authorised", _("You are not authorised for this category of data."))


def may_take_back(actor: Actor, case: Case) -> None:
    """A consent is withdrawn also when the case is closed."""
    door.require(actor, door.WRITE, case, JOINT_HELP)


def is_of_the_file(case: Case, anchor_id: int, field: str) -> Anchor:
    """The file, its household, or a person who belongs to it."""
    if anchor_id not in {case.anchor_id, case.subject_id} and not belongs(case, anchor_id):
        raise RuleBroken("share.elsewhere", _("Choose the case, the family or a person of this case."), field=field)
    return Anchor.objects.get(pk=anchor_id)
