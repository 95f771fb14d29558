"""Which questionnaires there are: the one of the product, and the newest version of each that a centre made."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.diagnosis.law import shipped
from kooperacja.diagnosis.models import Questionnaire
from kooperacja.diagnosis.shape import Form
from kooperacja.directory.kinds import InstitutionKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A questionnaire in the list; `owner` is empty where the product brings it."""

    form: Form
    owner: str
    is_own: bool


def offered(actor: Actor) -> list[FormLine]:
    """With which this institution may begin a diagnosis: its own first, then the one that the product brings, then
    those of regional centres; in one statement.
    """
    whose = Q(owner_id=actor.institution_id) | Q(owner__kind=InstitutionKind.REGIONAL_CENTRE)
    rows = Questionnaire.objects.filter(whose).select_related("owner").order_by("recorded_at", "pk")
    newest = {row.code: row for row in rows}
    lines = [
        FormLine(row.says(), row.owner.short_name, row.owner_id == actor.institution_id)
        for row in sorted(newest.values(), key=lambda row: row.recorded_at, reverse=True)
    ]
    standard = max((form for form in shipped().values() if form.code == STANDARD), key=lambda form: form.number)
    own, others = [one for one in lines if one.is_own], [one for one in lines if not one.is_own]
    return [*own, FormLine(standard, "", is_own=False), *others]


def offered_line(actor: Actor, code: str) -> FormLine:
    found = next((one for one in offered(actor) if one.form.code == code), None)
    if found is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    return found


def newest_form(actor: Actor, code: str = "") -> Form:
    """With which a diagnosis begins now: the one of this code, or the first that is offered."""
    return offered_line(actor, code).form if code else offered(actor)[0].form


def form_of(code: str, number: int) -> Form:
    """The very version that a diagnosis was answered with."""
    found = shipped().get((code, number))
    return found or Questionnaire.objects.get(code=code, number=number).says()


def stored_newest(code: str) -> Questionnaire | None:
    return Questionnaire.objects.filter(code=code).order_by("-number").first()


def same(row: Questionnaire, form: Form) -> bool:
    """Whether the words are the same, whatever the number of the version."""
    told = row.says()
    return (told.code, told.title, told.areas) == (form.code, form.title, form.areas)
