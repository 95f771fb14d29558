"""What every act on notices and consents asks first."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.actions.checks import belongs
from kooperacja.cases.models import Case
from kooperacja.consents.models import Wording
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Person
from kooperacja.ui.formats import date_text

JOINT_HELP = Purpose.JOINT_HELP


def may_take_back(actor: Actor, case: Case) -> None:
    """A consent is withdrawn also when the case is closed."""
    door.require(actor, door.WRITE, case, JOINT_HELP)


def of_case(case: Case, person: Person) -> None:
    if not belongs(case, person.anchor_id):
        raise missing()


def is_in_force(actor: Actor, wording_id: int, kind: str, day: date) -> Wording:
    """The institution's text of this kind that was approved and in force on the day of the paper."""
    row = Wording.objects.filter(pk=wording_id, institution=actor.institution_id, kind=kind).first()
    if row is None:
        raise RuleBroken(
            "wording.unknown", _("There is no such text. Choose one of your institution."), field="wording"
        )
    if row.since is None:
        raise RuleBroken("wording.draft", _("Nobody has approved this text yet."), field="wording")
    if day < row.since:
        told = {"day": date_text(row.since)}
        raise RuleBroken("wording.not_yet", _("This text is in force only from %(day)s.") % told, field="wording")
    if row.until is not None and day > row.until:
        sentence = _("This version expired on %(day)s. Print the present one and ask for a new signature.")
        raise RuleBroken("wording.expired", sentence % {"day": date_text(row.until)}, field="wording")
    return row
